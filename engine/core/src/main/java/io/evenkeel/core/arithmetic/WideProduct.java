package io.evenkeel.core.arithmetic;

/**
 * An unsigned product of several factors, up to 384 bits: for comparing two ratios exactly where 128 bits do not
 * suffice (SPEC 1). Made once and reused; no method allocates. Not thread-safe.
 */
public final class WideProduct {
    private static final int LIMBS = 6;

    private final long[] limbs = new long[LIMBS];
    private final long[] multiplicand = new long[LIMBS];
    /** Limbs in use: the highest of them is not zero, unless it is the only one. */
    private int size = 1;

    /** Makes a zero. */
    public WideProduct() {
    }

    /** Becomes a factor that is not negative. {@return this} */
    public WideProduct set(final long value) {
        limbs[0] = value;
        size = 1;
        return this;
    }

    /** Becomes what another is. {@return this} */
    public WideProduct set(final WideProduct other) {
        System.arraycopy(other.limbs, 0, limbs, 0, other.size);
        size = other.size;
        return this;
    }

    /** Multiplies by a factor that is not negative. {@return this} */
    public WideProduct times(final long multiplier) {
        long carry = 0;
        for (int i = 0; i < size; i++) {
            final long low = limbs[i] * multiplier;
            final long high = unsignedMultiplyHigh(limbs[i], multiplier);
            limbs[i] = low + carry;
            carry = high + (Long.compareUnsigned(limbs[i], low) < 0 ? 1 : 0);
        }
        append(carry);
        return normalise();
    }

    /** Multiplies by a 128-bit factor that is not negative. {@return this} */
    public WideProduct times(final Int128 multiplier) {
        if (multiplier.high() == 0) {
            return times(multiplier.low());
        }
        final int length = size;
        System.arraycopy(limbs, 0, multiplicand, 0, length);
        times(multiplier.low());
        if (length == LIMBS) {
            throw new ArithmeticException("wide product overflows");
        }
        while (size <= length) {
            limbs[size++] = 0;
        }
        long carry = 0;
        for (int i = 0; i < length; i++) {
            final long low = multiplicand[i] * multiplier.high();
            long high = unsignedMultiplyHigh(multiplicand[i], multiplier.high());
            final long withCarry = low + carry;
            high += Long.compareUnsigned(withCarry, low) < 0 ? 1 : 0;
            limbs[i + 1] += withCarry;
            carry = high + (Long.compareUnsigned(limbs[i + 1], withCarry) < 0 ? 1 : 0);
        }
        append(carry);
        return normalise();
    }

    private void append(final long carry) {
        if (carry != 0) {
            if (size == LIMBS) {
                throw new ArithmeticException("wide product overflows");
            }
            limbs[size++] = carry;
        }
    }

    private WideProduct normalise() {
        while (size > 1 && limbs[size - 1] == 0) {
            size--;
        }
        return this;
    }

    /** {@return how many bits it takes; 0 for zero} */
    public int bitLength() {
        return Long.SIZE * size - Long.numberOfLeadingZeros(limbs[size - 1]);
    }

    /** {@return negative, zero or positive as this is below, equal to or above the other} */
    public int comparedTo(final WideProduct other) {
        if (size != other.size) {
            return Integer.compare(size, other.size);
        }
        for (int i = size - 1; i >= 0; i--) {
            if (limbs[i] != other.limbs[i]) {
                return Long.compareUnsigned(limbs[i], other.limbs[i]);
            }
        }
        return 0;
    }

    private static long unsignedMultiplyHigh(final long a, final long b) {
        return Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
    }
}
