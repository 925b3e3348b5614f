package io.evenkeel.core.oracle;

import java.util.Arrays;

/**
 * What the sources of a price last said, as this test remembers it: who of them is fresh, who of those was wrong, and
 * what honest ones say. The engine is not asked.
 */
final class Panel {
    private final long maxAgeMs;
    private final int minSources;
    private final long[] prices;
    private final long[] timesMs;
    private final boolean[] isWrong;

    Panel(final int sources, final int minSources, final long maxAgeMs) {
        this.maxAgeMs = maxAgeMs;
        this.minSources = minSources;
        prices = new long[sources];
        timesMs = new long[sources];
        isWrong = new boolean[sources];
    }

    int size() {
        return prices.length;
    }

    /** Remembers what was accepted from a source. */
    void say(final int source, final long price, final long sourceTimeMs, final boolean wrong) {
        prices[source] = price;
        timesMs[source] = sourceTimeMs;
        isWrong[source] = wrong;
    }

    private boolean isFresh(final int source, final long nowMs) {
        return prices[source] > 0 && nowMs - timesMs[source] <= maxAgeMs;
    }

    int fresh(final long nowMs) {
        int count = 0;
        for (int source = 0; source < size(); source++) {
            count += isFresh(source, nowMs) ? 1 : 0;
        }
        return count;
    }

    /** {@return whether those who are fresh and wrong are a minority of the fresh} */
    boolean isMinorityWrong(final long nowMs) {
        return !hasWrong(nowMs) || 2 * wrong(nowMs) < fresh(nowMs);
    }

    /** {@return whether somebody is fresh and wrong} */
    boolean hasWrong(final long nowMs) {
        return wrong(nowMs) > 0;
    }

    private int wrong(final long nowMs) {
        int wrong = 0;
        for (int source = 0; source < size(); source++) {
            wrong += isFresh(source, nowMs) && isWrong[source] ? 1 : 0;
        }
        return wrong;
    }

    /** {@return how many must be fresh for a price to allow liquidation: the quorum, and half of the configured} */
    int quorum() {
        return Math.max(minSources, (size() + 1) / 2);
    }

    /** {@return whether that many are fresh} */
    boolean isQuorate(final long nowMs) {
        return fresh(nowMs) >= quorum();
    }

    /** {@return the lowest price of an honest source that is fresh} */
    long lowestHonest(final long nowMs) {
        return honest(nowMs)[0];
    }

    /** {@return the highest price of an honest source that is fresh} */
    long highestHonest(final long nowMs) {
        final long[] honest = honest(nowMs);
        return honest[honest.length - 1];
    }

    /** {@return whether every honest source that is fresh is further than a jump from a price} */
    boolean isFarFrom(final long price, final long nowMs) {
        return price > 0 && isQuorate(nowMs) && wrong(nowMs) < fresh(nowMs)
                && (lowestHonest(nowMs) > price * 104 / 100 || highestHonest(nowMs) < price * 96 / 100);
    }

    private long[] honest(final long nowMs) {
        final long[] found = new long[size()];
        int count = 0;
        for (int source = 0; source < size(); source++) {
            if (isFresh(source, nowMs) && !isWrong[source]) {
                found[count++] = prices[source];
            }
        }
        final long[] honest = Arrays.copyOf(found, count);
        Arrays.sort(honest);
        return honest;
    }
}
