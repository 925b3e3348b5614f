package io.evenkeel.tools.replay;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Units of one perpetual: the finest quantity that the recording shows, and the price exponent that makes a notional
 * exactly a whole number of units of the settlement asset. So any entry cost can be booked exactly, by at most two
 * prices one tick apart.
 *
 * @param instrument       id.
 * @param coin             the venue's name.
 * @param quantityExponent quantities are in 10^this.
 */
record CoinUnits(int instrument, String coin, int quantityExponent) {
    /** Exponent of the settlement asset, USDC. */
    static final int MONEY_EXPONENT = -6;

    /** Finds the units of every perpetual of a recording, in order of appearance. */
    static Map<String, CoinUnits> of(final FillRecording recording) {
        final Map<String, Integer> decimals = new LinkedHashMap<>();
        for (final FillRecording.Pair pair : recording.pairs()) {
            for (final Fill fill : pair.legs()) {
                final int needed = Math.max(decimalsOf(fill.size()), decimalsOf(fill.startPosition()));
                decimals.merge(fill.coin(), needed, Math::max);
            }
        }
        final Map<String, CoinUnits> units = new LinkedHashMap<>();
        decimals.forEach((coin, needed) -> units.put(coin, new CoinUnits(units.size(), coin, -needed)));
        return units;
    }

    private static int decimalsOf(final BigDecimal value) {
        return Math.max(0, value.stripTrailingZeros().scale());
    }

    /** {@return prices are in 10^this} */
    int priceExponent() {
        return MONEY_EXPONENT - quantityExponent;
    }

    /** {@return a quantity as a mantissa} */
    long quantity(final BigDecimal value) {
        return value.scaleByPowerOfTen(-quantityExponent).longValueExact();
    }

    /** {@return a price as a mantissa} */
    long price(final BigDecimal value) {
        return value.scaleByPowerOfTen(-priceExponent()).longValueExact();
    }

    /** {@return an amount of money as whole units, the nearest} */
    static long money(final BigDecimal value) {
        return value.scaleByPowerOfTen(-MONEY_EXPONENT).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }

    /** {@return whole units as an amount of money} */
    static BigDecimal money(final long units) {
        return BigDecimal.valueOf(units, -MONEY_EXPONENT);
    }
}
