package io.evenkeel.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.LiquidationStartedDecoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.EngineLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Liquidations start in order of the commands that caused them, also where a price had to wait for a task. */
class BreachOrderTest {
    private static final long VENUES_OWN = 9;
    private static final long TRADER = 11;
    private static final List<Long> HOLDERS = LongStream.range(12, 32).boxed().toList();

    private final OrderRig rig = OrderRig.market(EngineLimits.small().withSliceEvaluations(1));
    private final OrderCommands commands = new OrderCommands(rig);
    private final List<Long> started = new ArrayList<>();

    private void accept(final RejectCode code) {
        assertThat(code).isEqualTo(RejectCode.NONE);
        look();
    }

    private void look() {
        rig.all(LiquidationStartedDecoder.TEMPLATE_ID).forEach(event ->
                started.add(OrderRig.decode(event, new LiquidationStartedDecoder()).account()));
    }

    private void open(final long account, final long collateral) {
        rig.open(account, OrderRig.ALICE, AccountKind.STANDARD);
        accept(commands.deposit(account, collateral * OrderRig.USDC));
    }

    /**
     * One contract bought at 50,000 with 2,950 breaches below 50,000 − 2,950 = 0.95 p: 49,526. 49,550 fires its wall.
     * Five bought at 50,000 with 10,000 leave 10,000 − 5 · 450 = 7,750 at 49,550, where 5 % of them are 12,387.50.
     */
    @Test
    void shouldStartTheLiquidationsOfAnEarlierPriceFirstWhenItWaitedBesideAFillThatBreaches() {
        accept(commands.price(500_000));
        open(TRADER, 10_000);
        for (final long holder : HOLDERS) {
            open(holder, 2_950);
            accept(commands.trade(holder, VENUES_OWN, OrderRig.ONE, 500_000));
        }
        accept(commands.price(495_500));
        accept(commands.price(494_500));
        accept(commands.trade(TRADER, VENUES_OWN, 5 * OrderRig.ONE, 500_000));
        assertThat(started).isEmpty();
        while (rig.engine().inspector().isTaskRunning()) {
            rig.timer(50);
            look();
        }

        final List<Long> expected = new ArrayList<>(HOLDERS);
        expected.add(TRADER);
        assertThat(started).isEqualTo(expected);
    }
}
