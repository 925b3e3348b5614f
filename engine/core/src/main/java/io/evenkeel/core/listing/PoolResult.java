package io.evenkeel.core.listing;

import io.evenkeel.core.store.Mixing;

/**
 * What an insurance pool has made of the positions that it took in a market, since it held none that settles in the
 * same asset: if it has not got all that it lost, holders here bear no more than was lost here (SPEC 6, step 5).
 * Settlement asset units; owned by Risk; no allocation.
 */
public final class PoolResult {
    private long gain;
    private boolean wasLong;

    PoolResult() {
    }

    /** The pool gained by its position, or lost where it is negative. */
    public void add(final long amount) {
        gain = Math.addExact(gain, amount);
    }

    /** The pool closed its position. */
    public void close(final boolean isLong) {
        wasLong = isLong;
    }

    /** It holds nothing any more that settles in the same asset, and what it lost is borne. */
    public void forget() {
        gain = 0;
        wasLong = false;
    }

    /** {@return what it has gained; negative for a loss} */
    public long gain() {
        return gain;
    }

    /** {@return whether the position that it closed last was long} */
    public boolean wasLong() {
        return wasLong;
    }

    /** Goes on where a snapshot says. */
    public void restore(final long restoredGain, final boolean wasRestoredLong) {
        gain = restoredGain;
        wasLong = wasRestoredLong;
    }

    /** {@return canonical hash} */
    long stateHash() {
        return Mixing.chain(gain, wasLong ? 1 : 0);
    }
}
