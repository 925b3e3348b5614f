package io.evenkeel.client.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.codecs.Side;
import org.junit.jupiter.api.Test;

/**
 * Prices worked by hand from SPEC 6: mark 60,000.00 on a grid of 0.50, a largest discount of 0.5 % after 10 s, so 1 ms
 * is worth 0.03 off.
 */
class OpenOrderTest {
    private static final long MARK = 6_000_000;
    private static final long TICK = 50;
    private static final long START = 1_000_000;

    private static OpenOrder order(
            final Side side, final LiquidationStep step, final long bankruptcyPrice, final long furthestPrice) {
        return new OpenOrder(
                1, 2, 3, side, 40, MARK, bankruptcyPrice, START, 10_000, 5_000, step, furthestPrice, 2_500);
    }

    @Test
    void shouldFallByTheDiscountRoundedDownToTheTickWhenALongIsSold() {
        final OpenOrder order = order(Side.SELL, LiquidationStep.AUCTION, 5_980_000, 5_980_000);

        assertThat(order.price(START, MARK, TICK)).isEqualTo(6_000_000);
        // The clock of the keeper may be behind.
        assertThat(order.price(START - 5, MARK, TICK)).isEqualTo(6_000_000);
        // 2,333 · 3 = 6,999 off: 5,993,001, on the grid 5,993,000.
        assertThat(order.price(START + 2_333, MARK, TICK)).isEqualTo(5_993_000);
        assertThat(order.price(START + 10_000, MARK, TICK)).isEqualTo(5_970_000 + 10_000);
        assertThat(order.lastPrice(MARK, TICK)).isEqualTo(5_980_000);
        // Another mark, the same clock: 6,100,000 · 0.25 % = 15,250 off.
        assertThat(order.price(START + 5_000, 6_100_000, TICK)).isEqualTo(6_084_750);
    }

    @Test
    void shouldFallTwiceAsFastWhenTheOrdersOwnDiscountIsTwiceAsLarge() {
        final OpenOrder large = new OpenOrder(1, 2, 3, Side.SELL, 40, MARK, 5_900_000, START, 10_000, 10_000,
                LiquidationStep.AUCTION, 5_900_000, 5_000);

        // 2,333 · 6 = 13,998 off: 5,986,002, on the grid 5,986,000.
        assertThat(large.price(START + 2_333, MARK, TICK)).isEqualTo(5_986_000);
        assertThat(large.lastPrice(MARK, TICK)).isEqualTo(5_940_000);
    }

    @Test
    void shouldRiseByTheDiscountRoundedUpToTheTickWhenAShortIsBought() {
        final OpenOrder order = order(Side.BUY, LiquidationStep.BACKSTOP, 6_020_000, 6_020_000);

        assertThat(order.price(START + 1, MARK, TICK)).isEqualTo(6_000_050);
        assertThat(order.price(START + 2_333, MARK, TICK)).isEqualTo(6_007_000);
        assertThat(order.price(START + 60_000, MARK, TICK)).isEqualTo(6_020_000);
    }

    @Test
    void shouldGoFromTheBankruptcyPriceToTheFurthestInWholeTicksWhenInsured() {
        // 90,000 are 1,800 ticks; after a third of the time 599.94 of them: 599 · 50 = 29,950.
        assertThat(order(Side.SELL, LiquidationStep.INSURED, 5_990_000, 5_900_000).price(START + 3_333, MARK, TICK))
                .isEqualTo(5_960_050);
        assertThat(order(Side.BUY, LiquidationStep.INSURED, 6_010_000, 6_100_000).price(START + 3_333, MARK, TICK))
                .isEqualTo(6_039_950);
        assertThat(order(Side.BUY, LiquidationStep.INSURED, 6_010_000, 6_100_000).lastPrice(MARK, TICK))
                .isEqualTo(6_100_000);
    }

    @Test
    void shouldBeExactAndAtLeastATickWhenProductsAreLargerThanALong() {
        final long mark = 1L << 48;
        final OpenOrder order = new OpenOrder(
                1, 2, 3, Side.SELL, 40, mark, 1, START, 3, 1_000_000, LiquidationStep.AUCTION, 1, 0);
        // 2^48 / 3 = 93,824,992,236,885⅓ rounds up.
        assertThat(order.price(START + 1, mark, 1)).isEqualTo(mark - 93_824_992_236_886L);
        assertThat(order.price(START + 3, mark, 7)).isEqualTo(7);
    }

    @Test
    void shouldFindTheWorstPriceOfADiscountAndTheDiscountOfAPriceWhenAsked() {
        final OpenOrder selling = order(Side.SELL, LiquidationStep.AUCTION, 5_980_000, 5_980_000);
        final OpenOrder buying = order(Side.BUY, LiquidationStep.AUCTION, 6_020_000, 6_020_000);

        // 0.1234 % of 60,000.00 is 74.04: 59,925.96 is off the grid, 59,925.50 is better.
        assertThat(selling.priceAt(1_234, MARK, TICK)).isEqualTo(5_992_550);
        assertThat(buying.priceAt(1_234, MARK, TICK)).isEqualTo(6_007_450);
        assertThat(selling.discountPpm(5_992_550, MARK)).isEqualTo(1_241);
        assertThat(buying.discountPpm(6_007_450, MARK)).isEqualTo(1_241);
        assertThat(selling.discountPpm(6_007_450, MARK)).isEqualTo(-1_241);
        assertThat(selling.isWithin(5_992_550, 5_992_550)).isTrue();
        assertThat(selling.isWithin(5_992_549, 5_992_550)).isFalse();
        assertThat(buying.isWithin(6_007_451, 6_007_450)).isFalse();
        assertThat(selling.stricter(3, 4)).isEqualTo(3);
        assertThat(buying.stricter(3, 4)).isEqualTo(4);
    }

    @Test
    void shouldNotBeBiddableWhenTheStepIsOfALaterVersion() {
        assertThat(OpenOrder.step((short) 2)).isEqualTo(LiquidationStep.INSURED);
        assertThat(OpenOrder.step((short) 200)).isEqualTo(LiquidationStep.NULL_VAL);
        assertThat(order(Side.SELL, LiquidationStep.INSURED, 1, 1).isBiddable()).isTrue();
        assertThat(order(Side.SELL, LiquidationStep.NULL_VAL, 1, 1).isBiddable()).isFalse();
    }
}
