package io.evenkeel.core.adoption;

import java.util.Arrays;

/**
 * Instruments whose price or funding moved since a timer last found that there is nothing to do for them, so that a
 * timer looks at no others. At first it is all of them: after a restart nothing is known. Owned by Risk; no state, as
 * one more makes no difference; no allocation after construction.
 */
public final class MovedInstruments {
    /** No instrument. */
    public static final int NONE = -1;

    private final long[] words;

    /** Makes a set of all instruments that there can be. */
    public MovedInstruments(final int maxInstruments) {
        words = new long[(maxInstruments + Long.SIZE - 1) / Long.SIZE];
        Arrays.fill(words, -1);
    }

    /** Takes note that an instrument moved. */
    public void add(final int instrument) {
        words[instrument / Long.SIZE] |= 1L << instrument;
    }

    /** Takes note that there is nothing to do for an instrument until it moves. */
    public void remove(final int instrument) {
        words[instrument / Long.SIZE] &= ~(1L << instrument);
    }

    /** {@return the lowest moved instrument at or above {@code from} and below {@code end}, or {@link #NONE}} */
    public int next(final int from, final int end) {
        for (int word = from / Long.SIZE; word * Long.SIZE < end; word++) {
            final long above = word == from / Long.SIZE ? words[word] & -1L << from : words[word];
            if (above != 0) {
                final int instrument = word * Long.SIZE + Long.numberOfTrailingZeros(above);
                return instrument < end ? instrument : NONE;
            }
        }
        return NONE;
    }
}
