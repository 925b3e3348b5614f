package io.evenkeel.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.LiquidationEndedDecoder;
import io.evenkeel.codecs.LiquidationOutcome;
import io.evenkeel.codecs.RejectCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A liquidation ends at equity of 1.1·MM, in the middle of an auction: found at a bid, a fill, and a timer after the
 * price came back (SPEC 6).
 */
class CureTest {
    private static final long USDC = OrderRig.USDC;
    private static final long KEEPER = 2;
    private static final long VENUES_OWN = 9;

    private LiquidationRig market;

    /** At 49,000 or 51,000 equity is 2,000, MM 2,450 or 2,550. */
    private void breach(final boolean isLong) {
        market = new LiquidationRig(isLong, 3_000 * USDC);
        market.accept(market.commands().deposit(KEEPER, 100_000 * USDC));
        market.accept(market.commands().price(isLong ? 490_000 : 510_000));
        market.rig().timer(500);
    }

    private boolean isOpen() {
        return market.rig().all(LiquidationEndedDecoder.TEMPLATE_ID).isEmpty();
    }

    /** The long's 3,000 + P − 50,000 are 0.055·P at 49,735.45, the short's 3,000 + 50,000 − P at 50,236.97. */
    @ParameterizedTest
    @CsvSource({"true, 497354, 497355", "false, 502370, 502369"})
    void shouldEndAtATimerWhenThePriceIsBack(final boolean isLong, final long tooLittle, final long enough) {
        breach(isLong);
        market.accept(market.commands().price(tooLittle));
        market.rig().timer(50);
        assertThat(isOpen()).isTrue();
        market.accept(market.commands().price(enough));
        assertThat(isOpen()).as("nobody has looked").isTrue();
        market.rig().timer(50);

        assertThat(market.outcome()).isEqualTo(LiquidationOutcome.CURED);
        assertThat(Math.abs(market.rig().position(LiquidationRig.DEBTOR))).isEqualTo(OrderRig.ONE);
    }

    @ParameterizedTest
    @CsvSource({"true, 497354, 497355, 500000", "false, 502370, 502369, 500000"})
    void shouldSellNothingWhenABidFindsThePriceBack(
            final boolean isLong, final long tooLittle, final long enough, final long limit) {
        breach(isLong);
        market.accept(market.commands().price(tooLittle));
        assertThat(market.commands().bid(OrderRig.BOB, KEEPER, LiquidationRig.LIQUIDATION, 1, limit))
                .isEqualTo(RejectCode.NONE);
        assertThat(market.trades()).hasSize(1);

        breach(isLong);
        market.accept(market.commands().price(enough));
        assertThat(market.commands().bid(OrderRig.BOB, KEEPER, LiquidationRig.LIQUIDATION, 1, limit))
                .isEqualTo(RejectCode.NONE);
        assertThat(market.trades()).isEmpty();
        assertThat(market.outcome()).isEqualTo(LiquidationOutcome.CURED);
    }

    /** 1.1·MM of what is left may be 2,000: 2,000 / 2,695 is 0.74212 of a long, 2,000 / 2,805 0.71301 of a short. */
    @ParameterizedTest
    @CsvSource({"true, 2578, 490000", "false, 2869, 510000"})
    void shouldEndWhenItsOwnerHasSoldEnough(final boolean isLong, final long tooLittle, final long mark) {
        breach(isLong);
        reduce(isLong, tooLittle, mark);
        assertThat(isOpen()).isTrue();
        reduce(isLong, 1, mark);

        assertThat(market.outcome()).isEqualTo(LiquidationOutcome.CURED);
        assertThat(market.rig().balance(LiquidationRig.DEBTOR)).isLessThan(3_000 * USDC);
    }

    private void reduce(final boolean isLong, final long quantity, final long price) {
        market.accept(market.commands().trade(
                isLong ? VENUES_OWN : LiquidationRig.DEBTOR, isLong ? LiquidationRig.DEBTOR : VENUES_OWN,
                quantity, price));
    }
}
