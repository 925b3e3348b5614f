package io.evenkeel.tools.crash;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Amounts of the lab's one asset: units of 10^-6. */
final class Money {
    /** Decimals of the asset. */
    static final int DECIMALS = 6;

    /** Its symbol. */
    static final String SYMBOL = "USDC";

    private static final int SHOWN_DECIMALS = 2;

    private Money() {
    }

    /** {@return units of an amount, rounded to the nearest} */
    static long units(final BigDecimal amount) {
        return amount.movePointRight(DECIMALS).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }

    /** {@return a part of an amount, in whole units of the asset, at least one} */
    static BigDecimal part(final long units, final BigDecimal part) {
        return exact(units).multiply(part).setScale(0, RoundingMode.UP).max(BigDecimal.ONE);
    }

    /** {@return the exact amount, as a decimal} */
    static BigDecimal exact(final long units) {
        return BigDecimal.valueOf(units, DECIMALS);
    }

    /** {@return the amount for a person to read: two decimals, thousands apart} */
    static String shown(final long units) {
        return String.format("%,.2f", exact(units).setScale(SHOWN_DECIMALS, RoundingMode.HALF_EVEN));
    }

    /** {@return the amount as a number for a plot} */
    static double plotted(final long units) {
        return exact(units).doubleValue();
    }
}
