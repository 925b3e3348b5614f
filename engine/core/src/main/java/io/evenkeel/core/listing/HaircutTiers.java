package io.evenkeel.core.listing;

import io.evenkeel.codecs.AddAssetDecoder;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.arithmetic.Int128;

/** Marginal haircuts of an asset: each portion of a balance counts at one minus the haircut of its tier (SPEC 3). */
public final class HaircutTiers {
    private final long[] upTo;
    private final int[] retainedPpm;

    /** Copies the tiers of a validated command; allocates. */
    public HaircutTiers(final AddAssetDecoder.HaircutsDecoder haircuts) {
        final int count = haircuts.count();
        upTo = new long[Math.max(1, count)];
        retainedPpm = new int[upTo.length];
        upTo[0] = Long.MAX_VALUE;
        retainedPpm[0] = (int) Bounds.PPM;
        for (int i = 0; i < count; i++) {
            haircuts.next();
            upTo[i] = haircuts.upTo();
            retainedPpm[i] = (int) Bounds.PPM - haircuts.haircutPpm();
        }
    }

    /** {@return the largest haircut, ppm} */
    public int largestHaircutPpm() {
        return (int) Bounds.PPM - retainedPpm[retainedPpm.length - 1];
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
}
