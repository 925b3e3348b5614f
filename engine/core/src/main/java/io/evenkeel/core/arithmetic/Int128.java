package io.evenkeel.core.arithmetic;

/**
 * A mutable signed 128-bit integer, two's complement: where every exact product of the margin arithmetic lives.
 *
 * <p>Instances are made once and reused; no method allocates. Not thread-safe. Inputs are bounded so that nothing
 * here overflows (see {@code Bounds}); an overflow all the same is a broken invariant and throws
 * {@link ArithmeticException}, which stops the node.
 */
public final class Int128 {
    private static final long DIGIT_MASK = 0xFFFF_FFFFL;

    private long high;
    private long low;

    /** Makes a zero. */
    public Int128() {
    }

    /** {@return the upper 64 bits, with the sign} */
    public long high() {
        return high;
    }

    /** {@return the lower 64 bits, unsigned} */
    public long low() {
        return low;
    }

    /** Sets both halves. {@return this} */
    public Int128 set(final long high, final long low) {
        this.high = high;
        this.low = low;
        return this;
    }

    /** Becomes a copy. {@return this} */
    public Int128 set(final Int128 other) {
        high = other.high;
        low = other.low;
        return this;
    }

    /** Becomes a sign-extended {@code long}. {@return this} */
    public Int128 set(final long value) {
        high = value >> 63;
        low = value;
        return this;
    }

    /** Becomes {@code a·b}. {@return this} */
    public Int128 setProduct(final long a, final long b) {
        high = Math.multiplyHigh(a, b);
        low = a * b;
        return this;
    }

    /** Adds {@code a·b}. {@return this} */
    public Int128 addProduct(final long a, final long b) {
        return add(Math.multiplyHigh(a, b), a * b);
    }

    /** Subtracts {@code a·b}. {@return this} */
    public Int128 subtractProduct(final long a, final long b) {
        return subtract(Math.multiplyHigh(a, b), a * b);
    }

    /** Adds. {@return this} */
    public Int128 add(final Int128 other) {
        return add(other.high, other.low);
    }

    /** Subtracts. {@return this} */
    public Int128 subtract(final Int128 other) {
        return subtract(other.high, other.low);
    }

    /** Adds {@code factor·other}; {@code factor} is not negative. {@return this} */
    public Int128 addScaled(final Int128 other, final long factor) {
        return add(scaledHigh(other, factor), other.low * factor);
    }

    /** Multiplies by a factor that is not negative. {@return this} */
    public Int128 multiply(final long factor) {
        final long scaledHigh = scaledHigh(this, factor);
        low = low * factor;
        high = scaledHigh;
        return this;
    }

    /** Changes the sign. {@return this} */
    public Int128 negate() {
        low = -low;
        high = ~high + (low == 0 ? 1 : 0);
        return this;
    }

    /** {@return −1, 0 or 1} */
    public int sign() {
        return high < 0 ? -1 : (high | low) == 0 ? 0 : 1;
    }

    /** {@return whether this is below zero} */
    public boolean isNegative() {
        return high < 0;
    }

    /** {@return negative, zero or positive as this is below, equal to or above the other} */
    public int comparedTo(final Int128 other) {
        return high != other.high ? Long.compare(high, other.high) : Long.compareUnsigned(low, other.low);
    }

    /** {@return ⌊this / divisor⌋, clamped to the range of {@code long}; {@code divisor} is positive} */
    public long divideFloor(final long divisor) {
        return isNegative() ? negatedQuotient(divisor, true) : unsignedQuotient(high, low, divisor, false);
    }

    /** {@return ⌈this / divisor⌉, clamped to the range of {@code long}; {@code divisor} is positive} */
    public long divideCeil(final long divisor) {
        return isNegative() ? negatedQuotient(divisor, false) : unsignedQuotient(high, low, divisor, true);
    }

    /** {@return this / 2^shift toward minus infinity, clamped to the range of {@code long}; shift in 0..127} */
    public long shiftedRight(final int shift) {
        if (shift >= 64) {
            return high >> (shift - 64);
        }
        final long rest = shift == 0 ? high : high >> shift;
        final long shifted = shift == 0 ? low : (low >>> shift) | (high << (64 - shift));
        if (rest != shifted >> 63) {
            return high < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return shifted;
    }

    /** {@return how many bits the magnitude takes; 0 for zero} */
    public int bitLength() {
        final long magnitudeHigh = high < 0 ? ~high : high;
        final long magnitudeLow = high < 0 ? ~low : low;
        return magnitudeHigh != 0
                ? 128 - Long.numberOfLeadingZeros(magnitudeHigh)
                : 64 - Long.numberOfLeadingZeros(magnitudeLow);
    }

    /** {@return ⌊a·b/divisor⌋; {@code divisor} is positive; clamped to the range of {@code long}} */
    public static long mulDivFloor(final long a, final long b, final long divisor) {
        return quotient(Math.multiplyHigh(a, b), a * b, divisor, true);
    }

    /** {@return ⌈a·b/divisor⌉; {@code divisor} is positive; clamped to the range of {@code long}} */
    public static long mulDivCeil(final long a, final long b, final long divisor) {
        return quotient(Math.multiplyHigh(a, b), a * b, divisor, false);
    }

    /** {@return a·b/divisor toward zero; {@code divisor} is positive; clamped to the range of {@code long}} */
    public static long mulDivTruncate(final long a, final long b, final long divisor) {
        final long high = Math.multiplyHigh(a, b);
        return quotient(high, a * b, divisor, high >= 0);
    }

    /** {@return whether {@code |a·b|} is at most {@code bound}, without overflow} */
    public static boolean isProductWithin(final long a, final long b, final long bound) {
        final long high = Math.multiplyHigh(a, b);
        final long low = a * b;
        return high == low >> 63 && low != Long.MIN_VALUE && Math.abs(low) <= bound;
    }

    private Int128 add(final long otherHigh, final long otherLow) {
        final long sumLow = low + otherLow;
        final long carry = Long.compareUnsigned(sumLow, low) < 0 ? 1 : 0;
        final long sumHigh = high + otherHigh + carry;
        if (((high ^ sumHigh) & (otherHigh ^ sumHigh)) < 0) {
            throw new ArithmeticException("128-bit sum overflows");
        }
        high = sumHigh;
        low = sumLow;
        return this;
    }

    private Int128 subtract(final long otherHigh, final long otherLow) {
        final long borrow = Long.compareUnsigned(low, otherLow) < 0 ? 1 : 0;
        final long differenceHigh = high - otherHigh - borrow;
        if (((high ^ otherHigh) & (high ^ differenceHigh)) < 0) {
            throw new ArithmeticException("128-bit difference overflows");
        }
        low = low - otherLow;
        high = differenceHigh;
        return this;
    }

    private static long scaledHigh(final Int128 value, final long factor) {
        final long carried = Math.multiplyHigh(value.low, factor) + (value.low < 0 ? factor : 0);
        final long scaled = value.high * factor;
        if (Math.multiplyHigh(value.high, factor) != scaled >> 63) {
            throw new ArithmeticException("128-bit product overflows");
        }
        return Math.addExact(scaled, carried);
    }

    private static long quotient(final long high, final long low, final long divisor, final boolean isFloor) {
        if (high >= 0) {
            return unsignedQuotient(high, low, divisor, !isFloor);
        }
        final long negatedLow = -low;
        final long negatedHigh = ~high + (negatedLow == 0 ? 1 : 0);
        return -unsignedQuotient(negatedHigh, negatedLow, divisor, isFloor);
    }

    private long negatedQuotient(final long divisor, final boolean isFloor) {
        return quotient(high, low, divisor, isFloor);
    }

    /** Quotient of a magnitude below 2^127. */
    private static long unsignedQuotient(
            final long high, final long low, final long divisor, final boolean roundsUp) {
        if (high == 0 && low >= 0) {
            final long quotient = low / divisor;
            return roundsUp && quotient * divisor != low ? quotient + 1 : quotient;
        }
        final boolean isBeyondLong = Long.compareUnsigned((high << 1) | (low >>> 63), divisor) >= 0;
        if (isBeyondLong) {
            return Long.MAX_VALUE;
        }
        return longDivision(high, low, divisor, roundsUp);
    }

    /** Two digits of 32 bits, each guessed from the divisor's upper half and put right (Knuth, TAOCP 4.3.1, D). */
    private static long longDivision(
            final long high, final long low, final long divisor, final boolean roundsUp) {
        final int shift = Long.numberOfLeadingZeros(divisor);
        final long normal = divisor << shift;
        final long rest = low << shift;
        final long first = high << shift | low >>> (Long.SIZE - shift);
        final long upper = digit(first, rest >>> Integer.SIZE, normal);
        final long second = (first << Integer.SIZE) + (rest >>> Integer.SIZE) - upper * normal;
        final long lower = digit(second, rest & DIGIT_MASK, normal);
        final long remainder = (second << Integer.SIZE) + (rest & DIGIT_MASK) - lower * normal;
        final long quotient = (upper << Integer.SIZE) + lower;
        return roundsUp && remainder != 0 ? quotient + 1 : quotient;
    }

    /** The next digit of a remainder, unsigned and below the divisor, followed by one more digit. */
    private static long digit(final long remainder, final long next, final long divisor) {
        final long upper = divisor >>> Integer.SIZE;
        final long lower = divisor & DIGIT_MASK;
        long digit = Long.divideUnsigned(remainder, upper);
        long left = remainder - digit * upper;
        while (left <= DIGIT_MASK
                && (digit > DIGIT_MASK
                        || Long.compareUnsigned(digit * lower, (left << Integer.SIZE) + next) > 0)) {
            digit--;
            left += upper;
        }
        return digit;
    }
}
