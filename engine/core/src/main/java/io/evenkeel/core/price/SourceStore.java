package io.evenkeel.core.price;

import io.evenkeel.core.store.Mixing;

/**
 * What each configured source last said of each price. Bounded by listings times sources, not by users. Owned by
 * Price; no allocation after construction.
 */
final class SourceStore {
    static final int NONE = -1;

    private final int sourcesPerPrice;
    private final int[] counts;
    private final int[] ids;
    private final int[] participants;
    private final int[] weights;
    private final long[] sequences;
    private final long[] prices;
    private final long[] confidences;
    private final long[] timesMs;
    private final long[] outliers;

    SourceStore(final int prices, final int sourcesPerPrice) {
        this.sourcesPerPrice = sourcesPerPrice;
        final int size = prices * sourcesPerPrice;
        counts = new int[prices];
        ids = new int[size];
        participants = new int[size];
        weights = new int[size];
        sequences = new long[size];
        this.prices = new long[size];
        confidences = new long[size];
        timesMs = new long[size];
        outliers = new long[size];
    }

    int count(final int price) {
        return counts[price];
    }

    boolean isFull(final int price) {
        return counts[price] == sourcesPerPrice;
    }

    /** Record of the n-th source of a price. */
    int record(final int price, final int n) {
        return price * sourcesPerPrice + n;
    }

    int find(final int price, final int source) {
        for (int n = 0; n < counts[price]; n++) {
            if (ids[record(price, n)] == source) {
                return record(price, n);
            }
        }
        return NONE;
    }

    int add(final int price, final int source, final int participant, final int weight) {
        final int record = record(price, counts[price]++);
        configure(record, source, participant, weight);
        submit(record, 0, 0, 0, 0);
        outliers[record] = 0;
        return record;
    }

    private void configure(final int record, final int source, final int participant, final int weight) {
        ids[record] = source;
        participants[record] = participant;
        weights[record] = weight;
    }

    void submit(final int record, final long sequence, final long price, final long confidence, final long timeMs) {
        sequences[record] = sequence;
        prices[record] = price;
        confidences[record] = confidence;
        timesMs[record] = timeMs;
    }

    /** Takes a source of a price out; later ones move up. */
    void remove(final int price, final int source) {
        counts[price]--;
        for (int record = source; record < record(price, counts[price]); record++) {
            configure(record, ids[record + 1], participants[record + 1], weights[record + 1]);
            submit(record, sequences[record + 1], prices[record + 1], confidences[record + 1], timesMs[record + 1]);
            outliers[record] = outliers[record + 1];
        }
    }

    /** Place of a source among those of its price. */
    int place(final int price, final int source) {
        return source - record(price, 0);
    }

    int id(final int record) {
        return ids[record];
    }

    int participant(final int record) {
        return participants[record];
    }

    int weight(final int record) {
        return weights[record];
    }

    long sequence(final int record) {
        return sequences[record];
    }

    /** Price last submitted, mantissa; 0 before the first. */
    long price(final int record) {
        return prices[record];
    }

    long confidence(final int record) {
        return confidences[record];
    }

    long timeMs(final int record) {
        return timesMs[record];
    }

    /** How often it spoke beyond the band of the median. */
    long outliers(final int record) {
        return outliers[record];
    }

    void outliers(final int record, final long count) {
        outliers[record] = count;
    }

    long stateHash(final int price) {
        long sum = 0;
        for (int n = 0; n < counts[price]; n++) {
            final int record = record(price, n);
            long hash = Mixing.chain(price, ids[record]);
            hash = Mixing.chain(hash, participants[record]);
            hash = Mixing.chain(hash, weights[record]);
            hash = Mixing.chain(hash, sequences[record]);
            hash = Mixing.chain(hash, prices[record]);
            hash = Mixing.chain(hash, confidences[record]);
            hash = Mixing.chain(hash, outliers[record]);
            sum += Mixing.chain(hash, timesMs[record]);
        }
        return sum;
    }
}
