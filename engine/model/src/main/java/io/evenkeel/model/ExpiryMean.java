package io.evenkeel.model;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The price at which a dated future settles (SPEC 5): the time-weighted mean of its index over the last 30 minutes,
 * from all indexes that ever were. Time before the first does not count; the mean is rounded down.
 */
public final class ExpiryMean {
    private static final long WINDOW_MS = 1_800_000;

    private final long expiryMs;
    private final List<long[]> indexes = new ArrayList<>();

    /** Makes a mean of no index. */
    public ExpiryMean(final long expiryMs) {
        this.expiryMs = expiryMs;
    }

    /** {@return whether the future has expired; the moment itself is after expiry} */
    public boolean hasExpired(final long nowMs) {
        return nowMs >= expiryMs;
    }

    /** An index holds from a time on. */
    public void index(final long fromMs, final long index) {
        indexes.add(new long[] {fromMs, index});
    }

    /** {@return the mean; what was said at expiry or later does not count} */
    public long price() {
        BigInteger sum = BigInteger.ZERO;
        long countedMs = 0;
        for (int i = 0; i < indexes.size(); i++) {
            final long fromMs = Math.max(indexes.get(i)[0], expiryMs - WINDOW_MS);
            final long toMs = Math.min(i + 1 < indexes.size() ? indexes.get(i + 1)[0] : expiryMs, expiryMs);
            if (toMs > fromMs) {
                sum = sum.add(BigInteger.valueOf(indexes.get(i)[1]).multiply(BigInteger.valueOf(toMs - fromMs)));
                countedMs += toMs - fromMs;
            }
        }
        return sum.divide(BigInteger.valueOf(countedMs)).longValueExact();
    }
}
