package io.evenkeel.tools.replay;

import io.evenkeel.codecs.PriceState;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * The index, mark and state that section 4 of the specification makes of the three sources of one instrument, worked
 * out here from the recording alone, without the core. Sources never age here, and there is no book: mark is index.
 */
final class ExpectedPrice {
    /** Fewest fresh sources of a price that is not thin. */
    static final int MIN_SOURCES = 2;

    private static final BigInteger BAND_PPM = BigInteger.valueOf(5_000);
    private static final BigInteger PPM = BigInteger.valueOf(1_000_000);

    private final Map<QuoteSource, Long> said = new EnumMap<>(QuoteSource.class);
    private Announcement last = new Announcement(0, 0, PriceState.NONE, 0);

    /**
     * What the cluster must say of a price.
     *
     * @param index        index, mantissa.
     * @param mark         mark, mantissa.
     * @param state        how far it can be trusted.
     * @param freshSources sources behind it.
     */
    record Announcement(long index, long mark, PriceState state, int freshSources) {
    }

    /** Takes what a source says. {@return what the cluster must announce; null if nothing about the price changes} */
    Announcement submit(final QuoteSource source, final long price) {
        said.put(source, price);
        final Announcement next = announcement();
        if (next.equals(last)) {
            return null;
        }
        last = next;
        return next;
    }

    private Announcement announcement() {
        final long[] rising = said.values().stream().mapToLong(Long::longValue).sorted().toArray();
        final long median = median(rising);
        final long band = band(rising.length == 2 ? rising[1] : median);
        final boolean isAgreed = rising.length == 2
                ? rising[1] - rising[0] <= band
                : Arrays.stream(rising).allMatch(price -> Math.abs(price - median) <= band);
        final long index = switch (rising.length) {
            case 1 -> rising[0];
            case 2 -> isAgreed ? median : Math.max(rising[0], Math.min(rising[1], last.index()));
            default -> weightedMean(median, band);
        };
        final boolean isThin = rising.length < MIN_SOURCES || 2 * rising.length < QuoteSource.values().length;
        final PriceState agreed = isAgreed ? PriceState.VALID : PriceState.UNCERTAIN;
        final long mark = isThin && last.mark() != 0 ? last.mark() : index;
        return new Announcement(index, mark, isThin ? PriceState.THIN : agreed, rising.length);
    }

    private static long median(final long[] rising) {
        final int middle = rising.length / 2;
        return rising.length % 2 == 1 ? rising[middle] : (rising[middle - 1] + rising[middle]) / 2;
    }

    /** Each source clamped to the band around the median; their weighted mean, rounded down. */
    private long weightedMean(final long median, final long band) {
        BigInteger sum = BigInteger.ZERO;
        long weights = 0;
        for (final Map.Entry<QuoteSource, Long> entry : said.entrySet()) {
            final long clamped = Math.max(median - band, Math.min(median + band, entry.getValue()));
            final int weight = entry.getKey().weight();
            sum = sum.add(BigInteger.valueOf(clamped).multiply(BigInteger.valueOf(weight)));
            weights += weight;
        }
        return sum.divide(BigInteger.valueOf(weights)).longValueExact();
    }

    private static long band(final long price) {
        return BigInteger.valueOf(price).multiply(BAND_PPM).divide(PPM).longValueExact();
    }
}
