package io.evenkeel.node.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.node.traffic.Traffic;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Three real processes, killed in turn, then all at once; they publish what a node that never stopped would. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class ThreeNodesTest {
    private static final int BATCH = Boolean.getBoolean("evenkeel.full") ? 20_000 : 1_500;

    @RegisterExtension
    private final ThreeNodes nodes = new ThreeNodes();

    private final Traffic traffic = new Traffic(42);

    @Test
    void shouldPublishWhatOneNodeWouldWhenNodesAreKilled() throws Exception {
        setUp();
        final int first = trade(BATCH);
        final int leader = nodes.killLeader();
        final long killedNs = System.nanoTime();
        trade(BATCH);
        System.out.println("killed leader " + leader + " after sequence " + first + "; went on after "
                + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - killedNs) + " ms");
        nodes.restart(leader);
        trade(BATCH);
        nodes.snapshot();
        trade(BATCH);
        nodes.restartAll();
        trade(BATCH);
        requestStateHash();
        nodes.checkFeeds();
    }

    private void setUp() {
        try (RawClient operator = nodes.client(Traffic.OPERATOR)) {
            for (int i = 0; i < Traffic.SETUP; i++) {
                operator.send(traffic.buffer(), 0, traffic.setup(i, i + 1));
            }
            operator.await(() -> operator.lastSequence() == Traffic.SETUP, "the set-up");
            assertThat(operator.rejected()).as("refusals, the last: " + operator.lastRejectCode()).isZero();
        }
    }

    /** Sends commands from where the trader's sequence stands, until all are answered. {@return the last sequence} */
    private int trade(final int count) {
        try (RawClient trader = nodes.client(Traffic.TRADER)) {
            final long from = trader.sessionSequence();
            for (int i = 1; i <= count; i++) {
                final int length = traffic.next(from + i, System.currentTimeMillis());
                trader.send(traffic.buffer(), 0, length);
                trader.poll();
            }
            final int last = (int) from + count;
            trader.await(() -> trader.lastSequence() == last, "the answer to " + last);
            return last;
        }
    }

    private void requestStateHash() {
        try (RawClient operator = nodes.client(Traffic.OPERATOR)) {
            final long sequence = operator.sessionSequence() + 1;
            operator.send(traffic.buffer(), 0, traffic.stateHashRequest(sequence));
            operator.await(() -> operator.lastSequence() == sequence, "the answer to the request");
        }
    }
}
