package io.evenkeel.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.EngineLimits;
import org.junit.jupiter.api.Test;

/**
 * After an outage one log entry does all the work that prices left: it says that it goes on, so that nobody takes the
 * stage for one that hangs.
 */
class LongEntryTest {
    private static final long VENUES_OWN = 9;

    @Test
    void shouldSayThatItGoesOnWhenAnEntryDoesAllThatIsLeft() {
        final LiquidationRig market = new LiquidationRig(
                EngineLimits.small().withSliceEvaluations(1), true, 3_000 * OrderRig.USDC);
        for (long account = 20; account < 40; account++) {
            market.open(account, OrderRig.ALICE, 3_000 * OrderRig.USDC);
            market.accept(market.commands().trade(account, VENUES_OWN, OrderRig.ONE, LiquidationRig.START));
        }
        market.accept(market.commands().price(490_000));
        assertThat(market.rig().engine().inspector().isTaskRunning()).isTrue();
        final int[] beats = {0};
        market.rig().engine().risk().pulse(() -> beats[0]++);
        market.rig().timer(50);
        assertThat(market.rig().engine().inspector().isTaskRunning()).isTrue();
        assertThat(beats[0]).isZero();

        market.rig().timer(1_001);
        assertThat(market.rig().engine().inspector().isTaskRunning()).isFalse();
        assertThat(beats[0]).isPositive();
    }
}
