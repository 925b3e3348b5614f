package io.evenkeel.tools.scenario;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Decimal strings and the fixed-point numbers they stand for. Exact, or refused: nothing here rounds. */
public final class DecimalText {
    /** Exponent of rates: parts per million. */
    public static final int PPM_EXPONENT = -6;

    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");

    private DecimalText() {
    }

    /**
     * {@return the decimal that a string such as {@code -12.50} stands for, with the decimals written}
     *
     * @throws IllegalArgumentException if it is not one; exponents, signs other than a leading minus and superfluous
     *                                  zeros in front are not.
     */
    public static BigDecimal parse(final String text) {
        if (!DECIMAL.matcher(text).matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not a decimal number");
        }
        return new BigDecimal(text);
    }

    /**
     * {@return the mantissa of a decimal in units of 10^exponent}
     *
     * @throws IllegalArgumentException if the decimal has finer digits than the exponent, or is too large for 64 bits.
     */
    public static long mantissa(final BigDecimal value, final int exponent) {
        try {
            return value.scaleByPowerOfTen(-exponent).longValueExact();
        } catch (final ArithmeticException e) {
            final boolean isTooFine = value.stripTrailingZeros().scale() > -exponent;
            throw new IllegalArgumentException(
                    value.toPlainString() + (isTooFine ? " has more decimals than 10^" : " does not fit 64 bits of 10^")
                            + exponent + (isTooFine ? " holds" : ""),
                    e);
        }
    }

    /** {@return the decimal that a mantissa in units of 10^exponent stands for} */
    public static BigDecimal decimal(final long mantissa, final int exponent) {
        return BigDecimal.valueOf(mantissa, -exponent);
    }

    /** {@return a mantissa as a person writes it, without zeros at the end} */
    public static String text(final long mantissa, final int exponent) {
        return text(decimal(mantissa, exponent));
    }

    /** {@return a decimal as a person writes it, without zeros at the end} */
    public static String text(final BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
