package io.evenkeel.core.price;

import io.evenkeel.core.arithmetic.Int128;
import io.evenkeel.core.store.Mixing;

/**
 * The exponential mean of mid less index (SPEC 4): each sample has weight dt/(τ + dt), dt the time since the one
 * before; the first counts whole. Kept in 10^-3 mantissas, rounded toward zero. Owned by Price; no allocation.
 */
final class Basis {
    private static final long SCALE = 1_000;

    private long scaled;
    private long timeMs;

    /** Takes a sample. Prices are at most {@code Bounds.MAX_PRICE}. */
    void sample(final long bid, final long ask, final long index, final long emaMs, final long nowMs) {
        final long sample = (bid + ask) * (SCALE / 2) - index * SCALE;
        final long sinceMs = nowMs - timeMs;
        scaled = timeMs == 0
                ? sample
                : scaled + Int128.mulDivTruncate(sample - scaled, sinceMs, emaMs + sinceMs);
        timeMs = nowMs;
    }

    /** {@return the mean, mantissas, toward zero} */
    long mantissas() {
        return scaled / SCALE;
    }

    long scaled() {
        return scaled;
    }

    /** When the last sample was taken; 0 for never. */
    long timeMs() {
        return timeMs;
    }

    /** Goes on where a snapshot says. */
    void restore(final long mean, final long sampledMs) {
        scaled = mean;
        timeMs = sampledMs;
    }

    long stateHash() {
        return Mixing.chain(scaled, timeMs);
    }
}
