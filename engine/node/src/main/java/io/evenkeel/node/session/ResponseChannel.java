package io.evenkeel.node.session;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.exceptions.RegistrationException;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The node's own publication to one client. It is added without waiting; answers that come before the client's side is
 * connected are held for a second, then dropped: the client asks again. Publish's thread; allocates only when made.
 */
final class ResponseChannel implements AutoCloseable {
    private static final int HELD_LENGTH_MAX = 16 * 1024;
    private static final int TRIES = 3;
    private static final long HOLD_NS = TimeUnit.SECONDS.toNanos(1);

    private final Aeron aeron;
    private final String channel;
    private final UnsafeBuffer held = new UnsafeBuffer(new byte[HELD_LENGTH_MAX]);
    private ExclusivePublication publication;
    private long registrationId = Aeron.NULL_VALUE;
    private long holdUntilNs;
    private int heldLength;
    private int heldCount;

    ResponseChannel(final Aeron aeron, final ResponseEndpoint endpoint) {
        this.aeron = aeron;
        channel = endpoint.channel();
    }

    /** Starts to add the publication. */
    void open(final long nowNs) {
        registrationId = aeron.asyncAddExclusivePublication(channel, ResponseEndpoint.STREAM_ID);
        holdUntilNs = nowNs + HOLD_NS;
    }

    /** {@return whether the publication is not connected yet and may still become so} */
    boolean isOpening() {
        return registrationId != Aeron.NULL_VALUE && holdUntilNs != Long.MIN_VALUE;
    }

    /**
     * Goes on opening, and sends what was held once connected.
     *
     * @return how many held answers were dropped.
     */
    int poll(final long nowNs) {
        if (publication == null) {
            try {
                publication = aeron.getExclusivePublication(registrationId);
            } catch (final RegistrationException e) {
                // The driver refuses the client's endpoint: nothing can be sent there.
                registrationId = Aeron.NULL_VALUE;
                return drop();
            }
        }
        if (publication != null && publication.isConnected()) {
            holdUntilNs = Long.MIN_VALUE;
            return flush();
        }
        if (nowNs - holdUntilNs > 0) {
            holdUntilNs = Long.MIN_VALUE;
            return drop();
        }
        return 0;
    }

    /** {@return whether the answer was sent or held} */
    boolean send(final DirectBuffer buffer, final int offset, final int length) {
        if (isOpening()) {
            return hold(buffer, offset, length);
        }
        if (publication == null && !revive()) {
            return false;
        }
        return offer(buffer, offset, length);
    }

    /** A publication that took longer than a second to add is taken up when it is there. */
    private boolean revive() {
        if (registrationId != Aeron.NULL_VALUE) {
            publication = aeron.getExclusivePublication(registrationId);
        }
        return publication != null;
    }

    private boolean offer(final DirectBuffer buffer, final int offset, final int length) {
        for (int i = 0; i < TRIES; i++) {
            final long result = publication.offer(buffer, offset, length);
            if (result > 0) {
                return true;
            }
            if (result == Publication.NOT_CONNECTED || result == Publication.CLOSED) {
                return false;
            }
        }
        return false;
    }

    private boolean hold(final DirectBuffer buffer, final int offset, final int length) {
        if (heldLength + Integer.BYTES + length > HELD_LENGTH_MAX) {
            return false;
        }
        held.putInt(heldLength, length);
        held.putBytes(heldLength + Integer.BYTES, buffer, offset, length);
        heldLength += Integer.BYTES + length;
        heldCount++;
        return true;
    }

    private int flush() {
        int dropped = 0;
        for (int at = 0; at < heldLength; ) {
            final int length = held.getInt(at);
            if (!offer(held, at + Integer.BYTES, length)) {
                dropped++;
            }
            at += Integer.BYTES + length;
        }
        heldLength = 0;
        heldCount = 0;
        return dropped;
    }

    private int drop() {
        final int dropped = heldCount;
        heldLength = 0;
        heldCount = 0;
        return dropped;
    }

    @Override
    public void close() {
        if (publication != null) {
            publication.close();
        } else if (registrationId != Aeron.NULL_VALUE) {
            aeron.asyncRemovePublication(registrationId);
        }
        publication = null;
        registrationId = Aeron.NULL_VALUE;
        drop();
    }
}
