package io.evenkeel.client.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.PriceState;
import org.junit.jupiter.api.Test;

/**
 * Prices worked by hand: 1 % off in 2 s, so 5 ppm a millisecond, and on at that pace to a half. One unit of BTC, 10^-8,
 * is 0.0002 dollars at 20,000.00, a weight of 2 · 10^9; one of USDC, 10^-6, weighs 10^7.
 */
class CollateralOrderTest {
    private static final long START = 1_000_000;
    private static final ListedAsset USDC = new ListedAsset(0, "USDC", -6, 0, 10_000_000, 1, PriceState.VALID);
    private static final ListedAsset BTC = bitcoin(2_000_000);

    private static ListedAsset bitcoin(final long price) {
        return new ListedAsset(1, "BTC", -8, -2, 1_000, price, PriceState.VALID);
    }

    private static CollateralOrder order(final int asset, final int debtAsset, final long quantity) {
        return new CollateralOrder(1, 7, asset, debtAsset, quantity, 2_000_000, 1, START, 2_000, 10_000);
    }

    @Test
    void shouldFallEvenlyToAHalfWhenTimeGoesBy() {
        final CollateralOrder order = order(1, 0, 34_479_880);
        assertThat(order.price(START - 100, BTC)).isEqualTo(2_000_000);
        assertThat(order.price(START + 1, BTC)).isEqualTo(1_999_990);
        assertThat(order.price(START + 1_000, BTC)).isEqualTo(1_990_000);
        assertThat(order.price(START + 2_000, BTC)).isEqualTo(1_980_000);
        assertThat(order.price(START + 100_000, BTC)).isEqualTo(1_000_000);
        assertThat(order.price(START + 999_000, BTC)).isEqualTo(1_000_000);
        assertThat(order.discountPpm(START - 100)).isZero();
        assertThat(order.discountPpm(START + 1_000)).isEqualTo(5_000);
        assertThat(order.discountPpm(START + 999_000)).isEqualTo(500_000);
        // Another index, the same clock: 30,000 less half of 1 %.
        assertThat(order.price(START + 1_000, bitcoin(3_000_000))).isEqualTo(2_985_000);
    }

    /** The golden scenario collateral-auction.jsonl: 0.3447988 BTC at 19,900 are 6,861.49612 dollars. */
    @Test
    void shouldKnowWhatIsPaidWhenABidComes() {
        final CollateralOrder order = order(1, 0, 34_479_880);
        assertThat(order.paid(34_479_880, START + 1_000, BTC, USDC)).isEqualTo(6_861_496_120L);
        // 3 units at 199 are 597, at 198.999 they are 596.997, rounded down.
        assertThat(order.paid(3, START + 1_000, BTC, USDC)).isEqualTo(597);
        assertThat(order.paid(3, START + 1_001, BTC, USDC)).isEqualTo(596);
    }

    /** A dollar has the price 1 all along; 1,000 of them are 0.05 BTC, less half of 1 %. */
    @Test
    void shouldDiscountFinelyWhenPricesOfWhatIsSoldAreCoarse() {
        final CollateralOrder order = order(0, 1, 1_000_000_000);
        assertThat(order.price(START + 1_000, USDC)).isEqualTo(1);
        assertThat(CollateralOrder.priceAt(5_000, USDC)).isEqualTo(1);
        assertThat(order.paid(1_000_000_000, START, USDC, BTC)).isEqualTo(5_000_000);
        assertThat(order.paid(1_000_000_000, START + 1_000, USDC, BTC)).isEqualTo(4_975_000);
    }

    /** Where a mantissa unit weighs 1: 333 less 1.665 is 331.335, rounded down; of 1 one is left. */
    @Test
    void shouldRoundWeightsDownButNotToNothingWhenTheyAreSmall() {
        final ListedAsset fine = new ListedAsset(2, "FINE", -8, -5, 1, 333, PriceState.VALID);
        assertThat(order(2, 0, 1).price(START + 1_000, fine)).isEqualTo(331);
        assertThat(CollateralOrder.priceAt(5_000, fine)).isEqualTo(331);
        assertThat(order(2, 0, 1).price(START + 1_000, fine.priced(1, PriceState.VALID))).isEqualTo(1);
        assertThat(CollateralOrder.priceAt(1_000_000, fine)).isEqualTo(1);
        // Where it weighs 7: 3 · 7 less 0.105 is 20, and the lowest price that weighs as much is 3.
        final ListedAsset odd = new ListedAsset(2, "ODD", -8, -5, 7, 3, PriceState.VALID);
        assertThat(order(2, 0, 1).price(START + 1_000, odd)).isEqualTo(3);
    }

    @Test
    void shouldFindTheWorstPriceOfADiscountAndWhatAMeansPaysForWhenAsked() {
        final CollateralOrder order = order(1, 0, 34_479_880);
        assertThat(CollateralOrder.priceAt(0, BTC)).isEqualTo(2_000_000);
        assertThat(CollateralOrder.priceAt(5_000, BTC)).isEqualTo(1_990_000);
        assertThat(CollateralOrder.mostPaid(34_479_880, 1_990_000, BTC, USDC)).isEqualTo(6_861_496_120L);
        // 5,000 dollars at 199 for a unit: 25,125,628.1 units, which are 4,999,999,972 at most.
        assertThat(order.amountWithin(5_000_000_000L, 1_990_000, BTC, USDC)).isEqualTo(25_125_628);
        assertThat(CollateralOrder.mostPaid(25_125_628, 1_990_000, BTC, USDC)).isEqualTo(4_999_999_972L);
        assertThat(order.amountWithin(6_861_496_119L, 1_990_000, BTC, USDC)).isEqualTo(34_479_879);
        assertThat(order.amountWithin(6_861_496_120L, 1_990_000, BTC, USDC)).isEqualTo(34_479_880);
        assertThat(order.amountWithin(Long.MAX_VALUE, 1_990_000, BTC, USDC)).isEqualTo(34_479_880);
        assertThat(order.amountWithin(0, 1_990_000, BTC, USDC)).isZero();
        assertThat(order.amountWithin(-5, 1_990_000, BTC, USDC)).isZero();
    }

    /** The terms are the order's own: 2 % in 5 s are 4 ppm a millisecond, a half after 125 s. */
    @Test
    void shouldGoByItsOwnTermsWhenTheyAreOthers() {
        final CollateralPrice price = new CollateralPrice(5_000, 20_000);
        assertThat(price.at(1_000_000, 2_500)).isEqualTo(990_000);
        assertThat(price.discountPpm(2_500)).isEqualTo(10_000);
        assertThat(price.at(1_000_000, 124_999)).isEqualTo(500_004);
        assertThat(price.at(1_000_000, 1_000_000)).isEqualTo(500_000);
        assertThat(new CollateralPrice(2_000, 0).at(1_000_000, 5_000)).isEqualTo(1_000_000);
        // 30 % a millisecond: after two it would be more than a half.
        assertThat(new CollateralPrice(1, 300_000).at(1_000_000, 1)).isEqualTo(700_000);
        assertThat(new CollateralPrice(1, 300_000).at(1_000_000, 2)).isEqualTo(500_000);
        assertThat(new CollateralPrice(0, 300_000).at(1_000_000, 2)).isEqualTo(500_000);
        // Larger than a long holds before it is divided: 2^53 less half of 1 %, 45,035,996,273,704.96, rounded up.
        assertThat(new CollateralPrice(2_000, 10_000).at(1L << 53, 1_000))
                .isEqualTo((1L << 53) - 45_035_996_273_705L);
    }
}
