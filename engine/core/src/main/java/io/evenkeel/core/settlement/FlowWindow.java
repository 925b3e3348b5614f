package io.evenkeel.core.settlement;

import io.evenkeel.core.store.Mixing;

/**
 * A limit on what goes out in a window, 0 for none, and how much went out in the current one. Windows are fixed: they
 * begin at the multiples of their length since 1970 UTC, in cluster time. What was counted stays counted, even if it
 * comes back.
 */
public final class FlowWindow {
    private long limit;
    private long windowMs;
    private long window;
    private long used;

    /** Makes one without a limit, in which nothing went out. */
    public FlowWindow() {
    }

    /** Takes another limit and length. A window of another length, or none before, begins with nothing counted. */
    public void set(final long newLimit, final long newWindowMs) {
        if (newWindowMs != windowMs || limit == 0) {
            restore(0, 0);
        }
        limit = newLimit;
        windowMs = newWindowMs;
    }

    /** {@return most that may go out in a window; 0 for no limit} */
    public long limit() {
        return limit;
    }

    /** {@return length of a window} */
    public long windowMs() {
        return windowMs;
    }

    /**
     * {@return what may still go out now; negative where the limit was lowered below what went out, and
     * {@link Long#MAX_VALUE} without a limit}
     */
    public long left(final long timeMs) {
        if (limit == 0) {
            return Long.MAX_VALUE;
        }
        return timeMs / windowMs == window ? limit - used : limit;
    }

    /** Counts what goes out now, where there is a limit; all that is counted is {@link Long#MAX_VALUE} at most. */
    public void use(final long amount, final long timeMs) {
        if (limit > 0) {
            final long now = timeMs / windowMs;
            used = now == window ? Math.min(used, Long.MAX_VALUE - amount) + amount : amount;
            window = now;
        }
    }

    /** Takes up what a snapshot says was counted. */
    public void restore(final long ofWindow, final long usedInIt) {
        window = ofWindow;
        used = usedInIt;
    }

    /** {@return number of the window counted last} */
    public long window() {
        return window;
    }

    /** {@return what went out in it} */
    public long used() {
        return used;
    }

    /** {@return canonical hash} */
    public long stateHash() {
        return Mixing.chain(window, used);
    }
}
