package io.evenkeel.core.snapshot;

import io.evenkeel.core.arithmetic.Bounds;

/**
 * Demands of a snapshot's records, made before anything of them is used: a record may be damaged, and what indexes
 * memory off-heap is not checked again. Allocates only where it refuses.
 */
public final class Soundness {
    private Soundness() {
    }

    /**
     * Refuses a record.
     *
     * @throws IllegalStateException with the reason, unless it is sound.
     */
    public static void require(final boolean isSound, final String otherwise) {
        if (!isSound) {
            throw new IllegalStateException(otherwise);
        }
    }

    /** {@return whether a number can be a rate, ppm} */
    public static boolean isRate(final int ppm) {
        return ppm >= 0 && ppm <= Bounds.PPM;
    }
}
