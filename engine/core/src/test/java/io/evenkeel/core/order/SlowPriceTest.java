package io.evenkeel.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.AccountStatus;
import io.evenkeel.codecs.ParametersChangedDecoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SetMarketTermsDecoder;
import io.evenkeel.codecs.Side;
import org.junit.jupiter.api.Test;

/** The slow price and what initial margin makes of it, numbers by hand: 1,000 ppm of 50,000.0 are 50.0 a second. */
class SlowPriceTest {
    private static final long USDC = OrderRig.USDC;

    private final OrderRig rig = OrderRig.market();
    private final OrderCommands commands = new OrderCommands(rig);

    private void positions() {
        positions(10_000);
    }

    private void positions(final long ofTheLong) {
        assertThat(commands.deposit(1, ofTheLong * USDC)).isEqualTo(RejectCode.NONE);
        assertThat(commands.deposit(2, 20_000 * USDC)).isEqualTo(RejectCode.NONE);
        assertThat(commands.price(500_000)).isEqualTo(RejectCode.NONE);
        assertThat(commands.market(1_000, 0, 0, 0)).isEqualTo(RejectCode.NONE);
        assertThat(rig.only(new ParametersChangedDecoder()).change()).isEqualTo(SetMarketTermsDecoder.TEMPLATE_ID);
        assertThat(commands.trade(1, 2, OrderRig.ONE, 500_000)).isEqualTo(RejectCode.NONE);
    }

    private void assertMargin(final long account, final long equity, final long initial, final long maintenance) {
        assertThat(rig.account(account).equity()).as("equity").isEqualTo(equity * USDC);
        assertThat(rig.account(account).initialMargin()).as("IM").isEqualTo(initial * USDC);
        assertThat(rig.account(account).maintenanceMargin()).as("MM").isEqualTo(maintenance * USDC);
    }

    @Test
    void shouldValueNotionalAtTheHigherPriceWhenTheIndexFalls() {
        positions();
        commands.price(450_000);
        // The mark is 45,000 at once, the slow price still 50,000: IM 10 % of 50,000, MM 5 % of 45,000.
        assertMargin(1, 5_000, 5_000, 2_250);
        assertThat(rig.account(1).status()).isEqualTo(AccountStatus.HEALTHY);
        // 40 s at 50.0 a second: 48,000.
        rig.waitMs(40_000);
        rig.timer(0);
        assertMargin(1, 5_000, 4_800, 2_250);
        // After 100 s it is there, and stays.
        rig.timer(60_000);
        assertMargin(1, 5_000, 4_500, 2_250);
        rig.timer(1_000_000);
        assertMargin(1, 5_000, 4_500, 2_250);
    }

    @Test
    void shouldNotLetALongLeanOnASpikeWhenTheIndexRises() {
        positions();
        commands.price(600_000);
        // Equity at mark 20,000; for IM the long counts at 50,000: 10,000 against 10 % of 60,000.
        assertMargin(1, 20_000, 6_000, 3_000);
        assertThat(commands.credit(OrderRig.ALICE, 1, Side.BUY, OrderRig.ONE / 2, 600_000))
                .as("IM of 1.5 at 60,000 is 9,000; bought at 60,000, worth 50,000: 10,000 - 5,000")
                .isEqualTo(RejectCode.INSUFFICIENT_MARGIN);
        // After 60 s the slow price is 53,000: 13,000 - 0.5 x 7,000 = 9,500 against 9,000.
        rig.waitMs(60_000);
        assertThat(commands.credit(OrderRig.ALICE, 1, Side.BUY, OrderRig.ONE / 2, 600_000))
                .isEqualTo(RejectCode.NONE);
    }

    @Test
    void shouldNotLetAShortLeanOnASlumpWhenTheIndexFalls() {
        positions(40_000);
        commands.price(350_000);
        // The short's equity at mark is 35,000; for IM it counts at 50,000, and so does its notional.
        assertMargin(2, 35_000, 5_000, 1_750);
        assertThat(commands.withdraw(OrderRig.BOB, 2, 15_000 * USDC + 1)).isEqualTo(RejectCode.INSUFFICIENT_MARGIN);
        assertThat(commands.withdraw(OrderRig.BOB, 2, 15_000 * USDC)).isEqualTo(RejectCode.NONE);
    }

    @Test
    void shouldGoOnFromWhereItStandsWhenTheIndexChangesOrItIsAskedInBetween() {
        positions(40_000);
        commands.price(600_000);
        for (int i = 0; i < 10; i++) {
            rig.timer(1_000);
            rig.account(1);
        }
        // 10 s: 50,500. A new index makes it the anchor: from there 50.5 a second toward 61,000, ten seconds on 51,005.
        commands.price(610_000);
        rig.waitMs(10_000);
        commands.price(400_000);
        // Anchor 51,005 now, falling 51.005 a second: 20 s on it is 49,984.9; IM 10 % of that.
        rig.waitMs(20_000);
        rig.timer(0);
        assertThat(rig.account(1).initialMargin()).isEqualTo(4_998_490_000L);
    }

    @Test
    void shouldMoveByItsExactRateWhenTicksComeFasterThanItMovesAMantissaUnit() {
        assertThat(commands.price(500)).isEqualTo(RejectCode.NONE);
        assertThat(commands.market(10, 0, 0, 0)).isEqualTo(RejectCode.NONE);
        assertThat(commands.deposit(1, 10_000 * USDC)).isEqualTo(RejectCode.NONE);
        assertThat(commands.deposit(2, 10_000 * USDC)).isEqualTo(RejectCode.NONE);
        commands.price(400);
        assertThat(commands.trade(1, 2, OrderRig.ONE, 400)).isEqualTo(RejectCode.NONE);
        // 10 ppm of 50.0 are 0.0005 a second: in 50 ms a quarter of a thousandth of a tenth. 2,000 ticks in 100 s make
        // 0.05, read rounded up toward the anchor; one mantissa unit is 0.1, so it is still 50.0; IM 5.
        for (int i = 0; i < 2_000; i++) {
            rig.waitMs(50);
            commands.price(i % 2 == 0 ? 401 : 400);
        }
        assertThat(rig.account(1).initialMargin()).isEqualTo(5 * USDC);
        // Another 100 s: 49.9. Had each tick rounded, it would stand at 50.0 for ever.
        for (int i = 0; i < 2_010; i++) {
            rig.waitMs(50);
            commands.price(i % 2 == 0 ? 401 : 400);
        }
        assertThat(rig.account(1).initialMargin()).isEqualTo(4_990_000L);
    }

    @Test
    void shouldTakeTheMarkAtOnceWhenItIsSwitchedOff() {
        positions();
        commands.price(450_000);
        assertMargin(1, 5_000, 5_000, 2_250);
        assertThat(commands.market(0, 0, 0, 0)).isEqualTo(RejectCode.NONE);
        assertMargin(1, 5_000, 4_500, 2_250);
    }

    @Test
    void shouldRefuseMarketTermsWhenTheyBreakTheirBounds() {
        final String before = rig.everything();
        assertThat(commands.market(-1, 0, 0, 0)).isEqualTo(RejectCode.BAD_PARAMETER);
        assertThat(commands.market(1_000_001, 0, 0, 0)).isEqualTo(RejectCode.BAD_PARAMETER);
        assertThat(commands.market(0, -1, 0, 0)).isEqualTo(RejectCode.BAD_PARAMETER);
        assertThat(commands.market(0, 1_000_001, 0, 0)).isEqualTo(RejectCode.BAD_PARAMETER);
        assertThat(commands.market(0, 0, -1, 0)).isEqualTo(RejectCode.BAD_PARAMETER);
        assertThat(commands.market(0, 0, 0, -1)).isEqualTo(RejectCode.BAD_PARAMETER);
        assertThat(rig.everything()).isEqualTo(before);
    }
}
