package io.evenkeel.perf.market;

import java.util.SplittableRandom;

/**
 * The listed instruments of the benchmarks: {@value #INSTRUMENTS} perpetuals in one numeraire, with opening prices,
 * margin rates and popularity. Popularity falls as 1/rank, so that about three in four accounts hold the first.
 *
 * <p>Amounts are in 10^-6, prices in 10^-4 and quantities in 10^-2, so that a notional is quantity times price.
 */
public final class Market {
    /** Number of instruments. */
    public static final int INSTRUMENTS = 64;

    /** Exponent of the numeraire. */
    public static final byte ASSET_EXPONENT = -6;
    /** Exponent of every price. */
    public static final byte PRICE_EXPONENT = -4;
    /** Exponent of every quantity. */
    public static final byte QUANTITY_EXPONENT = -2;
    /** Haircut of every asset but the numeraire. */
    public static final int HAIRCUT_PPM = 50_000;
    /** Upper notionals of the margin tiers; rates double from one to the next. */
    private static final long[] TIER_NOTIONALS = {50_000_000_000L, 250_000_000_000L, Long.MAX_VALUE};

    private static final long LOWEST_PRICE = 500_000;
    private static final long HIGHEST_PRICE = 5_000_000;
    private static final int[] LOWEST_MM_PPM = {12_500, 20_000, 25_000, 25_000, 50_000, 50_000, 50_000, 50_000};
    private static final long PPM = 1_000_000;
    private static final int DRAWS = 1 << 14;

    private final long[] openingPrices = new long[INSTRUMENTS];
    private final byte[] draws = new byte[DRAWS];

    /** Makes the market of a seed. */
    public Market(final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        double total = 0;
        for (int instrument = 0; instrument < INSTRUMENTS; instrument++) {
            openingPrices[instrument] = random.nextLong(LOWEST_PRICE, HIGHEST_PRICE);
            total += 1.0 / (instrument + 1);
        }
        double sum = 0;
        int from = 0;
        for (int instrument = 0; instrument < INSTRUMENTS; instrument++) {
            sum += 1.0 / (instrument + 1);
            final int to = (int) Math.round(DRAWS * sum / total);
            for (int i = from; i < to; i++) {
                draws[i] = (byte) instrument;
            }
            from = to;
        }
    }

    /** {@return an instrument, drawn by popularity} */
    public int drawByPopularity(final SplittableRandom random) {
        return draws[random.nextInt(DRAWS)];
    }

    /** {@return price at which every position was opened, mantissa} */
    public long openingPrice(final int instrument) {
        return openingPrices[instrument];
    }

    /** {@return number of margin tiers of every instrument} */
    public static int tiers() {
        return TIER_NOTIONALS.length;
    }

    /** {@return upper notional of a tier, numeraire units} */
    public static long tierNotional(final int tier) {
        return TIER_NOTIONALS[tier];
    }

    /** {@return maintenance rate of a tier, ppm; the initial rate is twice that} */
    public static int maintenancePpm(final int instrument, final int tier) {
        return LOWEST_MM_PPM[instrument % LOWEST_MM_PPM.length] << tier;
    }

    /** {@return maintenance margin of a notional, numeraire units, rounded down} */
    public static long maintenance(final int instrument, final long notional) {
        long margin = 0;
        long from = 0;
        for (int tier = 0; notional > from; tier++) {
            final long to = Math.min(notional, TIER_NOTIONALS[tier]);
            margin += (to - from) / PPM * maintenancePpm(instrument, tier);
            from = to;
        }
        return margin;
    }
}
