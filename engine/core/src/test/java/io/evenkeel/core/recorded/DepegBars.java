package io.evenkeel.core.recorded;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** One-minute bars of bitcoin in dollars and in USDC, and the price of USDC that the two imply. */
final class DepegBars {
    private static final int CLOSE = 4;
    private static final int VOLUME = 5;

    private DepegBars() {
    }

    /**
     * The closes of a minute.
     *
     * @param btcInUsd  cents.
     * @param btcInUsdc hundredths of a USDC.
     * @param usdc      millionths of a dollar.
     */
    record Minute(long btcInUsd, long btcInUsdc, long usdc) {
    }

    /** {@return the minutes from one day to another; where nobody traded, the last prices stand} */
    static List<Minute> read(final String fromDay, final String toDay) throws IOException {
        final List<String[]> inUsd = Recording.rows("binanceus_BTCUSD_1m_20230301_20230321.csv.xz");
        final List<String[]> inUsdc = Recording.rows("binanceus_BTCUSDC_1m_20230301_20230321.csv.xz");
        final List<Minute> minutes = new ArrayList<>();
        BigDecimal usd = null;
        BigDecimal usdc = null;
        for (int i = 0; i < inUsd.size(); i++) {
            if (!inUsd.get(i)[0].equals(inUsdc.get(i)[0])) {
                throw new IllegalStateException("the recordings differ at " + inUsd.get(i)[0]);
            }
            usd = traded(inUsd.get(i), usd);
            usdc = traded(inUsdc.get(i), usdc);
            if (inUsd.get(i)[0].compareTo(fromDay) >= 0 && inUsd.get(i)[0].compareTo(toDay) < 0) {
                minutes.add(new Minute(mantissa(usd, 2), mantissa(usdc, 2),
                        mantissa(usd.divide(usdc, 6, RoundingMode.HALF_EVEN), 6)));
            }
        }
        return minutes;
    }

    private static BigDecimal traded(final String[] bar, final BigDecimal last) {
        final boolean isTraded = new BigDecimal(bar[VOLUME]).signum() > 0;
        return isTraded || last == null ? new BigDecimal(bar[CLOSE]) : last;
    }

    private static long mantissa(final BigDecimal price, final int decimals) {
        return price.setScale(decimals, RoundingMode.HALF_EVEN).unscaledValue().longValueExact();
    }
}
