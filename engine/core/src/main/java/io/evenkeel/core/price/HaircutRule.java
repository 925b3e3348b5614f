package io.evenkeel.core.price;

import io.evenkeel.core.arithmetic.Bounds;

/**
 * Which haircuts are admitted (SPEC 3): bounds rise and the last has no end; haircuts do not fall with size, since
 * health would not be monotone in every price; the numeraire has none. Reused; no allocation.
 */
final class HaircutRule {
    private long bound;
    private int haircutPpm;
    private int count;
    private boolean isSound;

    /** Begins with no tier. */
    void begin() {
        bound = 0;
        haircutPpm = 0;
        count = 0;
        isSound = true;
    }

    /** Looks at the next tier. */
    void add(final long upTo, final int ppm) {
        isSound &= upTo > bound && ppm >= haircutPpm && ppm <= Bounds.PPM;
        bound = upTo;
        haircutPpm = ppm;
        count++;
    }

    /** {@return whether the tiers seen are admitted} */
    boolean isSound(final boolean isNumeraire) {
        return isNumeraire ? count == 0 : isSound && bound == Long.MAX_VALUE;
    }

    /** {@return haircut of the last tier: the largest; 0 for none} */
    int largestPpm() {
        return haircutPpm;
    }
}
