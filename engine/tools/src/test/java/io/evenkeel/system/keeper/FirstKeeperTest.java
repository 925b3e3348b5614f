package io.evenkeel.system.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.node.launch.EmbeddedNode;
import io.evenkeel.node.launch.NodeContext;
import io.evenkeel.node.launch.NodeProperty;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The keeper of the guide does what the guide says. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FirstKeeperTest {
    private static final long ACCOUNT = 2;

    @Test
    void shouldTakeWhatMustBeSoldWhenItsDiscountHasCome() {
        try (EmbeddedNode node = EmbeddedNode.launch(new NodeContext().set(NodeProperty.LIMITS, "small"));
                CrashingMarket market = new CrashingMarket(
                        node.aeronDir(), List.of(node.address()), node::key, List.of(ACCOUNT), 1_000_000);
                FirstKeeper keeper = new FirstKeeper(
                        market.commands(CrashingMarket.KEEPER), market::feed, ACCOUNT, 1_000)) {
            market.openTraders(CrashingMarket.FIRST_LONG, 1, true);
            market.price(CrashingMarket.CRASHED);
            market.settle();
            final SleepingMillisIdleStrategy idle = new SleepingMillisIdleStrategy(1);
            final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            // A discount of 0.1 % comes after 2 s. 0.2305 BTC suffice without one: 530 / (46,000 · (5.5 % − 0.5 %)).
            while (keeper.taken() < 2_305 && System.nanoTime() - deadlineNs < 0) {
                idle.idle(keeper.turn() + market.house().poll());
            }
            assertThat(keeper.taken()).isBetween(2_305L, 2_500L);
        }
    }
}
