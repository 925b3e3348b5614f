package io.evenkeel.core.liquidation;

import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.arithmetic.Int128;
import io.evenkeel.core.listing.Instrument;

/**
 * The price of a liquidation order: mark less a discount for a long, mark plus it for a short. The discount grows
 * evenly from 0 to its largest over the auction's time (SPEC 6). What the account is credited rounds down and what
 * it is charged rounds up, to the tick; never worse for it than the bankruptcy price, and at least one tick.
 */
final class AuctionPrice {
    private AuctionPrice() {
    }

    /** {@return the worst price for an account that there is} */
    static long furthest(final Instrument instrument, final boolean isLong) {
        return isLong ? instrument.tick() : Bounds.MAX_PRICE / instrument.tick() * instrument.tick();
    }

    /**
     * {@return the price now}
     *
     * @param instrument      what is for sale.
     * @param isLong          whether the account is long.
     * @param maxDiscountPpm  the order's largest discount in use.
     * @param auctionMs       the time in which it grows to that.
     * @param elapsedMs       time since the auction began, not negative.
     * @param bankruptcyPrice the account's bankruptcy price, on the tick grid.
     */
    static long at(
            final Instrument instrument,
            final boolean isLong,
            final long maxDiscountPpm,
            final long auctionMs,
            final long elapsedMs,
            final long bankruptcyPrice) {
        final long elapsed = Math.min(elapsedMs, auctionMs);
        final long shift = Int128.mulDivCeil(instrument.mark(), maxDiscountPpm * elapsed, Bounds.PPM * auctionMs);
        final long tick = instrument.tick();
        final long price = isLong
                ? Math.max(Math.floorDiv(instrument.mark() - shift, tick) * tick, bankruptcyPrice)
                : Math.min(-Math.floorDiv(-instrument.mark() - shift, tick) * tick, bankruptcyPrice);
        return Math.max(price, tick);
    }
}
