package io.evenkeel.core.price;

import io.evenkeel.core.arithmetic.Bounds;

/**
 * Which margin tiers are admitted (SPEC 3): bounds rise and the last has no end; rates do not fall with size, and MM
 * does not exceed IM. Shown tier by tier, since the groups of two commands hold them. Reused; no allocation.
 */
final class MarginTierRule {
    private long bound;
    private int initialPpm;
    private int maintenancePpm;
    private boolean isSound;

    /** Begins with no tier. */
    void begin() {
        bound = 0;
        initialPpm = 0;
        maintenancePpm = 0;
        isSound = true;
    }

    /** Looks at the next tier. */
    void add(final long upTo, final int imPpm, final int mmPpm) {
        isSound &= upTo > bound
                && mmPpm >= maintenancePpm
                && imPpm >= Math.max(mmPpm, initialPpm)
                && imPpm <= Bounds.PPM;
        bound = upTo;
        initialPpm = imPpm;
        maintenancePpm = mmPpm;
    }

    /** {@return whether the tiers seen are admitted} */
    boolean isSound() {
        return isSound && bound == Long.MAX_VALUE;
    }

    /** {@return maintenance rate of the last tier: the largest} */
    int largestMaintenancePpm() {
        return maintenancePpm;
    }
}
