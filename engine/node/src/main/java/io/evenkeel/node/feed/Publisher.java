package io.evenkeel.node.feed;

import io.aeron.Aeron;
import io.aeron.archive.client.AeronArchive;
import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.CommandAckDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.feed.Feed;
import io.evenkeel.codecs.feed.NodeAddress;
import io.evenkeel.core.output.OutputSlot;
import io.evenkeel.node.chain.DigestExchange;
import io.evenkeel.node.pipeline.OutputHandler;
import io.evenkeel.node.session.Acknowledgements;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.AgentInvoker;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.YieldingIdleStrategy;

/**
 * What the Publish stage does with an output: gives it its number on its feeds, appends it there, and sends answers to
 * their sessions. It has an Aeron client of its own, whose conductor it runs itself, at least every millisecond, also
 * while it waits for a recording. One thread, whichever runs Publish; made on the service thread before that starts.
 */
public final class Publisher implements OutputHandler, AutoCloseable {
    private static final long CONDUCTOR_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int STATUS_OFFSET =
            MessageHeaderDecoder.ENCODED_LENGTH + CommandAckDecoder.statusEncodingOffset();
    private static final int TEMPLATE_OFFSET = MessageHeaderDecoder.templateIdEncodingOffset();

    private final Aeron aeron;
    private final AgentInvoker conductor;
    private final Acknowledgements acknowledgements;
    private final FeedStream[] streams = new FeedStream[Feed.count()];
    private final FeedStream liquidation;
    private final FeedStream settlement;
    private final FeedStream market;
    private final FeedStream audit;
    private final NodeCounters counters;
    private final DigestExchange digests;
    private final IdleStrategy waiting = new YieldingIdleStrategy();
    private long conductorDueNs = System.nanoTime();

    /**
     * Opens the feeds.
     *
     * @param aeron            client with a conductor invoker; closed with this.
     * @param acknowledgements ways back to the sessions.
     * @param archive          this node's Archive, connected with the same client; only used here.
     * @param members          all nodes.
     * @param memberId         which of them this is.
     * @param numbers          last numbers in the state that the node starts from.
     * @param idle             what the service thread does while it waits.
     * @throws IllegalStateException if a recording is not sound and cannot be mended.
     */
    public Publisher(
            final Aeron aeron,
            final Acknowledgements acknowledgements,
            final AeronArchive archive,
            final List<NodeAddress> members,
            final int memberId,
            final FeedNumbers numbers,
            final IdleStrategy idle) {
        this.aeron = aeron;
        this.acknowledgements = acknowledgements;
        conductor = aeron.conductorAgentInvoker();
        final NodeAddress self = members.get(memberId);
        final List<NodeAddress> others = members.stream().filter(member -> !member.equals(self)).toList();
        final IdleStrategy both = new ConductorIdle(idle, conductor);
        final FeedOpening opening = new FeedOpening(
                self, aeron, archive, new FeedPeers(self, others, aeron, archive, both), both);
        for (int i = 0; i < streams.length; i++) {
            streams[i] = opening.open(Feed.of(i), numbers.of(Feed.of(i)), this::awaitRecording);
        }
        liquidation = streams[0];
        settlement = streams[1];
        market = streams[2];
        audit = streams[3];
        counters = new NodeCounters(aeron, memberId);
        digests = new DigestExchange(aeron, self, others);
    }

    @Override
    public void onOutput(final OutputSlot slot) {
        final DirectBuffer buffer = slot.buffer();
        switch (slot.kind()) {
            case SESSION_OPENED -> acknowledgements.onSessionOpened(slot.sessionId(), buffer, 0, slot.length());
            case SESSION_CLOSED -> acknowledgements.onSessionClosed(slot.sessionId());
            case ACK -> {
                acknowledgements.send(slot.sessionId(), buffer, 0, slot.length());
                countRefused(buffer);
                append(audit, slot);
            }
            case NOTICE -> {
                acknowledgements.sendNotice(slot.sessionId(), buffer, 0, slot.length());
                append(audit, slot);
            }
            case LIQUIDATION -> appendTwice(liquidation, slot);
            case SETTLEMENT -> appendTwice(settlement, slot);
            case MARKET -> appendTwice(market, slot);
            case AUDIT -> {
                digests.onEvent(buffer, slot.length());
                append(audit, slot);
            }
            default -> throw new IllegalStateException("no feed for " + slot.kind());
        }
    }

    private void appendTwice(final FeedStream stream, final OutputSlot slot) {
        append(stream, slot);
        append(audit, slot);
    }

    private static void append(final FeedStream stream, final OutputSlot slot) {
        stream.append(slot.logPosition(), slot.buffer(), slot.length());
    }

    private void countRefused(final DirectBuffer buffer) {
        if (buffer.getShort(TEMPLATE_OFFSET) == CommandAckDecoder.TEMPLATE_ID
                && buffer.getByte(STATUS_OFFSET) == AckStatus.REJECTED.value()) {
            counters.countRefused();
        }
    }

    @Override
    public int onDuty(final long nowNs) {
        if (nowNs - conductorDueNs < 0) {
            return 0;
        }
        conductorDueNs = nowNs + CONDUCTOR_NS;
        if (aeron.isClosed()) {
            throw new IllegalStateException("Publish's Aeron client was closed");
        }
        for (final FeedStream stream : streams) {
            stream.checkRecording();
        }
        counters.show(streams, acknowledgements.dropped());
        return conductor.invoke() + acknowledgements.onDuty(nowNs) + digests.onDuty(nowNs);
    }

    private void awaitRecording() {
        onDuty(System.nanoTime());
        waiting.idle();
    }

    /** {@return whether every recording has reached its feed's last number; while Publish has nothing to do} */
    public boolean isRecorded() {
        for (final FeedStream stream : streams) {
            if (!stream.isRecorded()) {
                return false;
            }
        }
        return true;
    }

    /** {@return the last numbers given; while Publish has nothing to do} */
    public FeedNumbers numbers() {
        return new FeedNumbers(liquidation.number(), settlement.number(), market.number(), audit.number());
    }

    /** {@return commands refused since the node started; any thread} */
    public long refused() {
        return counters.refused();
    }

    @Override
    public void close() {
        CloseHelper.quietCloseAll(acknowledgements, aeron);
    }
}
