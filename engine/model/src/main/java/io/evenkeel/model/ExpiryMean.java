package io.evenkeel.model;

import io.evenkeel.codecs.PriceState;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The price at which a dated future settles (SPEC 5): the time-weighted mean of its index over the last 30 minutes,
 * from all indexes that ever were and could be trusted: each holds until the next one of these. Time before the first
 * does not count; the mean is rounded down. A halted market may be halted for a deficit, while its sources agree:
 * whether an index counts is not known then.
 */
public final class ExpiryMean {
    private static final long WINDOW_MS = 1_800_000;

    private final long expiryMs;
    private final List<Index> indexes = new ArrayList<>();

    /** Makes a mean of no index. */
    public ExpiryMean(final long expiryMs) {
        this.expiryMs = expiryMs;
    }

    private record Index(long fromMs, long price, PriceState state) {
        /** {@return what holds, where something else held before; 0 for nothing} */
        long held(final long before, final boolean isHighest, final boolean countsAtFirst) {
            return switch (state) {
                case VALID, UNCERTAIN -> price;
                case HALTED -> before == 0
                        ? countsAtFirst ? price : 0
                        : price > before == isHighest ? price : before;
                default -> before;
            };
        }
    }

    /** {@return whether the future has expired; the moment itself is after expiry} */
    public boolean hasExpired(final long nowMs) {
        return nowMs >= expiryMs;
    }

    /** An index is so from a time on. */
    public void index(final long fromMs, final long index, final PriceState state) {
        indexes.add(new Index(fromMs, index, state));
    }

    /** {@return whether the mean may be this; what was said at expiry or later does not count} */
    public boolean mayBe(final long price) {
        return mayBe(price, false) || mayBe(price, true);
    }

    private boolean mayBe(final long price, final boolean countsAtFirst) {
        return price >= mean(false, countsAtFirst) && price <= mean(true, countsAtFirst);
    }

    /** The lowest, or highest; 0 for none. */
    private long mean(final boolean isHighest, final boolean countsAtFirst) {
        BigInteger sum = BigInteger.ZERO;
        long countedMs = 0;
        long held = 0;
        for (int i = 0; i < indexes.size(); i++) {
            held = indexes.get(i).held(held, isHighest, countsAtFirst);
            final long fromMs = Math.max(indexes.get(i).fromMs, expiryMs - WINDOW_MS);
            final long toMs = Math.min(i + 1 < indexes.size() ? indexes.get(i + 1).fromMs : expiryMs, expiryMs);
            if (toMs > fromMs && held != 0) {
                sum = sum.add(BigInteger.valueOf(held).multiply(BigInteger.valueOf(toMs - fromMs)));
                countedMs += toMs - fromMs;
            }
        }
        return countedMs == 0 ? 0 : sum.divide(BigInteger.valueOf(countedMs)).longValueExact();
    }
}
