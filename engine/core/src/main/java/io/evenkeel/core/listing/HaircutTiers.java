package io.evenkeel.core.listing;

import io.evenkeel.codecs.AddAssetDecoder;
import io.evenkeel.codecs.SetCollateralTermsDecoder;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.arithmetic.Int128;

/** Marginal haircuts of an asset: each portion of a balance counts at one minus the haircut of its tier (SPEC 3). */
public final class HaircutTiers {
    private final long[] upTo;
    private final int[] retainedPpm;

    private HaircutTiers(final int count) {
        upTo = new long[Math.max(1, count)];
        retainedPpm = new int[upTo.length];
        upTo[0] = Long.MAX_VALUE;
        retainedPpm[0] = (int) Bounds.PPM;
    }

    /** {@return the tiers of a validated listing}; allocates. */
    static HaircutTiers of(final AddAssetDecoder.HaircutsDecoder group) {
        final HaircutTiers tiers = new HaircutTiers(group.count());
        for (int i = 0; group.hasNext(); i++) {
            group.next();
            tiers.set(i, group.upTo(), group.haircutPpm());
        }
        return tiers;
    }

    /** {@return the tiers of a validated change}; allocates. */
    static HaircutTiers of(final SetCollateralTermsDecoder.HaircutsDecoder group) {
        final HaircutTiers tiers = new HaircutTiers(group.count());
        for (int i = 0; group.hasNext(); i++) {
            group.next();
            tiers.set(i, group.upTo(), group.haircutPpm());
        }
        return tiers;
    }

    private void set(final int tier, final long bound, final int haircutPpm) {
        upTo[tier] = bound;
        retainedPpm[tier] = (int) Bounds.PPM - haircutPpm;
    }

    /** {@return the largest haircut, ppm} */
    public int largestHaircutPpm() {
        return (int) Bounds.PPM - retainedPpm[retainedPpm.length - 1];
    }

    /** {@return haircut of the first tier, ppm: the lowest, since haircuts do not fall with size} */
    public int lowestHaircutPpm() {
        return (int) Bounds.PPM - retainedPpm[0];
    }

    /** Adds Σ portion·(1 − haircut), in amount units × ppm, of an amount that is not negative. Exact. */
    public void addValue(final long amount, final Int128 sum) {
        long from = 0;
        for (int i = 0; amount > from; i++) {
            final long to = Math.min(amount, upTo[i]);
            sum.addProduct(to - from, retainedPpm[i]);
            from = to;
        }
    }

    /** {@return whether every balance is worth at least as much as by other tiers} */
    boolean isNowhereBelow(final HaircutTiers others) {
        for (final long bound : upTo) {
            if (!isAtLeast(others, bound)) {
                return false;
            }
        }
        for (final long bound : others.upTo) {
            if (!isAtLeast(others, bound)) {
                return false;
            }
        }
        return true;
    }

    private boolean isAtLeast(final HaircutTiers others, final long amount) {
        final Int128 own = new Int128();
        final Int128 other = new Int128();
        addValue(amount, own);
        others.addValue(amount, other);
        return own.comparedTo(other) >= 0;
    }
}
