package io.evenkeel.core.listing;

import io.evenkeel.codecs.AddInstrumentDecoder;
import io.evenkeel.codecs.SetMarginTermsDecoder;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.arithmetic.Int128;

/**
 * Marginal margin tiers of an instrument: each portion of notional asks for the rate of its tier (SPEC 3; the same as
 * rate·N − deduction at Binance and Bybit).
 */
public final class MarginTiers {
    private final long[] upTo;
    private final int[] imPpm;
    private final int[] mmPpm;
    private final long oiLower;
    private final long oiUpper;

    private MarginTiers(final int count, final long oiLower, final long oiUpper) {
        upTo = new long[count];
        imPpm = new int[count];
        mmPpm = new int[count];
        this.oiLower = oiLower;
        this.oiUpper = oiUpper;
    }

    /** {@return the tiers of a validated listing}; allocates. */
    public static MarginTiers of(final AddInstrumentDecoder message) {
        final AddInstrumentDecoder.TiersDecoder group = message.tiers();
        final MarginTiers tiers = new MarginTiers(group.count(), message.oiLower(), message.oiUpper());
        for (int i = 0; i < tiers.upTo.length; i++) {
            group.next();
            tiers.set(i, group.upTo(), group.imPpm(), group.mmPpm());
        }
        return tiers;
    }

    /** {@return the tiers of a validated change}; allocates. */
    public static MarginTiers of(final SetMarginTermsDecoder message) {
        final SetMarginTermsDecoder.TiersDecoder group = message.tiers();
        final MarginTiers tiers = new MarginTiers(group.count(), message.oiLower(), message.oiUpper());
        for (int i = 0; i < tiers.upTo.length; i++) {
            group.next();
            tiers.set(i, group.upTo(), group.imPpm(), group.mmPpm());
        }
        return tiers;
    }

    private void set(final int tier, final long bound, final int initialPpm, final int maintenancePpm) {
        upTo[tier] = bound;
        imPpm[tier] = initialPpm;
        mmPpm[tier] = maintenancePpm;
    }

    /** {@return number of tiers} */
    public int count() {
        return upTo.length;
    }

    /** {@return lower notional of a tier} */
    public long lowerBound(final int tier) {
        return tier == 0 ? 0 : upTo[tier - 1];
    }

    /** {@return maintenance rate of a tier, ppm} */
    public int maintenancePpm(final int tier) {
        return mmPpm[tier];
    }

    /** {@return the tier in which the last unit of a notional lies} */
    public int tierOf(final long notional) {
        int tier = 0;
        while (notional > upTo[tier]) {
            tier++;
        }
        return tier;
    }

    /** Adds the maintenance requirement, in settlement units × ppm, of a notional that is not negative. Exact. */
    public void addMaintenance(final long notional, final Int128 sum) {
        addRequirement(mmPpm, notional, sum);
    }

    /**
     * Adds the initial requirement, in settlement units × ppm, of a notional that is not negative.
     *
     * <p>Open interest raises every rate: IM + (1 − IM)·excess/range, floored to ppm (dYdX v4).
     *
     * @param notional   notional in settlement units.
     * @param instrument whose open interest counts.
     * @param minimumPpm least rate, from the leverage that the owner chose.
     * @param sum        what to add to.
     */
    public void addInitial(
            final long notional, final Instrument instrument, final long minimumPpm, final Int128 sum) {
        final long range = Math.max(1, oiUpper - oiLower);
        final long excess = Math.max(0, Math.min(oiUpper - oiLower, instrument.openInterestNotional() - oiLower));
        long from = 0;
        for (int i = 0; notional > from; i++) {
            final long to = Math.min(notional, upTo[i]);
            final long scaled = imPpm[i] + Int128.mulDivFloor(Bounds.PPM - imPpm[i], excess, range);
            sum.addProduct(to - from, Math.max(scaled, minimumPpm));
            from = to;
        }
    }

    /**
     * {@return whether these tiers ask nobody for more than others do, at any notional and any open interest}
     *
     * <p>Requirements are linear between the bounds of tiers, so they are compared at every bound of either and, beyond
     * the last, by rate.
     */
    public boolean isNowhereAbove(final MarginTiers others) {
        if (oiUpper != 0 && (others.oiUpper == 0 || oiLower < others.oiLower || oiUpper < others.oiUpper)) {
            return false;
        }
        return isNowhereAbove(mmPpm, others, others.mmPpm) && isNowhereAbove(imPpm, others, others.imPpm);
    }

    private boolean isNowhereAbove(final int[] rates, final MarginTiers others, final int[] otherRates) {
        final Int128 own = new Int128();
        final Int128 other = new Int128();
        for (int i = 0; i < upTo.length - 1; i++) {
            if (!isAtMost(rates, others, otherRates, upTo[i], own, other)) {
                return false;
            }
        }
        for (int i = 0; i < others.upTo.length - 1; i++) {
            if (!isAtMost(rates, others, otherRates, others.upTo[i], own, other)) {
                return false;
            }
        }
        return rates[0] <= otherRates[0]
                && rates[rates.length - 1] <= otherRates[otherRates.length - 1];
    }

    private boolean isAtMost(
            final int[] rates,
            final MarginTiers others,
            final int[] otherRates,
            final long notional,
            final Int128 own,
            final Int128 other) {
        addRequirement(rates, notional, own.set(0));
        others.addRequirement(otherRates, notional, other.set(0));
        return own.comparedTo(other) <= 0;
    }

    private void addRequirement(final int[] rates, final long notional, final Int128 sum) {
        long from = 0;
        for (int i = 0; notional > from; i++) {
            final long to = Math.min(notional, upTo[i]);
            sum.addProduct(to - from, rates[i]);
            from = to;
        }
    }
}
