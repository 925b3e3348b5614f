package io.evenkeel.client;

import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.CommandAckDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.SessionAckDecoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.NanoClock;

/**
 * Decodes what the cluster answers, whether it comes as egress or on the client's own response stream. What is not an
 * answer of ours is counted and passed over: anybody can send a datagram to an endpoint.
 *
 * <p>Not thread-safe. Does not allocate after construction.
 */
final class AckAdapter implements FragmentHandler, ClusterSession.EgressConsumer {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final CommandAckDecoder commandAck = new CommandAckDecoder();
    private final SessionAckDecoder sessionAck = new SessionAckDecoder();
    private final CommandFlow flow;
    private final SessionReadiness readiness;
    private final OrderAdapter orders;
    private final NanoClock nanoClock;
    private RuntimeException failure;
    private long strangers;

    /** Hears that the session became usable. */
    @FunctionalInterface
    interface SessionReadiness {
        /** The sequence is known, as of a log position. */
        void onReady(long lastSequence, long logPosition);
    }

    AckAdapter(
            final CommandFlow flow,
            final SessionReadiness readiness,
            final OrderAdapter orders,
            final NanoClock nanoClock) {
        this.flow = flow;
        this.readiness = readiness;
        this.orders = orders;
        this.nanoClock = nanoClock;
    }

    /** {@return how many messages were no answers} */
    long strangers() {
        return strangers;
    }

    /** Throws what the application's listener threw since the last call; the transport would have swallowed it. */
    void rethrow() {
        if (failure != null) {
            final RuntimeException thrown = failure;
            failure = null;
            throw thrown;
        }
    }

    @Override
    public void onFragment(final DirectBuffer buffer, final int offset, final int length, final Header frame) {
        onMessage(buffer, offset, length);
    }

    @Override
    public void onMessage(final DirectBuffer buffer, final int offset, final int length) {
        try {
            dispatch(buffer, offset, length);
        } catch (final RuntimeException e) {
            if (failure == null) {
                failure = e;
            } else {
                failure.addSuppressed(e);
            }
        }
    }

    private void dispatch(final DirectBuffer buffer, final int offset, final int length) {
        if (length < MessageHeaderDecoder.ENCODED_LENGTH
                || header.wrap(buffer, offset).schemaId() != CommandAckDecoder.SCHEMA_ID
                || length < MessageHeaderDecoder.ENCODED_LENGTH + header.blockLength()) {
            strangers++;
            return;
        }
        switch (header.templateId()) {
            case CommandAckDecoder.TEMPLATE_ID -> onCommandAck(buffer, offset);
            case SessionAckDecoder.TEMPLATE_ID -> onSessionAck(buffer, offset);
            default -> strangers += orders.onMessage(header, buffer, offset) ? 0 : 1;
        }
    }

    private void onCommandAck(final DirectBuffer buffer, final int offset) {
        if (header.blockLength() < CommandAckDecoder.BLOCK_LENGTH) {
            strangers++;
            return;
        }
        commandAck.wrapAndApplyHeader(buffer, offset, header);
        flow.onAck(
                commandAck.sequence(),
                commandAck.participant(),
                commandAck.status(),
                commandAck.rejectCode(),
                commandAck.result(),
                commandAck.commandPosition(),
                commandAck.timeMs(),
                commandAck.repeated() == BooleanType.YES,
                nanoClock.nanoTime());
    }

    private void onSessionAck(final DirectBuffer buffer, final int offset) {
        if (header.blockLength() < SessionAckDecoder.BLOCK_LENGTH) {
            strangers++;
            return;
        }
        sessionAck.wrapAndApplyHeader(buffer, offset, header);
        final long last = sessionAck.sequence();
        if (flow.onSessionAck(sessionAck.session(), sessionAck.participant(), last, nanoClock.nanoTime())) {
            readiness.onReady(last, sessionAck.commandPosition());
        }
    }
}
