package io.evenkeel.node.session;

import io.aeron.Aeron;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.SessionPrincipalDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Knows every session's way back, and sends answers there while this node leads. Followers know the ways too, so that
 * one that becomes leader can open them at once. An answer that cannot be sent is dropped and counted: the client sends
 * its command again and gets the first answer. Publish's thread, but for {@link #lead}.
 */
public final class Acknowledgements implements AutoCloseable {
    private static final ResponseChannel NO_CHANNEL = null;
    private static final long NO_SESSION = Long.MIN_VALUE;

    private final Aeron aeron;
    private final EgressRoute egress;
    private final Long2ObjectHashMap<ResponseEndpoint> endpoints = new Long2ObjectHashMap<>();
    private final Long2ObjectHashMap<ResponseChannel> channels = new Long2ObjectHashMap<>();
    private final Long2LongHashMap sessionByParticipant = new Long2LongHashMap(NO_SESSION);
    private final List<ResponseChannel> holding = new ArrayList<>();
    private final AtomicLong dropped = new AtomicLong();
    private volatile boolean isToLead;
    private boolean isLeading;

    /** Makes a table without sessions; publications are added with this client. */
    public Acknowledgements(final Aeron aeron, final EgressRoute egress) {
        this.aeron = aeron;
        this.egress = egress;
    }

    /** Says whether this node leads. Any thread; takes effect at the next duty. */
    public void lead(final boolean isLeader) {
        isToLead = isLeader;
    }

    /**
     * A session opened.
     *
     * @param sessionId its id.
     * @param buffer    its {@code SessionPrincipal}; one that is not understood leaves only the egress.
     */
    public void onSessionOpened(final long sessionId, final DirectBuffer buffer, final int offset, final int length) {
        final ResponseEndpoint endpoint = endpoint(buffer, offset, length);
        onSessionClosed(sessionId);
        endpoints.put(sessionId, endpoint);
        final int participant = participant(buffer, offset, length);
        if (participant != 0) {
            sessionByParticipant.put(participant, sessionId);
        }
        if (isLeading) {
            open(sessionId, endpoint, System.nanoTime());
        }
    }

    /** A session closed. */
    public void onSessionClosed(final long sessionId) {
        endpoints.remove(sessionId);
        sessionByParticipant.values().removeIf(session -> session == sessionId);
        final ResponseChannel channel = channels.remove(sessionId);
        if (channel != NO_CHANNEL) {
            holding.remove(channel);
            channel.close();
        }
    }

    /** Sends an answer to a session, if this node leads. Does not allocate. */
    public void send(final long sessionId, final DirectBuffer buffer, final int offset, final int length) {
        if (isLeading != isToLead) {
            turn(System.nanoTime());
        }
        if (!isLeading) {
            return;
        }
        final ResponseChannel channel = channels.get(sessionId);
        final boolean isTaken = channel != NO_CHANNEL
                ? send(channel, buffer, offset, length)
                : endpoints.containsKey(sessionId) && egress.offer(sessionId, buffer, offset, length);
        if (!isTaken) {
            countDropped(1);
        }
    }

    /**
     * Sends a notice to the session that speaks for a participant, the one opened last, if this node leads and there is
     * one. A notice that cannot be sent is dropped and counted; the audit feed has it. Does not allocate.
     */
    public void sendNotice(final long participant, final DirectBuffer buffer, final int offset, final int length) {
        final long sessionId = sessionByParticipant.get(participant);
        if (sessionId != NO_SESSION) {
            send(sessionId, buffer, offset, length);
        }
    }

    private boolean send(
            final ResponseChannel channel, final DirectBuffer buffer, final int offset, final int length) {
        final boolean wasHolding = channel.isHolding();
        final boolean isTaken = channel.send(buffer, offset, length);
        if (channel.isHolding() && !wasHolding) {
            holding.add(channel);
        }
        return isTaken;
    }

    /** Opens and closes channels as the role says. {@return how much was done} */
    public int onDuty(final long nowNs) {
        if (isLeading != isToLead) {
            turn(nowNs);
        }
        for (int i = holding.size() - 1; i >= 0; i--) {
            final ResponseChannel channel = holding.get(i);
            countDropped(channel.poll(nowNs));
            if (!channel.isHolding()) {
                holding.remove(i);
            }
        }
        return holding.size();
    }

    /** {@return how many answers were dropped so far; any thread} */
    public long dropped() {
        return dropped.get();
    }

    private void countDropped(final int count) {
        dropped.lazySet(dropped.get() + count);
    }

    private void turn(final long nowNs) {
        isLeading = isToLead;
        if (isLeading) {
            endpoints.forEachLong((sessionId, endpoint) -> open(sessionId, endpoint, nowNs));
        } else {
            closeChannels();
        }
    }

    private void open(final long sessionId, final ResponseEndpoint endpoint, final long nowNs) {
        if (!endpoint.isEgress()) {
            final ResponseChannel channel = new ResponseChannel(aeron, endpoint);
            channel.open(nowNs);
            channels.put(sessionId, channel);
            holding.add(channel);
        }
    }

    /** The participant of a {@code SessionPrincipal}; 0 for one that is not understood. */
    private static int participant(final DirectBuffer buffer, final int offset, final int length) {
        return length < MessageHeaderDecoder.ENCODED_LENGTH + SessionPrincipalDecoder.BLOCK_LENGTH
                ? 0
                : new SessionPrincipalDecoder()
                        .wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder())
                        .participant();
    }

    private static ResponseEndpoint endpoint(final DirectBuffer buffer, final int offset, final int length) {
        final int fixed = MessageHeaderDecoder.ENCODED_LENGTH + SessionPrincipalDecoder.BLOCK_LENGTH;
        if (length < fixed + SessionPrincipalDecoder.responseEndpointHeaderLength()) {
            return ResponseEndpoint.EGRESS;
        }
        final SessionPrincipalDecoder principal = new SessionPrincipalDecoder();
        principal.wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
        final int textLength = principal.responseEndpointLength();
        if (fixed + SessionPrincipalDecoder.responseEndpointHeaderLength() + textLength > length) {
            return ResponseEndpoint.EGRESS;
        }
        final byte[] text = new byte[textLength];
        principal.getResponseEndpoint(text, 0, textLength);
        try {
            return ResponseEndpoint.parse(new String(text, StandardCharsets.US_ASCII));
        } catch (final IllegalArgumentException e) {
            return ResponseEndpoint.EGRESS;
        }
    }

    private void closeChannels() {
        channels.values().forEach(ResponseChannel::close);
        channels.clear();
        holding.clear();
    }

    @Override
    public void close() {
        closeChannels();
    }
}
