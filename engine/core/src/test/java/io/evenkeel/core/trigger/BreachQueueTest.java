package io.evenkeel.core.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BreachQueueTest {
    private record Breach(long position, long accountId, int account) {
    }

    @Test
    void shouldHandOnByCommandThenAccountIdWhenTheyComeInAnyOrder() {
        final Random random = new Random(Long.getLong("seed", 1));
        final BreachQueue queue = new BreachQueue(256);
        final PriorityQueue<Breach> model = new PriorityQueue<>(
                Comparator.comparingLong(Breach::position).thenComparingLong(Breach::accountId));
        for (int step = 0; step < 100_000; step++) {
            if (model.size() < 256 && (model.isEmpty() || random.nextInt(5) < 3)) {
                final Breach breach = new Breach(random.nextInt(8), 1_000_000L * step % 7_919 * 256 + step % 256, step);
                queue.add(breach.position(), breach.accountId(), breach.account());
                model.add(breach);
            } else {
                assertThat(queue.poll()).isEqualTo(model.poll().account());
            }
            assertThat(queue.isEmpty()).isEqualTo(model.isEmpty());
        }
    }
}
