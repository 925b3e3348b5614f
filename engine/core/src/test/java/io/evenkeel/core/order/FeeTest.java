package io.evenkeel.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.Aggressor;
import io.evenkeel.codecs.FeesChargedDecoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SettlementMode;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.output.OutputKind;
import org.junit.jupiter.api.Test;

/** Fees by schedule: charges round up, rebates down, by the tiers of both accounts. */
class FeeTest {
    private static final long USDC = OrderRig.USDC;

    private final OrderRig rig = OrderRig.market();
    private final OrderCommands commands = new OrderCommands(rig);

    private void market() {
        commands.deposit(1, 100_000 * USDC);
        commands.deposit(2, 100_000 * USDC);
        commands.deposit(9, 100_000 * USDC);
        commands.price(500_000);
    }

    private long fees() {
        return rig.engine().inspector().houseBalance(HouseAccount.FEES, 0, 0);
    }

    @Test
    void shouldChargeByTierAndSideWhenATradeIsClassified() {
        market();
        assertThat(commands.fees(-50, 500, -100, 400)).isEqualTo(RejectCode.NONE);
        assertThat(commands.terms(2, 1, SettlementMode.INTERNAL)).isEqualTo(RejectCode.NONE);
        // Notional 50,000: the taker in tier 0 pays 25, the maker in tier 1 gets 5.
        assertThat(commands.classified(1, 2, OrderRig.ONE, 500_000, Aggressor.BUYER)).isEqualTo(RejectCode.NONE);
        final FeesChargedDecoder charged = rig.only(new FeesChargedDecoder());
        assertThat(charged.buyerFee()).isEqualTo(25 * USDC);
        assertThat(charged.sellerFee()).isEqualTo(-5 * USDC);
        assertThat(charged.tradeId()).isEqualTo(commands.lastId());
        assertThat(rig.all(FeesChargedDecoder.TEMPLATE_ID).get(0).kind()).isEqualTo(OutputKind.ACK);
        assertThat(rig.balance(1)).isEqualTo(99_975 * USDC);
        assertThat(rig.balance(2)).isEqualTo(100_005 * USDC);
        assertThat(fees()).isEqualTo(20 * USDC);
        // The other way round: the maker in tier 0 gets 2.5, the taker in tier 1 pays 20.
        assertThat(commands.classified(1, 2, OrderRig.ONE, 500_000, Aggressor.SELLER)).isEqualTo(RejectCode.NONE);
        assertThat(rig.balance(1)).isEqualTo(99_977_500_000L);
        assertThat(rig.balance(2)).isEqualTo(99_985 * USDC);
        // A tier beyond the last has the last one's rates.
        assertThat(commands.terms(2, 200, SettlementMode.INTERNAL)).isEqualTo(RejectCode.NONE);
        assertThat(commands.classified(1, 2, OrderRig.ONE, 500_000, Aggressor.SELLER)).isEqualTo(RejectCode.NONE);
        assertThat(rig.only(new FeesChargedDecoder()).sellerFee()).isEqualTo(20 * USDC);
    }

    @Test
    void shouldRoundChargesUpAndRebatesDownWhenTheyAreNotWhole() {
        market();
        assertThat(commands.fees(-1, 1)).isEqualTo(RejectCode.NONE);
        // Notional 0.0001 x 12,345.6 = 1.23456: a millionth of it is 1.23456 units.
        assertThat(commands.classified(1, 9, 1, 123_456, Aggressor.BUYER)).isEqualTo(RejectCode.NONE);
        final FeesChargedDecoder charged = rig.only(new FeesChargedDecoder());
        assertThat(charged.buyerFee()).isEqualTo(2);
        assertThat(charged.sellerFee()).isEqualTo(-1);
        assertThat(fees()).isEqualTo(1);
    }

    @Test
    void shouldChargeNothingWhenAMarketHasNoSchedule() {
        market();
        assertThat(commands.classified(1, 2, OrderRig.ONE, 500_000, Aggressor.BUYER)).isEqualTo(RejectCode.NONE);
        assertThat(rig.only(new FeesChargedDecoder()).buyerFee()).isZero();
        assertThat(fees()).isZero();
    }

    @Test
    void shouldRefuseARebateWhenFeesDoNotHaveIt() {
        market();
        assertThat(commands.trade(1, 2, OrderRig.ONE, 500_000, 7, 0)).isEqualTo(RejectCode.NONE);
        assertThat(commands.trade(1, 2, OrderRig.ONE, 500_000, 0, -8)).isEqualTo(RejectCode.INSUFFICIENT_BALANCE);
        assertThat(commands.trade(1, 2, OrderRig.ONE, 500_000, 1, -9)).isEqualTo(RejectCode.INSUFFICIENT_BALANCE);
        assertThat(fees()).isEqualTo(7);
        assertThat(commands.trade(1, 2, OrderRig.ONE, 500_000, 1, -8)).isEqualTo(RejectCode.NONE);
        assertThat(fees()).isZero();
    }

    @Test
    void shouldTellFeesWhenAVenueSendsThemItself() {
        market();
        assertThat(commands.trade(1, 2, OrderRig.ONE, 500_000, 7, -3)).isEqualTo(RejectCode.NONE);
        assertThat(rig.only(new FeesChargedDecoder()).sellerFee()).isEqualTo(-3);
        assertThat(rig.all(FeesChargedDecoder.TEMPLATE_ID).get(0).kind()).isEqualTo(OutputKind.AUDIT);
        assertThat(commands.trade(1, 2, OrderRig.ONE, 500_000)).isEqualTo(RejectCode.NONE);
        assertThat(rig.all(FeesChargedDecoder.TEMPLATE_ID)).as("nothing to tell").isEmpty();
    }

    @Test
    void shouldRefuseAScheduleWhenItPaysOutMoreThanItTakes() {
        final String before = rig.everything();
        assertThat(commands.fees()).isEqualTo(RejectCode.BAD_PARAMETER);
        assertThat(commands.fees(-501, 500)).isEqualTo(RejectCode.BAD_PARAMETER);
        assertThat(commands.fees(-50, 500, 0, 49)).as("a rebate of tier 0 beside a taker of tier 1").isEqualTo(
                RejectCode.BAD_PARAMETER);
        assertThat(commands.fees(0, -1)).isEqualTo(RejectCode.BAD_PARAMETER);
        assertThat(commands.fees(1_000_001, 0)).isEqualTo(RejectCode.BAD_PARAMETER);
        assertThat(commands.fees(Integer.MIN_VALUE, 0)).isEqualTo(RejectCode.BAD_PARAMETER);
        assertThat(commands.classified(1, 2, 1, 1, Aggressor.NONE)).isEqualTo(RejectCode.BAD_PARAMETER);
        assertThat(rig.everything()).isEqualTo(before);
    }
}
