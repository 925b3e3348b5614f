package io.evenkeel.tools.oracle;

import io.evenkeel.client.ClientContext;
import io.evenkeel.client.EvenkeelClient;
import io.evenkeel.client.oracle.SourceSequence;
import io.evenkeel.codecs.RejectCode;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SleepingIdleStrategy;

/** An oracle at work: takes prices from a feed, publishes each when it is due, and hears what becomes of it. */
final class OracleRun implements AutoCloseable {
    private static final long IDLE_NS = TimeUnit.MICROSECONDS.toNanos(100);

    private final QuoteFeed feed;
    private final SourceSequence sequence;
    private final Pace pace;
    private final boolean areTimesKept;
    private final OracleJournal journal;
    private final EvenkeelClient client;
    private final Long2ObjectHashMap<Quote> unanswered = new Long2ObjectHashMap<>();
    private Quote waiting;
    private long startNs;
    private long firstMs;
    private long sent;

    /** Joins a cluster; {@code areTimesKept} says that prices are sent with the times they have, not that of now. */
    OracleRun(
            final QuoteFeed feed,
            final SourceSequence sequence,
            final Pace pace,
            final boolean areTimesKept,
            final OracleJournal journal,
            final ClientContext context) {
        this.feed = feed;
        this.sequence = sequence;
        this.pace = pace;
        this.areTimesKept = areTimesKept;
        this.journal = journal;
        client = EvenkeelClient.connect(context.ackListener(
                (number, status, code, result, position, timeMs, isRepeated) -> onAck(number, code)));
    }

    private void onAck(final long number, final RejectCode code) {
        final Quote quote = unanswered.remove(number);
        if (quote != null) {
            journal.answered(quote, code);
        }
    }

    /**
     * Works until all is published and answered, or it is told to end.
     *
     * @throws IllegalStateException if the cluster has no use for this process any more.
     */
    void work(final BooleanSupplier isEnding) throws IOException {
        final IdleStrategy idle = new SleepingIdleStrategy(IDLE_NS);
        while (!isEnding.getAsBoolean() && !isDone()) {
            int count = client.poll() + feed.work();
            if (client.isClosed()) {
                throw new IllegalStateException("the line to the cluster is closed: " + client.endReason());
            }
            if (waiting == null) {
                waiting = feed.poll();
            }
            if (waiting != null && isDue()) {
                count += publish();
            }
            idle.idle(count);
        }
    }

    private boolean isDone() {
        return waiting == null && feed.isEnded() && client.outstanding() == 0;
    }

    private boolean isDue() {
        if (sent == 0) {
            startNs = System.nanoTime();
            firstMs = waiting.timeMs();
        }
        if (pace.kind() == Pace.Kind.ACKNOWLEDGED) {
            return client.outstanding() == 0;
        }
        return System.nanoTime() - startNs >= pace.dueNs(waiting.timeMs(), firstMs, sent);
    }

    /** {@return how many were sent: none where the line has no room, and then it is tried again} */
    private int publish() throws IOException {
        final long number = client.submitPrice(
                waiting.kind(),
                waiting.priced(),
                waiting.source(),
                sequence.peek(),
                waiting.price(),
                waiting.confidence(),
                areTimesKept ? waiting.timeMs() : System.currentTimeMillis());
        if (number < 0) {
            return 0;
        }
        sequence.spend();
        unanswered.put(number, waiting);
        waiting = null;
        sent++;
        return 1;
    }

    @Override
    public void close() {
        client.close();
    }
}
