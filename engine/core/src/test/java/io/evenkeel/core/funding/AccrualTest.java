package io.evenkeel.core.funding;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AccrualTest {
    private static final BigInteger SCALE = BigInteger.valueOf(Accrual.SCALE);
    private static final int ROUNDS = 200_000;

    private final Random random = new Random(Long.getLong("seed", 1));

    @Test
    void shouldChargeUpAndCreditDownWhenAPartOfAUnitIsOwed() {
        // 3 units for each mantissa, 0.5 mantissas of funding: 1.5 owed.
        assertThat(Accrual.charge(3, 500_000_000, 0)).isEqualTo(2);
        assertThat(Accrual.carryAfter(3, 500_000_000, 0, 2)).isEqualTo(500_000_000);
        // A short is owed 1.5 and is credited 1.
        assertThat(Accrual.charge(-3, 500_000_000, 0)).isEqualTo(-1);
        assertThat(Accrual.carryAfter(-3, 500_000_000, 0, -1)).isEqualTo(500_000_000);
        // Half a unit was charged too much before, so 1.5 more needs one unit.
        assertThat(Accrual.charge(3, 500_000_000, 500_000_000)).isEqualTo(1);
        assertThat(Accrual.carryAfter(3, 500_000_000, 500_000_000, 1)).isZero();
    }

    @Test
    void shouldEqualExactArithmeticWhenUnitsAndPricesAreAny() {
        for (int i = 0; i < ROUNDS; i++) {
            final long units = random.nextLong() >> (10 + random.nextInt(53));
            final long price = random.nextLong() >> (1 + random.nextInt(62));
            final long carry = random.nextInt((int) Accrual.SCALE);
            final BigInteger exact = BigInteger.valueOf(units).multiply(BigInteger.valueOf(price));
            if (exact.divide(SCALE).bitLength() < 60) {
                assertThat(Accrual.worth(units, price, carry))
                        .as("%d %d %d", units, price, carry)
                        .isEqualTo(floor(exact.add(BigInteger.valueOf(carry))));
                final long charge = Accrual.charge(units, price, carry);
                assertThat(-charge).isEqualTo(floor(BigInteger.valueOf(carry).subtract(exact)));
                assertThat(BigInteger.valueOf(Accrual.carryAfter(units, price, carry, charge)))
                        .isEqualTo(BigInteger.valueOf(carry)
                                .add(BigInteger.valueOf(charge).multiply(SCALE)).subtract(exact))
                        .isBetween(BigInteger.ZERO, SCALE.subtract(BigInteger.ONE));
            }
        }
    }

    @Test
    void shouldChargeTheSameInTheEndWhenTouchedOnceOrAtEachInterval() {
        for (int position = 0; position < 20; position++) {
            final long units = random.nextLong() >> 30;
            long moved = 0;
            long paid = 0;
            long carry = 0;
            for (int interval = 0; interval < 10_000; interval++) {
                final long step = random.nextLong() >> 34;
                final long charge = Accrual.charge(units, step, carry);
                carry = Accrual.carryAfter(units, step, carry, charge);
                paid += charge;
                moved += step;
            }

            assertThat(Accrual.charge(units, moved, 0)).isEqualTo(paid);
            assertThat(Accrual.carryAfter(units, moved, 0, paid)).isEqualTo(carry);
        }
    }

    @Test
    void shouldRoundUpWhenAPriceIsMadeWhole() {
        assertThat(Accrual.wholeCeil(1)).isEqualTo(1);
        assertThat(Accrual.wholeCeil(Accrual.SCALE)).isEqualTo(1);
        assertThat(Accrual.wholeCeil(-1)).isZero();
        assertThat(Accrual.wholeCeil(-Accrual.SCALE)).isEqualTo(-1);
    }

    private static long floor(final BigInteger numerator) {
        final BigInteger[] parts = numerator.divideAndRemainder(SCALE);
        return (parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0]).longValueExact();
    }
}
