package io.evenkeel.tools.scenario;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * What was expected beside what was. Numbers are compared exactly: with a tolerance as rationals; without one the
 * actual value is rounded half-even to the decimals that the expectation is written with.
 */
final class Comparison {
    private static final String NOTHING = "null";

    private final BigDecimal tolerance;
    private final List<String> expected = new ArrayList<>();
    private final List<String> actual = new ArrayList<>();

    Comparison(final BigDecimal tolerance) {
        this.tolerance = tolerance;
    }

    /** {@return a comparison that differs in one statement} */
    static Comparison difference(final String expected, final String actual) {
        final Comparison comparison = new Comparison(null);
        comparison.differ(expected, actual);
        return comparison;
    }

    /** {@return a comparison that does not differ} */
    static Comparison same() {
        return new Comparison(null);
    }

    /** {@return whether anything differs} */
    boolean isDifferent() {
        return !expected.isEmpty();
    }

    /** {@return what was expected, where it differs} */
    String expected() {
        return String.join(", ", expected);
    }

    /** {@return what was, where it differs} */
    String actual() {
        return String.join(", ", actual);
    }

    /** Compares a number; null stands for absence on either side. */
    void number(final String name, final BigDecimal wanted, final BigDecimal was) {
        ratio(name, wanted, was == null ? null : was.unscaledValue(), was == null ? 0 : was.scale(), BigInteger.ONE);
    }

    /**
     * Compares a number that is a quotient: numerator·10^−scale / denominator.
     *
     * @param numerator   null stands for absence.
     * @param denominator not zero.
     */
    void ratio(
            final String name,
            final BigDecimal wanted,
            final BigInteger numerator,
            final int scale,
            final BigInteger denominator) {
        if (wanted == null || numerator == null) {
            if (wanted != null || numerator != null) {
                differ(name + ' ' + (wanted == null ? NOTHING : wanted.toPlainString()),
                        name + ' ' + text(numerator, scale, denominator));
            }
            return;
        }
        final BigDecimal dividend = new BigDecimal(numerator, scale);
        final BigDecimal divisor = new BigDecimal(denominator);
        final boolean isEqual;
        if (tolerance == null) {
            isEqual = dividend.divide(divisor, wanted.scale(), RoundingMode.HALF_EVEN).compareTo(wanted) == 0;
        } else {
            final BigDecimal distance = wanted.multiply(divisor).subtract(dividend).abs();
            isEqual = distance.compareTo(tolerance.multiply(divisor.abs())) <= 0;
        }
        if (!isEqual) {
            differ(name + ' ' + wanted.toPlainString(), name + ' ' + text(numerator, scale, denominator));
        }
    }

    /** Compares a word; null stands for absence. */
    void word(final String name, final Object wanted, final Object was) {
        if (!String.valueOf(wanted).equals(String.valueOf(was))) {
            differ(name + ' ' + wanted, name + ' ' + was);
        }
    }

    /** Notes a difference. */
    void differ(final String wanted, final String was) {
        expected.add(wanted);
        actual.add(was);
    }

    private static String text(final BigInteger numerator, final int scale, final BigInteger denominator) {
        if (numerator == null) {
            return NOTHING;
        }
        final BigDecimal dividend = new BigDecimal(numerator, scale);
        if (denominator.equals(BigInteger.ONE)) {
            return DecimalText.text(dividend);
        }
        return DecimalText.text(dividend.divide(new BigDecimal(denominator), 18, RoundingMode.HALF_EVEN));
    }
}
