package io.evenkeel.core.recorded;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.OffsetDateTime;
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
     * @param btcInUsd       cents.
     * @param btcInUsdc      hundredths of a USDC.
     * @param usdc           millionths of a dollar.
     * @param isTradedInUsd  whether anybody traded in dollars.
     * @param isTradedInUsdc whether anybody traded in USDC.
     */
    record Minute(long btcInUsd, long btcInUsdc, long usdc, boolean isTradedInUsd, boolean isTradedInUsdc) {
    }

    /**
     * {@return the minutes from one day to another} No minute is missing from the recordings, but in many nobody
     * traded: there the last traded price stands, and nothing is interpolated.
     *
     * @throws IllegalStateException if a minute is missing, or the two recordings are not of the same minutes.
     */
    static List<Minute> read(final String fromDay, final String toDay) throws IOException {
        final List<String[]> inUsd = Recording.rows("binanceus_BTCUSD_1m_20230301_20230321.csv.xz");
        final List<String[]> inUsdc = Recording.rows("binanceus_BTCUSDC_1m_20230301_20230321.csv.xz");
        final List<Minute> minutes = new ArrayList<>();
        BigDecimal usd = null;
        BigDecimal usdc = null;
        OffsetDateTime minute = OffsetDateTime.parse(ofIso(inUsd.get(0)));
        for (int i = 0; i < inUsd.size(); i++) {
            if (!ofIso(inUsd.get(i)).equals(ofIso(inUsdc.get(i)))
                    || !OffsetDateTime.parse(ofIso(inUsd.get(i))).equals(minute)) {
                throw new IllegalStateException("the recordings do not go on with " + minute);
            }
            minute = minute.plusMinutes(1);
            usd = traded(inUsd.get(i), usd);
            usdc = traded(inUsdc.get(i), usdc);
            if (inUsd.get(i)[0].compareTo(fromDay) >= 0 && inUsd.get(i)[0].compareTo(toDay) < 0) {
                minutes.add(new Minute(mantissa(usd, 2), mantissa(usdc, 2),
                        mantissa(usd.divide(usdc, 6, RoundingMode.HALF_EVEN), 6), isTraded(inUsd.get(i)),
                        isTraded(inUsdc.get(i))));
            }
        }
        return minutes;
    }

    private static BigDecimal traded(final String[] bar, final BigDecimal last) {
        return isTraded(bar) || last == null ? new BigDecimal(bar[CLOSE]) : last;
    }

    private static boolean isTraded(final String[] bar) {
        return new BigDecimal(bar[VOLUME]).signum() > 0;
    }

    private static String ofIso(final String[] bar) {
        return bar[0].replace(' ', 'T');
    }

    private static long mantissa(final BigDecimal price, final int decimals) {
        return price.setScale(decimals, RoundingMode.HALF_EVEN).unscaledValue().longValueExact();
    }
}
