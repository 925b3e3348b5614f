package io.evenkeel.client.keeper;

import java.math.BigInteger;

/** Exact products over a divisor, whatever their size. Does not allocate while the product fits 63 bits. */
final class Proportion {
    private Proportion() {
    }

    /** {@return value · numerator / denominator, rounded down; none of them negative} */
    static long mulDivFloor(final long value, final long numerator, final long denominator) {
        if (Math.multiplyHigh(value, numerator) == 0 && value * numerator >= 0) {
            return value * numerator / denominator;
        }
        return BigInteger.valueOf(value)
                .multiply(BigInteger.valueOf(numerator))
                .divide(BigInteger.valueOf(denominator))
                .longValueExact();
    }

    /** {@return value · numerator / denominator, rounded up; numerator at most denominator, none negative} */
    static long mulDivCeil(final long value, final long numerator, final long denominator) {
        // What is left of the value rounds down where this rounds up.
        return value - mulDivFloor(value, denominator - numerator, denominator);
    }
}
