package io.evenkeel.model;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Funding rates of one perpetual, worked out from everything that was ever said about it (SPEC 5): samples of the
 * premium, and indexes. Where SPEC is silent: a sample is rounded toward zero to ppb and counts at most 100 %; it holds
 * until the next one but for no longer than a minute; time without a sample counts as 0.
 */
public final class FundingHistory {
    private static final long RATED_MS = 28_800_000;
    private static final long DAMPER_PPB = 500_000;
    private static final long SAMPLE_AGE_MS = 60_000;
    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);
    private static final Index NO_INDEX = new Index(0, 0, false);

    private final FundingTerms terms;
    private final long startMs;
    private final List<Sample> samples = new ArrayList<>();
    private final List<Index> indexes = new ArrayList<>();

    /**
     * Starts a history.
     *
     * @param terms   of its funding.
     * @param startMs when these terms took effect: what was before counts as 0.
     */
    public FundingHistory(final FundingTerms terms, final long startMs) {
        this.terms = terms;
        this.startMs = startMs;
    }

    private record Sample(long position, long timeMs, long impactBid, long impactAsk) {
    }

    private record Index(long position, long price, boolean allowsFunding) {
    }

    /** A book was sent at a log position. */
    public void book(final long position, final long timeMs, final long impactBid, final long impactAsk) {
        samples.add(new Sample(position, timeMs, impactBid, impactAsk));
    }

    /** An index was formed by the command at a log position, in a state that allows funding or does not. */
    public void index(final long position, final long price, final boolean allowsFunding) {
        indexes.add(new Index(position, price, allowsFunding));
    }

    /** {@return the index that was formed last; 0 for none} */
    public long index() {
        return last().price;
    }

    /** {@return whether the price that was formed last allows funding} */
    public boolean allowsFunding() {
        return last().allowsFunding;
    }

    private Index last() {
        return indexes.isEmpty() ? NO_INDEX : indexes.get(indexes.size() - 1);
    }

    /** The index that the commands before a position formed. */
    private long indexBefore(final long position) {
        for (int i = indexes.size() - 1; i >= 0; i--) {
            if (indexes.get(i).position < position) {
                return indexes.get(i).price;
            }
        }
        return 0;
    }

    /** {@return length of an interval} */
    public long intervalMs() {
        return terms.intervalMs();
    }

    /** {@return the rate of the interval that ends at a time, ppb} */
    public long ratePpb(final long endMs) {
        final BigInteger interval = BigInteger.valueOf(terms.intervalMs());
        final BigInteger premium = premiumTimesMs(Math.max(startMs, endMs - terms.intervalMs()), endMs);
        final BigInteger interest = BigInteger.valueOf(terms.interestPpb()).multiply(interval);
        final BigInteger drawn = clamp(interest.subtract(premium), BigInteger.valueOf(DAMPER_PPB).multiply(interval));
        return clamp(premium.add(drawn), BigInteger.valueOf(terms.capPpb()).multiply(interval))
                .divide(BigInteger.valueOf(RATED_MS)).longValueExact();
    }

    private BigInteger premiumTimesMs(final long fromMs, final long toMs) {
        BigInteger sum = BigInteger.ZERO;
        for (int i = samples.size() - 1; i >= 0; i--) {
            final Sample sample = samples.get(i);
            final long nextMs = i + 1 < samples.size() ? samples.get(i + 1).timeMs : Long.MAX_VALUE;
            if (nextMs <= fromMs) {
                break;
            }
            final long heldToMs = Math.min(Math.min(nextMs, toMs), sample.timeMs + SAMPLE_AGE_MS);
            final long heldMs = heldToMs - Math.max(fromMs, sample.timeMs);
            if (heldMs > 0) {
                sum = sum.add(premiumPpb(sample).multiply(BigInteger.valueOf(heldMs)));
            }
        }
        return sum;
    }

    private BigInteger premiumPpb(final Sample sample) {
        final long index = indexBefore(sample.position);
        if (index == 0) {
            return BigInteger.ZERO;
        }
        final long above = sample.impactBid == 0 ? 0 : Math.max(0, sample.impactBid - index);
        final long below = sample.impactAsk == 0 ? 0 : Math.max(0, index - sample.impactAsk);
        return clamp(BigInteger.valueOf(above - below).multiply(BILLION).divide(BigInteger.valueOf(index)), BILLION);
    }

    private static BigInteger clamp(final BigInteger value, final BigInteger bound) {
        return value.max(bound.negate()).min(bound);
    }
}
