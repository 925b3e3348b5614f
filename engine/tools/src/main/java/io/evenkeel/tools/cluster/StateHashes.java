package io.evenkeel.tools.cluster;

import io.evenkeel.client.feed.FeedContext;
import io.evenkeel.client.feed.FeedSubscriber;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.StateHashReportDecoder;
import io.evenkeel.codecs.feed.Feed;
import io.evenkeel.codecs.feed.NodeAddress;
import java.util.ArrayList;
import java.util.List;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.YieldingIdleStrategy;

/**
 * Asks for the state hash and hears it from every node, each on its own audit feed, so that a node which computed
 * another is seen.
 */
public final class StateHashes implements AutoCloseable {
    private static final long TIMEOUT_MS = 60_000;

    private final RunningCluster cluster;
    private final List<FeedSubscriber> subscribers = new ArrayList<>();
    private final List<Heard> heard = new ArrayList<>();

    private StateHashes(final RunningCluster cluster) {
        this.cluster = cluster;
        for (final NodeAddress node : cluster.nodes()) {
            final Heard listener = new Heard(node);
            heard.add(listener);
            subscribers.add(FeedSubscriber.create(new FeedContext()
                    .aeronDirectoryName(cluster.aeronDir())
                    .feed(Feed.AUDIT)
                    .nodes(List.of(node))
                    .fromNumber(FeedContext.LIVE)
                    .listener((number, position, buffer, offset, length) -> listener.onEvent(buffer, offset))));
        }
    }

    /**
     * What one node says.
     *
     * @param node             which.
     * @param stateHash        canonical hash of its whole state.
     * @param commandPosition  log position of the question.
     * @param accounts         number of accounts.
     * @param positions        number of open positions.
     * @param brokenInvariants invariants of the ledger that it found broken in its whole state.
     */
    public record Report(
            NodeAddress node,
            long stateHash,
            long commandPosition,
            long accounts,
            long positions,
            int brokenInvariants) {
        /** {@return the hash as sixteen hexadecimal digits} */
        public String hex() {
            return String.format("%016x", stateHash);
        }
    }

    /**
     * Asks once, with the rights of an operator or auditor.
     *
     * @param operator line of a participant that may ask.
     * @return one report for each node, in order of their ids.
     * @throws IllegalStateException if a node does not report in time.
     */
    public static List<Report> ask(final RunningCluster cluster, final ParticipantLine operator) {
        try (StateHashes hashes = new StateHashes(cluster)) {
            hashes.pollUntilLive(operator);
            operator.require("the request of a state hash", operator.client()::stateHash);
            return hashes.await(operator);
        }
    }

    /** {@return whether all reports agree in hash and position, and no node found an invariant broken} */
    public static boolean areSound(final List<Report> reports) {
        final Report first = reports.get(0);
        return reports.stream()
                .allMatch(report -> report.stateHash() == first.stateHash()
                        && report.commandPosition() == first.commandPosition()
                        && report.brokenInvariants() == 0);
    }

    private void pollUntilLive(final ParticipantLine operator) {
        final long deadlineNs = System.nanoTime() + TIMEOUT_MS * 1_000_000;
        while (!subscribers.stream().allMatch(FeedSubscriber::isLive)) {
            poll(operator, deadlineNs, "the audit feed of every node");
        }
    }

    private List<Report> await(final ParticipantLine operator) {
        final long deadlineNs = System.nanoTime() + TIMEOUT_MS * 1_000_000;
        while (heard.stream().anyMatch(node -> node.report == null)) {
            poll(operator, deadlineNs, "the state hash of every node");
        }
        return heard.stream().map(node -> node.report).toList();
    }

    private void poll(final ParticipantLine operator, final long deadlineNs, final String what) {
        cluster.check();
        int work = operator.poll();
        for (final FeedSubscriber subscriber : subscribers) {
            work += subscriber.poll();
        }
        YieldingIdleStrategy.INSTANCE.idle(work);
        if (System.nanoTime() - deadlineNs > 0) {
            throw new IllegalStateException("waited in vain for " + what + ": " + subscribers);
        }
    }

    @Override
    public void close() {
        CloseHelper.closeAll(subscribers);
    }

    /** What one node was heard to say. */
    private static final class Heard {
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private final StateHashReportDecoder decoder = new StateHashReportDecoder();
        private final NodeAddress node;
        private Report report;

        Heard(final NodeAddress node) {
            this.node = node;
        }

        void onEvent(final DirectBuffer buffer, final int offset) {
            header.wrap(buffer, offset);
            if (header.templateId() == StateHashReportDecoder.TEMPLATE_ID) {
                decoder.wrapAndApplyHeader(buffer, offset, header);
                report = new Report(
                        node,
                        decoder.stateHash(),
                        decoder.commandPosition(),
                        decoder.accounts(),
                        decoder.positions(),
                        decoder.brokenInvariants());
            }
        }
    }
}
