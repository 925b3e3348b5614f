package io.evenkeel.core.listing;

import io.evenkeel.codecs.AddInstrumentDecoder;
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

    /** Copies the tiers of a validated command; allocates. */
    public MarginTiers(final AddInstrumentDecoder.TiersDecoder tiers) {
        final int count = tiers.count();
        upTo = new long[count];
        imPpm = new int[count];
        mmPpm = new int[count];
        for (int i = 0; i < count; i++) {
            tiers.next();
            upTo[i] = tiers.upTo();
            imPpm[i] = tiers.imPpm();
            mmPpm[i] = tiers.mmPpm();
        }
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
        long from = 0;
        for (int i = 0; notional > from; i++) {
            final long to = Math.min(notional, upTo[i]);
            sum.addProduct(to - from, mmPpm[i]);
            from = to;
        }
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
        final long excess = instrument.openInterestExcess();
        final long range = Math.max(1, instrument.openInterestRange());
        long from = 0;
        for (int i = 0; notional > from; i++) {
            final long to = Math.min(notional, upTo[i]);
            final long scaled = imPpm[i] + Int128.mulDivFloor(Bounds.PPM - imPpm[i], excess, range);
            sum.addProduct(to - from, Math.max(scaled, minimumPpm));
            from = to;
        }
    }
}
