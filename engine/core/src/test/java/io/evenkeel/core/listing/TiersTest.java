package io.evenkeel.core.listing;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.PriceState;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.arithmetic.Int128;
import org.junit.jupiter.api.Test;

class TiersTest {
    private static final long USDC = 1_000_000;
    private static final long BTC = 100_000_000;

    @Test
    void shouldEqualTheDeductionFormWhenNotionalSpansTiers() {
        // Bybit: rate of the tier · N − deduction, deduction₂ = 2,000,000·(1 % − 0.5 %) = 10,000; N = 5,000,000 →
        // 40,000.
        final Instrument instrument = Listed.instrument(
                0, 0,
                2_000_000 * USDC, 10_000, 5_000,
                10_000_000 * USDC, 20_000, 10_000,
                Long.MAX_VALUE, 40_000, 20_000);

        assertThat(maintenance(instrument, 5_000_000 * USDC)).isEqualTo(40_000 * USDC);
        // deduction₃ = 10,000 + 10,000,000·1 % = 110,000; N = 12,000,000 → 240,000 − 110,000 = 130,000.
        assertThat(maintenance(instrument, 12_000_000 * USDC)).isEqualTo(130_000 * USDC);
        assertThat(maintenance(instrument, 2_000_000 * USDC)).isEqualTo(10_000 * USDC);
        assertThat(maintenance(instrument, 0)).isZero();
    }

    @Test
    void shouldScaleInitialMarginWhenOpenInterestIsBetweenItsBounds() {
        // dYdX v4: base 20 %, open interest 1,234,567 in [1,000,000, 2,000,000] → 387,653 ppm, floored.
        final Instrument instrument =
                Listed.instrument(1_000_000 * USDC, 2_000_000 * USDC, Long.MAX_VALUE, 200_000, 100_000);
        instrument.reprice(100, 100, PriceState.VALID);
        instrument.changePosition(0, 12_345_670_000L);

        final Int128 initial = new Int128();
        instrument.tiers().latest().addInitial(1_000_000, instrument, 0, initial);

        assertThat(initial.divideFloor(Bounds.PPM)).isEqualTo(387_653);
    }

    @Test
    void shouldAskForNoLessWhenLeverageIsChosen() {
        final Instrument instrument = Listed.instrument(0, 0, Long.MAX_VALUE, 20_000, 10_000);
        final Int128 initial = new Int128();

        instrument.tiers().latest().addInitial(1_000_000, instrument, 200_000, initial);

        assertThat(initial.divideFloor(Bounds.PPM)).isEqualTo(200_000);
    }

    @Test
    void shouldCountEachPortionAtItsOwnHaircutWhenAmountSpansTiers() {
        // 25 BTC at 0–10 98 %, 10–20 95 %, 20–30 90 % → 9.8 + 9.5 + 4.5 = 23.80 BTC.
        final Asset asset = Listed.asset(10 * BTC, 20_000, 20 * BTC, 50_000, Long.MAX_VALUE, 100_000);
        final Int128 value = new Int128();

        asset.terms().latest().haircuts().addValue(25 * BTC, value);

        assertThat(value.divideFloor(Bounds.PPM)).isEqualTo(23 * BTC + 80_000_000);
        assertThat(asset.terms().latest().haircuts().largestHaircutPpm()).isEqualTo(100_000);
    }

    @Test
    void shouldWeighAnAssetUnitByItsPriceWhenValued() {
        // 50,000.00 USDC a BTC: one satoshi is 500 units of USDC, 5,000,000,000 in 10^-7 of one.
        assertThat(Listed.asset(Long.MAX_VALUE, 0).weightAt(5_000_000)).isEqualTo(5_000_000_000L);
    }

    @Test
    void shouldBoundDiscountAndPenaltyWhenLowestMaintenanceRateIsLess() {
        final LiquidationTerms terms = Listed.instrument(0, 0, Long.MAX_VALUE, 20_000, 10_000).liquidationTerms();

        assertThat(terms.discountInUsePpm(10_000)).isEqualTo(5_000);
        assertThat(terms.penaltyInUsePpm(5_000)).isEqualTo(2_500);
        assertThat(terms.discountInUsePpm(4_999)).isEqualTo(4_999);
        assertThat(terms.penaltyInUsePpm(2_499)).isEqualTo(2_499);
    }

    @Test
    void shouldLetDiscountAndPenaltyGrowToTheirCapsWhenPositionsAreLargeForTheDepth() {
        final Instrument instrument = Listed.instrument(0, 0, Long.MAX_VALUE, 20_000, 10_000);
        final LiquidationTerms terms = instrument.liquidationTerms();

        // From 10,000 to 16,000 and from 5,000 to 8,000: at 1/7 by 857.14 and 428.57, at 3/4 by 4,500 and 2,250.
        assertThat(terms.maxDiscountPpm(1, 7)).isEqualTo(10_857);
        assertThat(terms.penaltyPpm(1, 7)).isEqualTo(5_428);
        assertThat(terms.maxDiscountPpm(3, 4)).isEqualTo(14_500);
        assertThat(terms.penaltyPpm(3, 4)).isEqualTo(7_250);
        assertThat(terms.maxDiscountPpm(0, 4)).isEqualTo(10_000);
        assertThat(terms.maxDiscountPpm(4, 4)).isEqualTo(16_000);
        assertThat(terms.penaltyPpm(4, 4)).isEqualTo(8_000);
        assertThat(terms.maxDiscountPpm(Bounds.MAX_NOTIONAL, 1)).isEqualTo(16_000);
        // 2^54/2^61 of 6,000 is 46.875.
        assertThat(terms.maxDiscountPpm(Bounds.MAX_NOTIONAL, Bounds.MAX_OPEN_INTEREST)).isEqualTo(10_046);
        // Nobody said how deep the market is.
        assertThat(terms.maxDiscountPpm(Bounds.MAX_NOTIONAL, 0)).isEqualTo(10_000);
        assertThat(terms.penaltyPpm(Bounds.MAX_NOTIONAL, 0)).isEqualTo(5_000);
    }

    @Test
    void shouldForgetDepthWhenTheBookIsOlderThanItMayBe() {
        final MarketDepth depth = new MarketDepth(10);
        assertThat(depth.at(5)).isZero();
        depth.take(7, 1_000);

        assertThat(depth.at(1_010)).isEqualTo(7);
        assertThat(depth.at(1_011)).isZero();
        depth.maxAgeMs(0);
        assertThat(depth.at(Long.MAX_VALUE)).isEqualTo(7);
    }

    private static long maintenance(final Instrument instrument, final long notional) {
        final Int128 requirement = new Int128();
        instrument.tiers().latest().addMaintenance(notional, requirement);
        return requirement.divideCeil(Bounds.PPM);
    }
}
