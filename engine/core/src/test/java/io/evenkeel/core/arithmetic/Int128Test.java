package io.evenkeel.core.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Int128Test {
    private static final int ROUNDS = 200_000;
    private static final BigInteger TWO_64 = BigInteger.ONE.shiftLeft(64);

    private final Random random = new Random(Long.getLong("seed", 1));

    @Test
    void shouldAgreeWithBigIntegerWhenProductsAreSummedAndScaled() {
        for (int i = 0; i < ROUNDS; i++) {
            final long a = number(60);
            final long b = number(60);
            final long c = number(55);
            final long d = number(55);
            final long factor = number(10) >>> 1;
            final Int128 sum = new Int128().setProduct(a, b).addProduct(c, d).subtractProduct(c, a);
            final BigInteger expected = big(a).multiply(big(b)).add(big(c).multiply(big(d)))
                    .subtract(big(c).multiply(big(a)));

            assertThat(big(sum)).isEqualTo(expected);
            assertThat(sum.sign()).isEqualTo(expected.signum());
            assertThat(sum.bitLength()).isEqualTo(expected.bitLength());
            assertThat(big(new Int128().set(sum).negate())).isEqualTo(expected.negate());
            final Int128 small = new Int128().setProduct(c, d);
            assertThat(big(new Int128().set(7).addScaled(small, Math.abs(factor) % 1_000)))
                    .isEqualTo(big(c).multiply(big(d)).multiply(big(Math.abs(factor) % 1_000)).add(big(7)));
            assertThat(sum.comparedTo(small)).isEqualTo(expected.compareTo(big(c).multiply(big(d))));
        }
    }

    @Test
    void shouldRoundAsNamedWhenDividing() {
        for (int i = 0; i < ROUNDS; i++) {
            final long a = number(40);
            final long b = number(40);
            final long divisor = 1 + (number(50) & Long.MAX_VALUE) % (1L << 40);
            final BigInteger product = big(a).multiply(big(b));

            assertThat(Int128.mulDivFloor(a, b, divisor)).isEqualTo(divide(product, divisor, RoundingMode.FLOOR));
            assertThat(Int128.mulDivCeil(a, b, divisor)).isEqualTo(divide(product, divisor, RoundingMode.CEILING));
            assertThat(Int128.mulDivTruncate(a, b, divisor)).isEqualTo(divide(product, divisor, RoundingMode.DOWN));
            final Int128 numerator = new Int128().setProduct(a, b);
            assertThat(numerator.divideFloor(divisor)).isEqualTo(divide(product, divisor, RoundingMode.FLOOR));
            assertThat(numerator.divideCeil(divisor)).isEqualTo(divide(product, divisor, RoundingMode.CEILING));
        }
    }

    @Test
    void shouldClampToTheRangeOfLongWhenAQuotientIsBeyondIt() {
        assertThat(new Int128().setProduct(Long.MAX_VALUE, 4).divideFloor(1)).isEqualTo(Long.MAX_VALUE);
        assertThat(new Int128().setProduct(Long.MIN_VALUE, 4).divideFloor(1)).isEqualTo(-Long.MAX_VALUE);
    }

    @Test
    void shouldShiftTowardMinusInfinityWhenShiftedRight() {
        for (int i = 0; i < ROUNDS; i++) {
            final long a = number(60);
            final long b = number(60);
            final int shift = random.nextInt(128);
            final BigInteger shifted = big(a).multiply(big(b)).shiftRight(shift);
            final BigInteger clamped = shifted.max(big(Long.MIN_VALUE)).min(big(Long.MAX_VALUE));

            assertThat(big(new Int128().setProduct(a, b).shiftedRight(shift))).isEqualTo(clamped);
        }
    }

    @Test
    void shouldThrowWhenASumLeaves128Bits() {
        final Int128 largest = new Int128().set(Long.MAX_VALUE, -1);

        assertThatThrownBy(() -> largest.addProduct(1, 1)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new Int128().set(1L << 62, 0).multiply(4)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void shouldCompareExactlyWhenProductsExceed128Bits() {
        for (int i = 0; i < ROUNDS / 10; i++) {
            final long a = number(62) & Long.MAX_VALUE;
            final long b = number(62) & Long.MAX_VALUE;
            final Int128 wide = new Int128().setProduct(a, b);
            final long c = number(62) & Long.MAX_VALUE;
            final WideProduct left = new WideProduct().set(a).times(b).times(wide).times(c);
            final WideProduct right = new WideProduct().set(c).times(wide).times(wide);
            final BigInteger leftValue = big(a).multiply(big(b)).multiply(big(wide)).multiply(big(c));
            final BigInteger rightValue = big(c).multiply(big(wide)).multiply(big(wide));

            assertThat(Integer.signum(left.comparedTo(right))).isEqualTo(leftValue.compareTo(rightValue));
            final WideProduct more = new WideProduct().set(a).times(b).times(wide).times(Math.max(0, c - 1));
            assertThat(Integer.signum(left.comparedTo(more)))
                    .isEqualTo(leftValue.compareTo(
                            big(a).multiply(big(b)).multiply(big(wide)).multiply(big(Math.max(0, c - 1)))));
        }
    }

    @Test
    void shouldTellWhetherItIsWithinABoundWhenMultiplied() {
        assertThat(Int128.isProductWithin(3, -5, 15)).isTrue();
        assertThat(Int128.isProductWithin(3, -5, 14)).isFalse();
        assertThat(Int128.isProductWithin(Long.MAX_VALUE, 2, Long.MAX_VALUE)).isFalse();
        assertThat(Int128.isProductWithin(Long.MIN_VALUE, 1, Long.MAX_VALUE)).isFalse();
    }

    private long number(final int bits) {
        return random.nextLong() >> (63 - random.nextInt(bits));
    }

    private static long divide(final BigInteger numerator, final long divisor, final RoundingMode rounding) {
        return new BigDecimal(numerator)
                .divide(new BigDecimal(divisor), 0, rounding)
                .max(BigDecimal.valueOf(-Long.MAX_VALUE))
                .min(BigDecimal.valueOf(Long.MAX_VALUE))
                .longValueExact();
    }

    private static BigInteger big(final long value) {
        return BigInteger.valueOf(value);
    }

    private static BigInteger big(final Int128 value) {
        final BigInteger low = big(value.low());
        return big(value.high()).shiftLeft(64).add(low.signum() < 0 ? low.add(TWO_64) : low);
    }
}
