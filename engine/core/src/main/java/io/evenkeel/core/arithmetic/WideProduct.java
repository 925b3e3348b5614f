package io.evenkeel.core.arithmetic;

/**
 * An unsigned product of several factors, up to 384 bits: for comparing two ratios exactly where 128 bits do not
 * suffice (SPEC 1). Made once and reused; no method allocates. Not thread-safe.
 */
public final class WideProduct {
    private static final int LIMBS = 6;

    private final long[] limbs = new long[LIMBS];
    private final long[] scratch = new long[LIMBS];

    /** Makes a zero. */
    public WideProduct() {
    }

    /** Becomes a factor that is not negative. {@return this} */
    public WideProduct set(final long factor) {
        for (int i = 1; i < LIMBS; i++) {
            limbs[i] = 0;
        }
        limbs[0] = factor;
        return this;
    }

    /** Multiplies by a factor that is not negative. {@return this} */
    public WideProduct times(final long factor) {
        for (int i = 0; i < LIMBS; i++) {
            scratch[i] = 0;
        }
        accumulate(factor, 0);
        return takeScratch();
    }

    /** Multiplies by a 128-bit factor that is not negative. {@return this} */
    public WideProduct times(final Int128 factor) {
        for (int i = 0; i < LIMBS; i++) {
            scratch[i] = 0;
        }
        accumulate(factor.low(), 0);
        accumulate(factor.high(), 1);
        return takeScratch();
    }

    /** {@return negative, zero or positive as this is below, equal to or above the other} */
    public int comparedTo(final WideProduct other) {
        for (int i = LIMBS - 1; i >= 0; i--) {
            if (limbs[i] != other.limbs[i]) {
                return Long.compareUnsigned(limbs[i], other.limbs[i]);
            }
        }
        return 0;
    }

    private void accumulate(final long factor, final int shift) {
        long carry = 0;
        for (int i = 0; i + shift < LIMBS; i++) {
            final long productLow = limbs[i] * factor;
            final long productHigh = unsignedMultiplyHigh(limbs[i], factor);
            final long withCarry = productLow + carry;
            carry = productHigh + (Long.compareUnsigned(withCarry, productLow) < 0 ? 1 : 0);
            final long sum = scratch[i + shift] + withCarry;
            carry += Long.compareUnsigned(sum, withCarry) < 0 ? 1 : 0;
            scratch[i + shift] = sum;
        }
        if (carry != 0) {
            throw new ArithmeticException("wide product overflows");
        }
    }

    private WideProduct takeScratch() {
        for (int i = 0; i < LIMBS; i++) {
            limbs[i] = scratch[i];
        }
        return this;
    }

    private static long unsignedMultiplyHigh(final long a, final long b) {
        return Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
    }
}
