package io.evenkeel.core.listing;

import io.evenkeel.codecs.AdlPolicy;
import io.evenkeel.core.arithmetic.Int128;

/**
 * How positions in an instrument are liquidated (SPEC 6). Immutable.
 *
 * <p>Largest discount and penalty of an order grow with what is to be sold over the depth of its market: from what is
 * configured, for an order that is small for it, evenly to their caps, for one as large as it is deep or larger. They
 * are found when an order begins, and stay, as does the time in which its discount grows. Those in use are at most a
 * half and a quarter of the lowest tier's maintenance rate, whatever it has become since, so that closing always helps.
 */
public final class LiquidationTerms {
    private final LiquidationFigures figures;
    private final AdlPolicy adl;
    private final long lowestMmPpm;

    /**
     * Makes terms of figures that are sound.
     *
     * @param figures     what a governor said.
     * @param adl         how counterparties of a deleveraging are picked.
     * @param lowestMmPpm maintenance rate of the lowest tier.
     */
    public LiquidationTerms(final LiquidationFigures figures, final AdlPolicy adl, final long lowestMmPpm) {
        this.figures = figures;
        this.adl = adl;
        this.lowestMmPpm = lowestMmPpm;
    }

    /** {@return the same terms with discount and penalty held to another lowest maintenance rate}; allocates. */
    LiquidationTerms within(final int otherLowestMmPpm) {
        return new LiquidationTerms(figures, adl, otherLowestMmPpm);
    }

    /** {@return terms of other figures, of the same policy, held to the same lowest maintenance rate}; allocates. */
    LiquidationTerms with(final LiquidationFigures others) {
        return new LiquidationTerms(others, adl, lowestMmPpm);
    }

    /** {@return what a governor said} */
    public LiquidationFigures figures() {
        return figures;
    }

    /** {@return time in which the discount of an order that begins reaches its largest} */
    public int auctionMs() {
        return figures.auctionMs();
    }

    /**
     * {@return largest discount of an order that begins, ppm, rounded down}
     *
     * @param notional of the whole position at mark, settlement asset units, not negative.
     * @param depth    of its market, settlement asset units; 0 where none is known, and then nothing grows.
     */
    public long maxDiscountPpm(final long notional, final long depth) {
        return grown(figures.maxDiscountPpm(), figures.discountCapPpm(), notional, depth);
    }

    /** {@return penalty of an order that begins, ppm, rounded down; as {@link #maxDiscountPpm}} */
    public long penaltyPpm(final long notional, final long depth) {
        return grown(figures.penaltyPpm(), figures.penaltyCapPpm(), notional, depth);
    }

    private static long grown(final long from, final long cap, final long notional, final long depth) {
        return depth == 0 ? from : from + Int128.mulDivFloor(cap - from, Math.min(notional, depth), depth);
    }

    /** {@return largest discount in use, ppm, of an order that began with one} */
    public long discountInUsePpm(final long maxDiscountPpm) {
        return Math.min(maxDiscountPpm, lowestMmPpm / 2);
    }

    /** {@return penalty in use, ppm of notional, of an order that began with one} */
    public long penaltyInUsePpm(final long penaltyPpm) {
        return Math.min(penaltyPpm, lowestMmPpm / 4);
    }

    /** {@return cured at equity of (1 + buffer)·MM, ppm} */
    public long bufferPpm() {
        return figures.bufferPpm();
    }

    /** {@return most that an event charges each unit of either side, ppm of mark} */
    public long socialCapPpm() {
        return figures.socialCapPpm();
    }

    /** {@return how counterparties of a deleveraging are picked} */
    public AdlPolicy adl() {
        return adl;
    }

    /** {@return a remainder below this notional is closed too} */
    public long minNotional() {
        return figures.minNotional();
    }
}
