package io.evenkeel.model;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;

/**
 * Marginal tiers: a rate applies to the part of a size that lies in its tier (SPEC 3).
 *
 * @param steps tiers from the lowest, the last without an upper end.
 */
public record Tiers(List<Step> steps) {
    /** Upper end of a tier without one. */
    public static final long NO_END = Long.MAX_VALUE;

    /** A million: rates are in parts of it. */
    public static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

    /**
     * One tier.
     *
     * @param upTo    upper end, asset units.
     * @param ratePpm rate of the part in this tier.
     */
    public record Step(long upTo, long ratePpm) {
    }

    /** {@return Σ rate·portion, in millionths of an asset unit} */
    public BigInteger weigh(final BigInteger size) {
        BigInteger sum = BigInteger.ZERO;
        BigInteger from = BigInteger.ZERO;
        for (final Step step : steps) {
            final BigInteger end = step.upTo == NO_END ? size : size.min(BigInteger.valueOf(step.upTo));
            if (end.compareTo(from) > 0) {
                sum = sum.add(end.subtract(from).multiply(BigInteger.valueOf(step.ratePpm)));
                from = end;
            }
        }
        return sum;
    }

    /** {@return whether no size weighs more by these tiers than by others: both are linear between all their ends} */
    public boolean isNowhereAbove(final Tiers others) {
        return Stream.concat(steps.stream(), others.steps.stream())
                        .map(Step::upTo)
                        .filter(end -> end != NO_END)
                        .map(BigInteger::valueOf)
                        .allMatch(end -> weigh(end).compareTo(others.weigh(end)) <= 0)
                && lowestTierRatePpm() <= others.lowestTierRatePpm()
                && steps.get(steps.size() - 1).ratePpm <= others.steps.get(others.steps.size() - 1).ratePpm;
    }

    /** {@return which tier the last unit of a size lies in, from 0} */
    public int tierOf(final BigInteger size) {
        int tier = 0;
        while (steps.get(tier).upTo != NO_END && size.compareTo(BigInteger.valueOf(steps.get(tier).upTo)) > 0) {
            tier++;
        }
        return tier;
    }

    /** {@return the largest rate of all tiers} */
    public long largestRatePpm() {
        return steps.stream().mapToLong(Step::ratePpm).max().orElseThrow();
    }

    /** {@return the rate of the lowest tier} */
    public long lowestTierRatePpm() {
        return steps.get(0).ratePpm;
    }
}
