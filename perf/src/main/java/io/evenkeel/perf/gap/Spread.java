package io.evenkeel.perf.gap;

import java.util.Arrays;

/**
 * How times are spread.
 *
 * @param p50Ns     half take no longer.
 * @param p99Ns     99 of 100 take no longer.
 * @param longestNs the longest.
 */
public record Spread(long p50Ns, long p99Ns, long longestNs) {
    /** {@return the spread of times} */
    static Spread of(final long[] timesNs) {
        final long[] sorted = timesNs.clone();
        Arrays.sort(sorted);
        return new Spread(sorted[sorted.length / 2], sorted[sorted.length * 99 / 100], sorted[sorted.length - 1]);
    }

    /** {@return the spread of the medians, entry by entry, over runs of the same entries} */
    static Spread ofMedians(final long[][] runs) {
        final long[] medians = new long[runs[0].length];
        for (int entry = 0; entry < medians.length; entry++) {
            final long[] ofEntry = new long[runs.length];
            for (int run = 0; run < runs.length; run++) {
                ofEntry[run] = runs[run][entry];
            }
            medians[entry] = median(ofEntry);
        }
        return of(medians);
    }

    /** {@return the spread of all times of all runs} */
    static Spread ofAll(final long[][] runs) {
        return of(Arrays.stream(runs).flatMapToLong(Arrays::stream).toArray());
    }

    /** {@return the median of values, the upper one of two} */
    static long median(final long... values) {
        final long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
