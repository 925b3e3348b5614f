package io.evenkeel.core.price;

import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.arithmetic.Int128;

/**
 * The mark of a perpetual (SPEC 4): while its venue's book is fresh the median of
 *
 * <ol>
 * <li>index·(1 + rate·time to funding/interval), with the rate of the interval that ended last,
 * <li>index + {@link Basis},
 * <li>the median of best bid, best ask and last trade; their mean where nothing was traded,
 * </ol>
 *
 * <p>clamped to index·(1 ± {@code markBand}). Without a book that is fresh and has both sides, and for dated futures,
 * the index. Leaf; no allocation.
 */
final class MarkFormula {
    private MarkFormula() {
    }

    /** {@return whether a book has a part in the mark} */
    static boolean isBooked(final Market market, final PriceTerms terms, final long nowMs) {
        final TopOfBook book = market.book();
        return market.isPerpetual() && book.bid() > 0 && book.ask() > 0 && terms.isFresh(book.timeMs(), nowMs);
    }

    /** {@return the mark, mantissa, at least 1} */
    static long mark(final long index, final Market market, final PriceTerms terms, final long nowMs) {
        if (index == 0 || !isBooked(market, terms, nowMs)) {
            return index;
        }
        final long median = median(
                index + fundingToCome(index, market.funding(), nowMs),
                index + market.basis().mantissas(),
                ofBook(market.book()));
        final long band = terms.markBandPpm() == 0
                ? Bounds.MAX_PRICE
                : Int128.mulDivFloor(index, terms.markBandPpm(), Bounds.PPM);
        return Math.max(1, clamp(median, index - band, index + band));
    }

    private static long fundingToCome(final long index, final FundingClock funding, final long nowMs) {
        return funding.intervalMs() == 0
                ? 0
                : Int128.mulDivTruncate(
                        index,
                        funding.lastRatePpb() * Math.max(0, funding.endMs() - nowMs),
                        funding.intervalMs() * FundingClock.LARGEST_PPB);
    }

    private static long ofBook(final TopOfBook book) {
        return book.last() == 0 ? (book.bid() + book.ask()) / 2 : median(book.bid(), book.ask(), book.last());
    }

    private static long median(final long a, final long b, final long c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }

    private static long clamp(final long value, final long least, final long most) {
        return Math.max(least, Math.min(most, value));
    }
}
