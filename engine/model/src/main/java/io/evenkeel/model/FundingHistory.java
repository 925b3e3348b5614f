package io.evenkeel.model;

import io.evenkeel.codecs.PriceState;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Funding rates of one perpetual, worked out from everything that was ever said about it (SPEC 5): samples of the
 * premium, and indexes. Where SPEC is silent: a sample is rounded toward zero to ppb and counts at most 100 %; it holds
 * until the next one but for no longer than a minute; time without a sample counts as 0, and so does one taken while
 * the price allows no funding. A halted market may be halted for a deficit, while its sources agree: whether a sample
 * counts is not known then.
 */
public final class FundingHistory {
    private static final long RATED_MS = 28_800_000;
    private static final long DAMPER_PPB = 500_000;
    private static final long SAMPLE_AGE_MS = 60_000;
    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);
    private static final Index NO_INDEX = new Index(0, 0, PriceState.NONE);

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

    private record Index(long position, long price, PriceState state) {
        boolean allowsFunding() {
            return state == PriceState.VALID || state == PriceState.UNCERTAIN;
        }
    }

    /** A book was sent at a log position. */
    public void book(final long position, final long timeMs, final long impactBid, final long impactAsk) {
        samples.add(new Sample(position, timeMs, impactBid, impactAsk));
    }

    /** An index was formed by the command at a log position. */
    public void index(final long position, final long price, final PriceState state) {
        indexes.add(new Index(position, price, state));
    }

    /** {@return the index that was formed last; 0 for none} */
    public long index() {
        return last().price;
    }

    /** {@return whether the price that was formed last allows funding} */
    public boolean allowsFunding() {
        return last().allowsFunding();
    }

    private Index last() {
        return indexes.isEmpty() ? NO_INDEX : indexes.get(indexes.size() - 1);
    }

    /** The index that the commands before a position formed. */
    private Index indexBefore(final long position) {
        for (int i = indexes.size() - 1; i >= 0; i--) {
            if (indexes.get(i).position < position) {
                return indexes.get(i);
            }
        }
        return NO_INDEX;
    }

    /** {@return length of an interval} */
    public long intervalMs() {
        return terms.intervalMs();
    }

    /** {@return the lowest, or highest, rate that the interval may have that ends at a time, ppb} */
    public long ratePpb(final long endMs, final boolean isHighest) {
        final BigInteger interval = BigInteger.valueOf(terms.intervalMs());
        final BigInteger premium = premiumTimesMs(Math.max(startMs, endMs - terms.intervalMs()), endMs, isHighest);
        final BigInteger interest = BigInteger.valueOf(terms.interestPpb()).multiply(interval);
        final BigInteger drawn = clamp(interest.subtract(premium), BigInteger.valueOf(DAMPER_PPB).multiply(interval));
        return clamp(premium.add(drawn), BigInteger.valueOf(terms.capPpb()).multiply(interval))
                .divide(BigInteger.valueOf(RATED_MS)).longValueExact();
    }

    private BigInteger premiumTimesMs(final long fromMs, final long toMs, final boolean isHighest) {
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
                sum = sum.add(premiumPpb(sample, isHighest).multiply(BigInteger.valueOf(heldMs)));
            }
        }
        return sum;
    }

    private BigInteger premiumPpb(final Sample sample, final boolean isHighest) {
        final Index before = indexBefore(sample.position);
        final BigInteger premium = before.price == 0 ? BigInteger.ZERO : premiumPpb(sample, before.price);
        if (before.allowsFunding()) {
            return premium;
        }
        return before.state == PriceState.HALTED && premium.signum() > 0 == isHighest ? premium : BigInteger.ZERO;
    }

    private static BigInteger premiumPpb(final Sample sample, final long index) {
        final long above = sample.impactBid == 0 ? 0 : Math.max(0, sample.impactBid - index);
        final long below = sample.impactAsk == 0 ? 0 : Math.max(0, index - sample.impactAsk);
        return clamp(BigInteger.valueOf(above - below).multiply(BILLION).divide(BigInteger.valueOf(index)), BILLION);
    }

    private static BigInteger clamp(final BigInteger value, final BigInteger bound) {
        return value.max(bound.negate()).min(bound);
    }
}
