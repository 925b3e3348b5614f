package io.evenkeel.core.funding;

import io.evenkeel.core.arithmetic.Int128;

/**
 * Exact arithmetic on prices in 10^-9 of a mantissa (SPEC 5 and 9). A position carries the part of a unit that it was
 * charged too much, so what it has paid does not depend on how often it was touched. Leaves; no allocation.
 *
 * <p>Bounds: |units·whole part| stays within {@code Bounds.MAX_AMOUNT}, which Risk sees to before it lets a price or
 * a funding in.
 */
public final class Accrual {
    /** Steps in one mantissa of price: cumulative funding is a rate in 10^-9 times a price. */
    public static final long SCALE = 1_000_000_000L;

    private static final long LARGEST_PLAIN_UNITS = 1L << 33;

    private Accrual() {
    }

    /**
     * {@return ⌊(units·scaledPrice + carry)/S⌋}
     *
     * @param units       signed quantity times value of one mantissa of price.
     * @param scaledPrice price in 10^-9 mantissas; any sign.
     * @param carry       carry of the position, 0 to S − 1.
     */
    public static long worth(final long units, final long scaledPrice, final long carry) {
        final long whole = Math.floorDiv(scaledPrice, SCALE);
        final long part = scaledPrice - whole * SCALE;
        final long quotient = floorOfPart(units, part);
        final long remainder = units * part - quotient * SCALE;
        return units * whole + quotient + (remainder + carry >= SCALE ? 1 : 0);
    }

    /** {@return what a position is charged when touched: ⌈(units·moved − carry)/S⌉; negative for a credit} */
    public static long charge(final long units, final long moved, final long carry) {
        return -worth(-units, moved, carry);
    }

    /** {@return the carry that remains after a charge, 0 to S − 1} */
    public static long carryAfter(final long units, final long moved, final long carry, final long charge) {
        // The true result is below 2^30, so what leaves 64 bits on the way does not matter.
        return carry + charge * SCALE - units * moved;
    }

    /** {@return price in whole mantissas, rounded up} */
    public static long wholeCeil(final long scaledPrice) {
        return -Math.floorDiv(-scaledPrice, SCALE);
    }

    private static long floorOfPart(final long units, final long part) {
        return Math.abs(units) <= LARGEST_PLAIN_UNITS
                ? Math.floorDiv(units * part, SCALE)
                : Int128.mulDivFloor(units, part, SCALE);
    }
}
