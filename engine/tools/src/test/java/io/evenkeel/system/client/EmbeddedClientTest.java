package io.evenkeel.system.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.evenkeel.client.AckListener;
import io.evenkeel.client.ClientState;
import io.evenkeel.client.EvenkeelClient;
import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.node.launch.EmbeddedNode;
import io.evenkeel.node.launch.NodeContext;
import io.evenkeel.node.launch.NodeProperty;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.YieldingIdleStrategy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One client, one real node in this process. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class EmbeddedClientTest {
    private static final AckListener DEAF = (sequence, status, code, result, position, timeMs, isRepeated) -> { };

    private static final int ROUNDS = 5;
    private static EmbeddedNode node;
    private final List<String> answers = new ArrayList<>();

    @BeforeAll
    static void openMarket() {
        node = EmbeddedNode.launch(new NodeContext().set(NodeProperty.LIMITS, "small"));
        Market.open(node.aeronDir(), List.of(node.address()), node::key);
    }

    @AfterAll
    static void close() {
        node.close();
    }

    private EvenkeelClient venue(final String responseEndpoint) {
        return EvenkeelClient.connect(Market.context(node.aeronDir(), List.of(node.address()), Market.VENUE, node::key)
                .responseEndpoint(responseEndpoint)
                .ackListener((sequence, status, code, result, position, timeMs, isRepeated) ->
                        answers.add(sequence + " " + status + " " + code)));
    }

    @Test
    void shouldGoOnWhereTheLastProcessEndedWhenAClientIsNew() {
        final long last;
        try (EvenkeelClient first = venue("127.0.0.1:0")) {
            last = first.trade(1_001, 0, 1, 2, 1, Market.PRICE, 0, 0);
            assertThat(first.awaitAllAcknowledged(20_000)).isTrue();
        }
        try (EvenkeelClient second = venue("127.0.0.1:0")) {
            assertThat(second.lastSequence()).isEqualTo(last);
            assertThat(second.trade(1_001, 0, 1, 2, 1, Market.PRICE, 0, 0)).isEqualTo(last + 1);
            assertThat(second.awaitAllAcknowledged(20_000)).isTrue();
        }

        assertThat(answers).containsExactly(
                last + " ACCEPTED NONE", (last + 1) + " REJECTED DUPLICATE_TRADE");
    }

    @Test
    void shouldBeAnsweredAsEgressWhenItNamesNoEndpoint() {
        try (EvenkeelClient client = venue("")) {
            final long sequence = client.trade(1_002, 0, 1, 2, -5, Market.PRICE, 0, 0);
            assertThat(client.awaitAllAcknowledged(20_000)).isTrue();

            assertThat(answers).containsExactly(sequence + " REJECTED " + RejectCode.BAD_QUANTITY);
        }
    }

    @Test
    void shouldPushBackWhenTheWindowIsFullAndBeEmptyWhenAllIsAnswered() {
        try (EvenkeelClient client = venue("127.0.0.1:0")) {
            long sent = 0;
            while (client.trade(2_000 + sent, 0, 1, 2, 1, Market.PRICE, 0, 0) != EvenkeelClient.BACK_PRESSURED) {
                sent++;
                assertThat(sent).isLessThanOrEqualTo(1_024);
            }
            assertThat(client.outstanding()).isEqualTo(1_024);
            assertThat(client.awaitAllAcknowledged(20_000)).isTrue();
            assertThat(answers).hasSize((int) sent).allMatch(answer -> answer.endsWith("ACCEPTED NONE"));
        }
    }

    @Test
    void shouldStopWhenAnotherProcessTakesItsPlace() {
        try (EvenkeelClient first = venue("127.0.0.1:0")) {
            try (EvenkeelClient second = venue("127.0.0.1:0")) {
                final long sequence = first.trade(1_003, 0, 1, 2, 1, Market.PRICE, 0, 0);
                first.awaitAllAcknowledged(20_000);

                assertThat(first.state()).isEqualTo(ClientState.CLOSED);
                assertThat(first.endReason()).contains("another process has taken its place");
                assertThat(first.trade(1_004, 0, 1, 2, 1, Market.PRICE, 0, 0)).isEqualTo(EvenkeelClient.CLOSED);
                assertThat(answers).isEmpty();
                assertThat(second.trade(1_003, 0, 1, 2, 1, Market.PRICE, 0, 0)).isEqualTo(sequence);
                assertThat(second.awaitAllAcknowledged(20_000)).isTrue();
                assertThat(answers).containsExactly(sequence + " ACCEPTED NONE");
            }
        }
    }

    @Test
    void shouldNotBeLetInWhenTheKeyIsWrong() {
        assertThatThrownBy(() -> EvenkeelClient.connect(
                        Market.context(node.aeronDir(), List.of(node.address()), Market.VENUE, id -> new byte[32])
                                .connectTimeoutMs(4_000)
                                .ackListener(DEAF)))
                .hasMessageContaining("not ready within");
    }

    @Test
    void shouldAllocateNothingPerCommandWhenItIsReady() {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long thread = Thread.currentThread().getId();
        final long[] accepted = new long[1];
        final IdleStrategy idle = new YieldingIdleStrategy();
        try (EvenkeelClient client = EvenkeelClient.connect(
                Market.context(node.aeronDir(), List.of(node.address()), Market.VENUE, node::key)
                        .ackListener((sequence, status, code, result, position, timeMs, isRepeated) ->
                                accepted[0] += status == AckStatus.ACCEPTED ? 1 : 0))) {
            exchange(client, 100_000, 10_000, idle);
            final long[] allocated = new long[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                final long acceptedBefore = accepted[0];
                final long before = threads.getThreadAllocatedBytes(thread);
                exchange(client, 200_000L + 50_000L * round, 10_000, idle);
                allocated[round] = threads.getThreadAllocatedBytes(thread) - before;
                assertThat(accepted[0] - acceptedBefore).isEqualTo(20_000);
            }
            System.out.println("bytes allocated by rounds of 20,000 commands: " + Arrays.toString(allocated));

            // The virtual machine itself allocates a few bytes now and then; one byte a command would be 20,000.
            assertThat(allocated).contains(0L);
            assertThat(Arrays.stream(allocated).max().getAsLong()).isLessThan(2_000);
        }
    }

    private static void exchange(
            final EvenkeelClient client, final long firstId, final int count, final IdleStrategy idle) {
        int sent = 0;
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while ((sent < 2 * count || client.outstanding() > 0) && System.nanoTime() - deadlineNs < 0) {
            if (sent < 2 * count) {
                final long id = firstId + sent / 2;
                final long result = sent % 2 == 0
                        ? client.trade(id, 0, 1 + id % 63, 64, 1, Market.PRICE, 0, 0)
                        : client.submitPrice(
                                PricedKind.INSTRUMENT, 0, 1, id, Market.PRICE, 0, System.currentTimeMillis());
                sent += result > 0 ? 1 : 0;
            }
            idle.idle(client.poll());
        }
    }
}
