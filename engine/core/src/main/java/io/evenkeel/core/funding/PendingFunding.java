package io.evenkeel.core.funding;

import io.evenkeel.core.store.Mixing;

/**
 * What intervals that ended owe and that has not taken effect: that of the interval just ended, or of several where it
 * was put off. Owned by Risk; no allocation.
 */
public final class PendingFunding {
    private long step;
    private long ratePpb;
    private long index;
    private long intervalEndMs;
    private boolean isThere;

    PendingFunding() {
    }

    /**
     * Takes up what an interval owes; it takes effect together with what was put off before.
     *
     * @param rate  rate of the interval, ppb.
     * @param price index it applies to.
     * @param endMs end of the interval.
     */
    public void add(final long rate, final long price, final long endMs) {
        restore(step + rate * price, ratePpb + rate, price, endMs);
    }

    /** Goes on where a snapshot says. */
    public void restore(final long sum, final long rates, final long price, final long endMs) {
        step = sum;
        ratePpb = rates;
        index = price;
        intervalEndMs = endMs;
        isThere = true;
    }

    void clear() {
        step = 0;
        ratePpb = 0;
        index = 0;
        intervalEndMs = 0;
        isThere = false;
    }

    /** {@return whether anything is there} */
    public boolean isThere() {
        return isThere;
    }

    /** {@return by how much the indexes will move, 10^-9 mantissas of price} */
    public long step() {
        return step;
    }

    /** {@return sum of the rates, ppb} */
    public long ratePpb() {
        return ratePpb;
    }

    /** {@return index that the last rate applies to, mantissa} */
    public long index() {
        return index;
    }

    /** {@return end of the last interval, milliseconds UTC} */
    public long intervalEndMs() {
        return intervalEndMs;
    }

    long stateHash() {
        final long hash = Mixing.chain(Mixing.chain(step, ratePpb), index);
        return Mixing.chain(Mixing.chain(hash, intervalEndMs), isThere ? 1 : 0);
    }
}
