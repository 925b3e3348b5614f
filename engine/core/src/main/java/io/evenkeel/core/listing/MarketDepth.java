package io.evenkeel.core.listing;

import io.evenkeel.core.store.Mixing;

/**
 * How much is on offer in an instrument's market, as its venue said last. A fact about the market that no account is
 * judged by, so it holds at once and waits for no task. Written by Risk's thread alone; no allocation.
 */
public final class MarketDepth {
    private long notional;
    private long saidMs;
    private long maxAgeMs;

    /** Makes a depth that nobody has said yet. */
    MarketDepth(final long maxAgeMs) {
        this.maxAgeMs = maxAgeMs;
    }

    /** Takes what a venue says at a time, settlement asset units, not negative. */
    public void take(final long said, final long atMs) {
        notional = said;
        saidMs = atMs;
    }

    /** Sets the age beyond which it is not fresh; 0 for off. */
    public void maxAgeMs(final long most) {
        maxAgeMs = most;
    }

    /** {@return depth, settlement asset units; 0 where none was said that is fresh at a time} */
    public long at(final long nowMs) {
        return maxAgeMs == 0 || nowMs - saidMs <= maxAgeMs ? notional : 0;
    }

    long stateHash() {
        return Mixing.chain(Mixing.chain(notional, saidMs), maxAgeMs);
    }
}
