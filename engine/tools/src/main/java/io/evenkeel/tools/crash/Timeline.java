package io.evenkeel.tools.crash;

import java.util.ArrayList;
import java.util.List;

/** What went on in the course of the run: a sample whenever something is another than it was. */
final class Timeline {
    private final List<Sample> samples = new ArrayList<>();

    /**
     * How things stood.
     *
     * @param timeMs       from the beginning of the path.
     * @param mark         of the first market, mantissa.
     * @param open         liquidations that are open, without the pool's own.
     * @param insurance    what the insurance fund has, units of money.
     * @param unpaid       what is missing and not paid by anybody yet, units of money, not negative.
     */
    record Sample(long timeMs, long mark, int open, long insurance, long unpaid) {
        private boolean isLike(final Sample other) {
            return mark == other.mark && open == other.open && insurance == other.insurance && unpaid == other.unpaid;
        }
    }

    void add(final Sample sample) {
        if (samples.isEmpty() || !samples.get(samples.size() - 1).isLike(sample)) {
            samples.add(sample);
        }
    }

    /** {@return all samples, in order} */
    List<Sample> samples() {
        return samples;
    }

    /** {@return the most that were open at once} */
    int mostOpen() {
        return samples.stream().mapToInt(Sample::open).max().orElse(0);
    }

    /** {@return the least that insurance had} */
    long leastInsurance() {
        return samples.stream().mapToLong(Sample::insurance).min().orElse(0);
    }
}
