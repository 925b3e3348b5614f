package io.evenkeel.node.session;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.exceptions.RegistrationException;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The node's own publication to one client. It is added without waiting. Answers that come before the client's side is
 * connected, or faster than the client reads, are held for a second at most and 16 KiB at most, then dropped: the
 * client asks again. Publish's thread; allocates only when made.
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
    private boolean isHolding;
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
        isHolding = true;
        holdUntilNs = nowNs + HOLD_NS;
    }

    /** {@return whether answers are held back, to be sent by {@link #poll}} */
    boolean isHolding() {
        return isHolding;
    }

    /**
     * Goes on opening, and sends what is held as soon as it can be.
     *
     * @return how many held answers were dropped.
     */
    int poll(final long nowNs) {
        if (publication == null && !takeUp()) {
            return nowNs - holdUntilNs > 0 ? drop() : 0;
        }
        if (publication.isConnected()) {
            flush();
            isHolding = heldCount > 0;
        }
        return isHolding && nowNs - holdUntilNs > 0 ? drop() : 0;
    }

    /** {@return whether the publication is there by now} */
    private boolean takeUp() {
        if (registrationId != Aeron.NULL_VALUE) {
            try {
                publication = aeron.getExclusivePublication(registrationId);
            } catch (final RegistrationException e) {
                // The driver refuses the client's endpoint: nothing can ever be sent there.
                registrationId = Aeron.NULL_VALUE;
            }
        }
        return publication != null;
    }

    /** {@return whether the answer was sent or held} */
    boolean send(final DirectBuffer buffer, final int offset, final int length) {
        if (isHolding) {
            return hold(buffer, offset, length);
        }
        if (publication == null && !takeUp()) {
            return false;
        }
        final long result = offer(buffer, offset, length);
        if (result == Publication.BACK_PRESSURED || result == Publication.ADMIN_ACTION) {
            isHolding = true;
            holdUntilNs = System.nanoTime() + HOLD_NS;
            return hold(buffer, offset, length);
        }
        return result > 0;
    }

    private long offer(final DirectBuffer buffer, final int offset, final int length) {
        long result = 0;
        for (int i = 0; i < TRIES && result <= 0; i++) {
            result = publication.offer(buffer, offset, length);
        }
        return result;
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

    /** Sends what can be sent and moves the rest to the front. */
    private void flush() {
        int at = 0;
        while (at < heldLength) {
            final int length = held.getInt(at);
            if (offer(held, at + Integer.BYTES, length) <= 0) {
                break;
            }
            at += Integer.BYTES + length;
            heldCount--;
        }
        heldLength -= at;
        held.putBytes(0, held, at, heldLength);
    }

    private int drop() {
        isHolding = false;
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
