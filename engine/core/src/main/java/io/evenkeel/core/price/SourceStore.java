package io.evenkeel.core.price;

import io.evenkeel.codecs.RejectCode;
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
    private final long[] late;
    private final long[] refused;
    private final boolean[] isUnsaid;

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
        late = new long[size];
        refused = new long[size];
        isUnsaid = new boolean[size];
    }

    /** Records there is room for, those of all prices. */
    int capacity() {
        return ids.length;
    }

    /** Price that a record is of. */
    int priceOf(final int record) {
        return record / sourcesPerPrice;
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
        count(record, 0, 0, 0, false);
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

    /** Sets what is counted of a source, and whether that is still to be said. */
    void count(
            final int record, final long ofOutliers, final long ofLate, final long ofRefused, final boolean unsaid) {
        outliers[record] = ofOutliers;
        late[record] = ofLate;
        refused[record] = ofRefused;
        isUnsaid[record] = unsaid;
    }

    /** Counts a price beyond the band. */
    void countOutlier(final int record) {
        outliers[record]++;
        isUnsaid[record] = true;
    }

    /** Counts a submission that was refused. */
    void countRefusal(final int record, final RejectCode code) {
        if (code == RejectCode.STALE_PRICE) {
            late[record]++;
        } else {
            refused[record]++;
        }
        isUnsaid[record] = true;
    }

    /** Takes a source of a price out; later ones move up. */
    void remove(final int price, final int source) {
        counts[price]--;
        for (int record = source; record < record(price, counts[price]); record++) {
            configure(record, ids[record + 1], participants[record + 1], weights[record + 1]);
            submit(record, sequences[record + 1], prices[record + 1], confidences[record + 1], timesMs[record + 1]);
            count(record, outliers[record + 1], late[record + 1], refused[record + 1], isUnsaid[record + 1]);
        }
        isUnsaid[record(price, counts[price])] = false;
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

    /** How often what it said was older than allowed, or came after what it said later. */
    long late(final int record) {
        return late[record];
    }

    /** How often it was refused for anything else about the price or its time. */
    long refused(final int record) {
        return refused[record];
    }

    /** Whether a count has changed since they were last said. */
    boolean isUnsaid(final int record) {
        return isUnsaid[record];
    }

    /** Takes note that the counts of a source were said. */
    void said(final int record) {
        isUnsaid[record] = false;
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
            hash = Mixing.chain(hash, late[record]);
            hash = Mixing.chain(hash, refused[record]);
            hash = Mixing.chain(hash, isUnsaid[record] ? 1 : 0);
            sum += Mixing.chain(hash, timesMs[record]);
        }
        return sum;
    }
}
