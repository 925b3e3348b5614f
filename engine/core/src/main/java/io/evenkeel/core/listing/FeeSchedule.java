package io.evenkeel.core.listing;

import io.evenkeel.codecs.SetFeesDecoder;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.arithmetic.Int128;
import io.evenkeel.core.store.Mixing;

/**
 * Fees of a market by tier of account: what makers and takers pay of notional (SPEC 3). A charge rounds up, a rebate
 * down, to the unit of the settlement asset. No rebate exceeds what any taker pays, so that what a schedule makes of a
 * fill never takes from FEES. Immutable.
 */
public final class FeeSchedule {
    /** No fees. */
    public static final FeeSchedule NONE = new FeeSchedule(new int[] {0}, new int[] {0});

    private final int[] makerPpm;
    private final int[] takerPpm;

    /**
     * Takes the rates of each tier, from tier 0.
     *
     * @param makerPpm what makers pay, ppm; negative for a rebate.
     * @param takerPpm what takers pay, ppm.
     */
    public FeeSchedule(final int[] makerPpm, final int[] takerPpm) {
        this.makerPpm = makerPpm;
        this.takerPpm = takerPpm;
    }

    /** {@return the schedule of a command that {@link #isSound} found sound; allocates} */
    public static FeeSchedule of(final SetFeesDecoder.TiersDecoder tiers) {
        final int[] maker = new int[tiers.count()];
        final int[] taker = new int[maker.length];
        for (int tier = 0; tier < maker.length; tier++) {
            tiers.next();
            maker[tier] = tiers.makerPpm();
            taker[tier] = tiers.takerPpm();
        }
        return new FeeSchedule(maker, taker);
    }

    /** {@return whether rates are within ±1, there is at least one tier, and no rebate exceeds any taker's fee} */
    public static boolean isSound(final SetFeesDecoder.TiersDecoder tiers) {
        int leastMaker = (int) Bounds.PPM;
        int leastTaker = (int) Bounds.PPM;
        final boolean isEmpty = tiers.count() == 0;
        while (tiers.hasNext()) {
            tiers.next();
            if (tiers.makerPpm() > Bounds.PPM || tiers.takerPpm() > Bounds.PPM) {
                return false;
            }
            leastMaker = Math.min(leastMaker, tiers.makerPpm());
            leastTaker = Math.min(leastTaker, tiers.takerPpm());
        }
        return !isEmpty && leastTaker >= 0 && leastMaker >= -leastTaker;
    }

    /** {@return number of tiers, at least one} */
    public int tiers() {
        return makerPpm.length;
    }

    /** {@return what makers of a tier pay, ppm} */
    public int makerPpm(final int tier) {
        return makerPpm[Math.min(tier, makerPpm.length - 1)];
    }

    /** {@return what takers of a tier pay, ppm} */
    public int takerPpm(final int tier) {
        return takerPpm[Math.min(tier, takerPpm.length - 1)];
    }

    /** {@return hash of the rates} */
    long stateHash() {
        long hash = makerPpm.length;
        for (int tier = 0; tier < makerPpm.length; tier++) {
            hash = Mixing.chain(Mixing.chain(hash, makerPpm[tier]), takerPpm[tier]);
        }
        return hash;
    }

    /** {@return what an account pays of a notional, settlement units; negative for a rebate} */
    public long fee(final long notional, final int tier, final boolean isTaker) {
        return Int128.mulDivCeil(notional, isTaker ? takerPpm(tier) : makerPpm(tier), Bounds.PPM);
    }
}
