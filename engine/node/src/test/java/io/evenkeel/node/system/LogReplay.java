package io.evenkeel.node.system;

import io.aeron.cluster.codecs.MessageHeaderDecoder;
import io.aeron.cluster.codecs.NewLeadershipTermEventDecoder;
import io.aeron.cluster.codecs.SessionCloseEventDecoder;
import io.aeron.cluster.codecs.SessionMessageHeaderDecoder;
import io.aeron.cluster.codecs.SessionOpenEventDecoder;
import io.aeron.cluster.codecs.TimerEventDecoder;
import io.aeron.logbuffer.Header;
import io.evenkeel.core.Engine;
import io.evenkeel.core.EngineLimits;
import io.evenkeel.core.command.CommandKind;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.command.Stage;
import io.evenkeel.core.inspect.Inspector;
import io.evenkeel.core.output.OutputKind;
import io.evenkeel.core.output.OutputSink;
import io.evenkeel.core.output.OutputSlot;
import io.evenkeel.node.chain.HashChain;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The node that never stopped: a fresh engine on this thread that takes a cluster's whole log, from its first entry,
 * and remembers all it puts out. What live nodes published, through crashes and snapshots, must be the same.
 */
final class LogReplay implements OutputSink {
    /** Stream of a cluster's log in an Archive. */
    static final int STREAM = 100;

    private static final int SESSION_HEADER = 32;

    private final OutputSlot output = new OutputSlot();
    private final CommandSlot slot = new CommandSlot();
    private final HashChain chain;
    private final Engine engine;
    private final Predicate<CommandSlot> filter;
    private final List<byte[]> auditEvents = new ArrayList<>();
    private final List<byte[]> marketEvents = new ArrayList<>();
    private final List<Integer> newTerms = new ArrayList<>();
    private final UnsafeBuffer principal = new UnsafeBuffer(0, 0);
    private final Stage risk;
    private long entries;

    /**
     * Makes an engine at genesis.
     *
     * @param limits        as the nodes have them.
     * @param chainInterval as the nodes have it.
     * @param filter        which messages it takes; all others it has never heard of.
     */
    LogReplay(final EngineLimits limits, final int chainInterval, final Predicate<CommandSlot> filter) {
        chain = new HashChain(this, chainInterval);
        engine = new Engine(limits, chain);
        risk = chain.around(engine.risk());
        this.filter = filter;
    }

    /** Takes a node's whole log. */
    LogReplay take(final ArchiveReader node) {
        node.read(STREAM, this::onFragment);
        return this;
    }

    /** Takes one entry of a log. */
    void onFragment(final DirectBuffer buffer, final int offset, final int length, final Header header) {
        final MessageHeaderDecoder head = new MessageHeaderDecoder().wrap(buffer, offset);
        final int body = offset + MessageHeaderDecoder.ENCODED_LENGTH;
        switch (head.templateId()) {
            case SessionMessageHeaderDecoder.TEMPLATE_ID -> {
                final SessionMessageHeaderDecoder message = new SessionMessageHeaderDecoder()
                        .wrap(buffer, body, head.blockLength(), head.version());
                enter(CommandKind.MESSAGE, header, message.timestamp(), message.clusterSessionId(), buffer,
                        offset + SESSION_HEADER, length - SESSION_HEADER);
            }
            case TimerEventDecoder.TEMPLATE_ID -> {
                final TimerEventDecoder timer = new TimerEventDecoder()
                        .wrap(buffer, body, head.blockLength(), head.version());
                enter(CommandKind.TIMER, header, timer.timestamp(), 0, buffer, 0, 0);
            }
            case SessionOpenEventDecoder.TEMPLATE_ID -> {
                final SessionOpenEventDecoder open = new SessionOpenEventDecoder()
                        .wrap(buffer, body, head.blockLength(), head.version());
                final long sessionId = open.clusterSessionId();
                final long timestamp = open.timestamp();
                open.responseChannel();
                final byte[] bytes = new byte[open.encodedPrincipalLength()];
                open.getEncodedPrincipal(bytes, 0, bytes.length);
                principal.wrap(bytes);
                enter(CommandKind.SESSION_OPEN, header, timestamp, sessionId, principal, 0, bytes.length);
            }
            case SessionCloseEventDecoder.TEMPLATE_ID -> {
                final SessionCloseEventDecoder close = new SessionCloseEventDecoder()
                        .wrap(buffer, body, head.blockLength(), head.version());
                enter(CommandKind.SESSION_CLOSE, header, close.timestamp(), close.clusterSessionId(), buffer, 0, 0);
            }
            case NewLeadershipTermEventDecoder.TEMPLATE_ID -> newTerms.add(auditEvents.size());
            default -> {
                // Cluster actions are not entries of the state machine, and new terms only tell when a leader came.
            }
        }
    }

    private void enter(
            final CommandKind kind,
            final Header header,
            final long timeMs,
            final long sessionId,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        slot.assign(kind, header.position(), timeMs, sessionId, buffer, offset, length);
        if (filter.test(slot)) {
            engine.gate().onCommand(slot);
            engine.price().onCommand(slot);
            risk.onCommand(slot);
            entries++;
        }
    }

    @Override
    public OutputSlot claim() {
        return output;
    }

    @Override
    public void publish() {
        if (output.kind() != OutputKind.SESSION_OPENED && output.kind() != OutputKind.SESSION_CLOSED) {
            final byte[] bytes = new byte[output.length()];
            output.buffer().getBytes(0, bytes);
            auditEvents.add(bytes);
            if (output.kind() == OutputKind.MARKET) {
                marketEvents.add(bytes);
            }
        }
    }

    /** {@return what the audit feed must hold} */
    List<byte[]> auditEvents() {
        return auditEvents;
    }

    /** {@return what the market feed must hold} */
    List<byte[]> marketEvents() {
        return marketEvents;
    }

    /** {@return how many audit events there were each time that a leader began to lead} */
    List<Integer> newTerms() {
        return newTerms;
    }

    /** {@return a reader of the state after the last entry} */
    Inspector inspector() {
        return engine.inspector();
    }

    /** {@return log entries taken} */
    long entries() {
        return entries;
    }

    /** {@return hash of the state after the last entry} */
    long stateHash() {
        return engine.stateHash();
    }
}
