package io.evenkeel.tools.crash;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A market of a book. Prices and quantities have as many decimals as money has, together, so that a notional of one
 * price step and one lot is one unit of money.
 *
 * @param symbol        its name.
 * @param priceDecimals decimals of a price; negative where a tick is ten or more.
 * @param startPrice    where the path begins, mantissa.
 */
record BookMarket(String symbol, int priceDecimals, long startPrice) {
    /** Beyond it, open interest of a large book would not fit the core's bounds. */
    private static final int USUAL_DIGITS = 6;

    private static final long LARGEST_PRICE = 1L << 31;

    /**
     * {@return a market on the finest grid of prices that leaves enough decimals to quantities}
     *
     * @param entryDecimals    decimals that recorded entry prices need.
     * @param quantityDecimals decimals that recorded quantities need.
     * @throws IllegalArgumentException if money has too few decimals for both, or the price is too large or too small.
     */
    static BookMarket of(
            final String symbol, final BigDecimal startPrice, final int entryDecimals, final int quantityDecimals) {
        final int magnitude = startPrice.precision() - startPrice.scale() - 1;
        final int wanted = Math.min(Money.DECIMALS - quantityDecimals, USUAL_DIGITS - magnitude);
        final int decimals = Math.max(wanted, entryDecimals);
        if (decimals + quantityDecimals > Money.DECIMALS) {
            throw new IllegalArgumentException(symbol + ": prices with " + entryDecimals + " decimals and sizes with "
                    + quantityDecimals + " are finer together than the " + Money.DECIMALS + " of money");
        }
        final BigDecimal mantissa = startPrice.movePointRight(decimals).setScale(0, RoundingMode.HALF_EVEN);
        if (mantissa.signum() <= 0 || mantissa.compareTo(BigDecimal.valueOf(LARGEST_PRICE)) >= 0) {
            throw new IllegalArgumentException(symbol + ": a price of " + startPrice.toPlainString() + " with "
                    + decimals + " decimals is beyond what the lab can list");
        }
        return new BookMarket(symbol, decimals, mantissa.longValueExact());
    }

    int quantityDecimals() {
        return Money.DECIMALS - priceDecimals;
    }

    /** {@return a price as a mantissa, rounded to the nearest tick, at least one} */
    long mantissa(final BigDecimal price) {
        return Math.max(
                1, price.movePointRight(priceDecimals).setScale(0, RoundingMode.HALF_EVEN).longValueExact());
    }

    /** {@return the price that is so many times the first one, mantissa} */
    long moved(final double ratio) {
        return Math.max(1, Math.round(startPrice * ratio));
    }

    BigDecimal price(final long mantissa) {
        return BigDecimal.valueOf(mantissa, priceDecimals);
    }

    BigDecimal quantity(final long mantissa) {
        return BigDecimal.valueOf(mantissa, quantityDecimals());
    }

    /** {@return lots in a quantity, rounded down} */
    long lots(final BigDecimal quantity) {
        return quantity.movePointRight(quantityDecimals()).setScale(0, RoundingMode.FLOOR).longValueExact();
    }

    /** {@return notional of a quantity at a price, units of money} Exact. */
    static long notional(final long quantity, final long price) {
        return Math.multiplyExact(quantity, price);
    }
}
