package io.evenkeel.core.settlement;

import io.evenkeel.core.store.Mixing;

/**
 * How much went out in the current window of a limit. Windows are fixed: they begin at the multiples of their length
 * since 1970 UTC, in cluster time. What was counted stays counted, even if it comes back.
 */
public final class FlowWindow {
    private long window;
    private long used;

    /** Makes one in which nothing went out. */
    public FlowWindow() {
    }

    /** {@return what may still go out now; negative where the limit was lowered below what went out} */
    public long left(final long limit, final long windowMs, final long timeMs) {
        return timeMs / windowMs == window ? limit - used : limit;
    }

    /** Counts what goes out now. */
    public void use(final long amount, final long windowMs, final long timeMs) {
        final long now = timeMs / windowMs;
        used = now == window ? used + amount : amount;
        window = now;
    }

    /** Takes up what a snapshot says, or forgets what was counted. */
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
