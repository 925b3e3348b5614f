package io.evenkeel.core.price;

import io.evenkeel.codecs.PriceState;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.arithmetic.Int128;

/**
 * The index of a price from its fresh sources, and how far it can be trusted (SPEC 4). One thread; no allocation.
 *
 * <p>Three or more fresh: the median, each source clamped to it within the band, weighted mean. Two that agree
 * within the band: their mean. Two that disagree: the median of both and the last index. One: that one. None: the
 * last. Means are rounded down.
 */
final class IndexFormula {
    private final SourceStore sources;
    private final long[] fresh;
    private final int[] freshRecords;
    private final Int128 offset = new Int128();
    private PriceTerms terms;
    private int freshCount;
    private boolean isConfident;
    private long index;
    private boolean isAgreed;

    IndexFormula(final SourceStore sources, final int sourcesPerPrice) {
        this.sources = sources;
        fresh = new long[sourcesPerPrice];
        freshRecords = new int[sourcesPerPrice];
    }

    /** Forms the index of a price at a time. */
    void form(final int price, final PriceBook book, final long timeMs) {
        terms = book.terms();
        gatherFresh(price, timeMs);
        isAgreed = freshCount < 2 || isWithinBand();
        index = switch (freshCount) {
            case 0 -> book.index();
            case 1 -> fresh[0];
            case 2 -> ofTwo(book.index());
            default -> ofMany();
        };
    }

    /** Two agree when they are no further apart than the band; more, when none lies beyond the band of their median. */
    private boolean isWithinBand() {
        final long lowest = fresh[0];
        final long highest = fresh[freshCount - 1];
        if (freshCount == 2) {
            return highest - lowest <= bandOf(highest);
        }
        final long median = median();
        return median - lowest <= bandOf(median) && highest - median <= bandOf(median);
    }

    private long median() {
        final int middle = freshCount / 2;
        return freshCount % 2 == 1 ? fresh[middle] : (fresh[middle - 1] + fresh[middle]) / 2;
    }

    long index() {
        return index;
    }

    int freshCount() {
        return freshCount;
    }

    /** The i-th lowest price of a fresh source. */
    long fresh(final int i) {
        return fresh[i];
    }

    /** Whether a price of a source lies beyond the band of the median of three or more. */
    boolean isOutlier(final long price) {
        return freshCount > 2 && Math.abs(price - median()) > bandOf(median());
    }

    /** State of a price that is not halted. */
    PriceState state(final int price, final PriceBook book) {
        if (freshCount == 0) {
            return book.index() == 0 ? PriceState.NONE : PriceState.STALE;
        }
        if (freshCount < terms.minSources() || 2 * freshCount < sources.count(price)) {
            return PriceState.THIN;
        }
        return isAgreed && isConfident ? PriceState.VALID : PriceState.UNCERTAIN;
    }

    /** Collects prices of fresh sources in rising order: an insertion sort over at most sixteen. */
    private void gatherFresh(final int price, final long timeMs) {
        freshCount = 0;
        isConfident = true;
        for (int n = 0; n < sources.count(price); n++) {
            final int record = sources.record(price, n);
            if (sources.price(record) > 0 && terms.isFresh(sources.timeMs(record), timeMs)) {
                insert(record);
                isConfident &= sources.confidence(record) <= bandOf(sources.price(record));
            }
        }
    }

    private void insert(final int record) {
        final long value = sources.price(record);
        int place = freshCount++;
        while (place > 0 && fresh[place - 1] > value) {
            fresh[place] = fresh[place - 1];
            freshRecords[place] = freshRecords[place - 1];
            place--;
        }
        fresh[place] = value;
        freshRecords[place] = record;
    }

    private long ofTwo(final long lastIndex) {
        if (isAgreed || lastIndex == 0) {
            return (fresh[0] + fresh[1]) / 2;
        }
        return Math.max(fresh[0], Math.min(fresh[1], lastIndex));
    }

    private long ofMany() {
        final long median = median();
        final long band = bandOf(median);
        long weights = 0;
        offset.set(0);
        for (int i = 0; i < freshCount; i++) {
            final int weight = sources.weight(freshRecords[i]);
            offset.addProduct(weight, Math.max(-band, Math.min(band, fresh[i] - median)));
            weights += weight;
        }
        return median + offset.divideFloor(weights);
    }

    private long bandOf(final long price) {
        return Int128.mulDivFloor(price, terms.bandPpm(), Bounds.PPM);
    }
}
