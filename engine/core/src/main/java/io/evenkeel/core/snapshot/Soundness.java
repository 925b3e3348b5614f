package io.evenkeel.core.snapshot;

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
}
