package io.evenkeel.core.listing;

import io.evenkeel.codecs.AddInstrumentDecoder;
import io.evenkeel.codecs.AdlPolicy;
import io.evenkeel.core.arithmetic.Int128;

/**
 * How positions in an instrument are liquidated (SPEC 6). Immutable.
 *
 * <p>Largest discount and penalty of an order grow with what is to be sold over the depth of its market: from what is
 * configured, for an order that is small for it, evenly to their caps, for one as large as it is deep or larger. They
 * are found when an order begins, and stay. Those in use are at most a half and a quarter of the lowest tier's
 * maintenance rate, whatever it has become since, so that closing always helps.
 */
public final class LiquidationTerms {
    private final int auctionMs;
    private final long smallOrderDiscountPpm;
    private final long smallOrderPenaltyPpm;
    private final long discountCapPpm;
    private final long penaltyCapPpm;
    private final long lowestMmPpm;
    private final long bufferPpm;
    private final long minNotional;
    private final AdlPolicy adl;

    /**
     * Copies a validated command.
     *
     * @param message     the command.
     * @param lowestMmPpm maintenance rate of its lowest tier.
     */
    public LiquidationTerms(final AddInstrumentDecoder message, final int lowestMmPpm) {
        auctionMs = message.auctionMs();
        bufferPpm = message.bufferPpm();
        minNotional = message.minNotional();
        adl = message.adl();
        smallOrderDiscountPpm = message.maxDiscountPpm();
        smallOrderPenaltyPpm = message.penaltyPpm();
        discountCapPpm = message.discountCapPpm();
        penaltyCapPpm = message.penaltyCapPpm();
        this.lowestMmPpm = lowestMmPpm;
    }

    private LiquidationTerms(final LiquidationTerms terms, final int lowestMmPpm) {
        auctionMs = terms.auctionMs;
        bufferPpm = terms.bufferPpm;
        minNotional = terms.minNotional;
        adl = terms.adl;
        smallOrderDiscountPpm = terms.smallOrderDiscountPpm;
        smallOrderPenaltyPpm = terms.smallOrderPenaltyPpm;
        discountCapPpm = terms.discountCapPpm;
        penaltyCapPpm = terms.penaltyCapPpm;
        this.lowestMmPpm = lowestMmPpm;
    }

    /** {@return the same terms with discount and penalty held to another lowest maintenance rate}; allocates. */
    LiquidationTerms within(final int otherLowestMmPpm) {
        return new LiquidationTerms(this, otherLowestMmPpm);
    }

    /** {@return time in which the discount reaches its largest} */
    public int auctionMs() {
        return auctionMs;
    }

    /**
     * {@return largest discount of an order that begins, ppm, rounded down}
     *
     * @param notional of the whole position at mark, settlement asset units, not negative.
     * @param depth    of its market, settlement asset units; 0 where none is known, and then nothing grows.
     */
    public long maxDiscountPpm(final long notional, final long depth) {
        return grown(smallOrderDiscountPpm, discountCapPpm, notional, depth);
    }

    /** {@return penalty of an order that begins, ppm, rounded down; as {@link #maxDiscountPpm}} */
    public long penaltyPpm(final long notional, final long depth) {
        return grown(smallOrderPenaltyPpm, penaltyCapPpm, notional, depth);
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
        return bufferPpm;
    }

    /** {@return how counterparties of a deleveraging are picked} */
    public AdlPolicy adl() {
        return adl;
    }

    /** {@return a remainder below this notional is closed too} */
    public long minNotional() {
        return minNotional;
    }
}
