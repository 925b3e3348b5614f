package io.evenkeel.core.price;

import io.evenkeel.core.arithmetic.Int128;
import io.evenkeel.core.store.Mixing;

/**
 * The price at which a dated future settles: the time-weighted mean of its index over the last 30 minutes before
 * expiry (SPEC 5), in an exact sum of price times milliseconds. The index holds until it changes, also where it has
 * gone stale. Time before there was any index does not count. Owned by Price; no allocation.
 */
final class ExpiryMean {
    /** Length of the window that ends at expiry. */
    static final long WINDOW_MS = 1_800_000;

    private final long expiryMs;
    private final Int128 sum = new Int128();
    private long countedMs;
    private long countedToMs;

    ExpiryMean(final long expiryMs) {
        this.expiryMs = expiryMs;
    }

    /** {@return whether the future has expired; the moment itself is after expiry} */
    boolean hasExpired(final long nowMs) {
        return nowMs >= expiryMs;
    }

    /** Counts an index up to now, or to expiry; comes before each change of it. 0 is no index. */
    void count(final long index, final long nowMs) {
        final long fromMs = Math.max(countedToMs, expiryMs - WINDOW_MS);
        final long toMs = Math.min(nowMs, expiryMs);
        if (toMs > fromMs) {
            countedToMs = toMs;
            if (index != 0) {
                sum.addProduct(index, toMs - fromMs);
                countedMs += toMs - fromMs;
            }
        }
    }

    /** {@return the mean so far, rounded down; 0 where there was no index in the window} */
    long price() {
        return countedMs == 0 ? 0 : sum.divideFloor(countedMs);
    }

    Int128 sum() {
        return sum;
    }

    long countedMs() {
        return countedMs;
    }

    long countedToMs() {
        return countedToMs;
    }

    /** Goes on where a snapshot says. {@return whether that can be} */
    boolean restore(final long sumHigh, final long sumLow, final long counted, final long countedTo) {
        sum.set(sumHigh, sumLow);
        countedMs = counted;
        countedToMs = countedTo;
        return sum.sign() == (counted == 0 ? 0 : 1)
                && counted >= 0 && counted <= WINDOW_MS
                && countedTo >= 0 && countedTo <= expiryMs;
    }

    long stateHash() {
        long hash = Mixing.chain(sum.high(), sum.low());
        hash = Mixing.chain(hash, countedMs);
        return Mixing.chain(hash, countedToMs);
    }
}
