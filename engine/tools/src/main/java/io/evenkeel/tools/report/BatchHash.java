package io.evenkeel.tools.report;

/**
 * The arithmetic of the hashes that batch records form a chain by, as PROTOCOL.md gives it to any auditor: written a
 * second time, so that the cluster's own is not believed. Words have 64 bits, and wrap.
 */
final class BatchHash {
    private static final long FACTOR = 31;
    private static final long ADDEND = 0x9E3779B97F4A7C15L;
    private static final long FIRST_MIXER = 0xFF51AFD7ED558CCDL;
    private static final long SECOND_MIXER = 0xC4CEB9FE1A85EC53L;
    private static final int SHIFT = 33;

    private BatchHash() {
    }

    /** {@return a hash continued with words, one after the other} */
    static long chain(final long hash, final long... words) {
        long chained = hash;
        for (final long word : words) {
            chained = mix((FACTOR * chained + ADDEND) ^ word);
        }
        return chained;
    }

    private static long mix(final long word) {
        final long first = (word ^ word >>> SHIFT) * FIRST_MIXER;
        final long second = (first ^ first >>> SHIFT) * SECOND_MIXER;
        return second ^ second >>> SHIFT;
    }
}
