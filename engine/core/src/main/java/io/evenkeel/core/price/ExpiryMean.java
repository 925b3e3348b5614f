package io.evenkeel.core.price;

import io.evenkeel.core.arithmetic.Int128;
import io.evenkeel.core.store.Mixing;

/**
 * The price at which a dated future settles: the time-weighted mean of its index over the last 30 minutes before
 * expiry (SPEC 5), in an exact sum of price times milliseconds. An index holds until the next one that can be trusted:
 * what few sources say meanwhile does not count. Nor does time before there was any. Owned by Price; no allocation.
 */
final class ExpiryMean {
    /** Length of the window that ends at expiry. */
    static final long WINDOW_MS = 1_800_000;

    private final long expiryMs;
    private final Int128 sum = new Int128();
    private long countedMs;
    private long countedToMs;
    private long held;

    ExpiryMean(final long expiryMs) {
        this.expiryMs = expiryMs;
    }

    /** {@return whether the future has expired; the moment itself is after expiry} */
    boolean hasExpired(final long nowMs) {
        return nowMs >= expiryMs;
    }

    /** Counts an index, trusted or not, up to now, or to expiry; comes before each change of it. 0 is no index. */
    void count(final long index, final boolean isTrusted, final long nowMs) {
        held = isTrusted ? index : held;
        final long fromMs = Math.max(countedToMs, expiryMs - WINDOW_MS);
        final long toMs = Math.min(nowMs, expiryMs);
        if (toMs > fromMs) {
            countedToMs = toMs;
            if (held != 0) {
                sum.addProduct(held, toMs - fromMs);
                countedMs += toMs - fromMs;
            }
        }
    }

    /** {@return the mean so far, rounded down; 0 where no index held in the window} */
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

    /** {@return the last index that could be trusted; 0 for none} */
    long held() {
        return held;
    }

    /** Goes on where a snapshot says. {@return whether that can be} */
    boolean restore(
            final long sumHigh, final long sumLow, final long counted, final long countedTo, final long heldIndex) {
        held = heldIndex;
        sum.set(sumHigh, sumLow);
        countedMs = counted;
        countedToMs = countedTo;
        return sum.sign() == (counted == 0 ? 0 : 1)
                && counted >= 0 && counted <= WINDOW_MS
                && heldIndex >= 0
                && countedTo >= 0 && countedTo <= expiryMs;
    }

    long stateHash() {
        long hash = Mixing.chain(sum.high(), sum.low());
        hash = Mixing.chain(hash, countedMs);
        hash = Mixing.chain(hash, countedToMs);
        return Mixing.chain(hash, held);
    }
}
