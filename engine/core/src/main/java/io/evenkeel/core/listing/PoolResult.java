package io.evenkeel.core.listing;

import io.evenkeel.core.store.Mixing;

/**
 * What an insurance pool makes of the positions that it took in a market, and what of its losses it has not got: so
 * much holders here bear once it has closed its position (SPEC 6, step 5). Each loss is met by what the pool has at the
 * time; over the markets of a pool that settle in an asset, what is missing sums to what the pool lacks of it.
 * Settlement asset units; owned by Risk; no allocation.
 */
public final class PoolResult {
    private long gain;
    private long missing;
    private boolean wasLong;

    PoolResult() {
    }

    /** The pool gained by its position, or lost where it is negative. */
    public void add(final long amount) {
        gain += amount;
    }

    /** A trade of the pool's realised something, and perhaps closed its position. */
    public void book(final long realised, final long oldQuantity, final long newQuantity) {
        add(realised);
        if (newQuantity == 0) {
            wasLong = oldQuantity > 0;
        }
    }

    /** Takes up what was made: gains make up for what is missing here, losses are missing until the pool meets them. */
    public void turn() {
        missing = Math.max(0, missing - gain);
        gain = 0;
    }

    /** A part of what is missing is met. {@return how much of an amount that takes} */
    public long meet(final long amount) {
        final long met = Math.min(amount, missing);
        missing -= met;
        return met;
    }

    /** {@return what it has gained by this log entry, until {@link #turn}; negative for a loss} */
    public long gain() {
        return gain;
    }

    /** {@return what it has lost and has not got} */
    public long missing() {
        return missing;
    }

    /** {@return whether the position that it closed last was long} */
    public boolean wasLong() {
        return wasLong;
    }

    /** Goes on where a snapshot says. */
    public void restore(final long restoredMissing, final boolean wasRestoredLong) {
        missing = restoredMissing;
        wasLong = wasRestoredLong;
    }

    /** {@return canonical hash} */
    long stateHash() {
        return Mixing.chain(missing, wasLong ? 1 : 0);
    }
}
