package io.evenkeel.core.listing;

import io.evenkeel.core.store.Mixing;

/**
 * For how long, in all, nothing could be sold in a market, because its price, or that of the asset it settles in, did
 * not allow liquidation: so long the clocks of its auctions have stood still (SPEC 6); or nothing of an asset, because
 * of its own price. Whoever looks at an auction late misses none of it. Cluster time; owned by Risk; no allocation.
 */
public final class SalePause {
    private static final long NONE = -1;

    private long endedMs;
    private long sinceMs = NONE;

    SalePause() {
    }

    /** Something can be sold from a time on, or cannot. */
    void turn(final boolean isSellable, final long timeMs) {
        if (!isSellable && sinceMs == NONE) {
            sinceMs = timeMs;
        } else if (isSellable && sinceMs != NONE) {
            endedMs = until(timeMs);
            sinceMs = NONE;
        }
    }

    /** {@return how long it has been, until a time that is not before the last turn} */
    public long until(final long timeMs) {
        return endedMs + (sinceMs == NONE ? 0 : timeMs - sinceMs);
    }

    /** {@return how long pauses that are over have been} */
    public long endedMs() {
        return endedMs;
    }

    /** {@return when the present pause began; -1 for none} */
    public long sinceMs() {
        return sinceMs;
    }

    /** Goes on where a snapshot says. */
    public void restore(final long restoredEndedMs, final long restoredSinceMs) {
        endedMs = restoredEndedMs;
        sinceMs = restoredSinceMs;
    }

    /** {@return canonical hash} */
    long stateHash() {
        return Mixing.chain(endedMs, sinceMs);
    }
}
