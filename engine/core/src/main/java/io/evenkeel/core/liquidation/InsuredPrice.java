package io.evenkeel.core.liquidation;

import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.arithmetic.Int128;
import io.evenkeel.core.listing.Instrument;

/**
 * The price of a liquidation order that insurance pays for (SPEC 6, step 3): it goes evenly, in the auction's time,
 * from the bankruptcy price to the price at which selling all of the position there uses what insurance may pay.
 * Rounded to the tick towards the bankruptcy price, so that insurance never pays more than it may.
 */
final class InsuredPrice {
    private InsuredPrice() {
    }

    /**
     * {@return where the price goes, on the tick grid, at least one tick}
     *
     * @param quantity        what the account holds, signed.
     * @param bankruptcyPrice the account's bankruptcy price, on the tick grid.
     * @param means           what insurance may pay, settlement asset units.
     */
    static long furthest(
            final Instrument instrument, final long quantity, final long bankruptcyPrice, final long means) {
        final long tick = instrument.tick();
        final long ticks = means / Math.abs(instrument.notional(quantity, tick));
        return quantity > 0
                ? bankruptcyPrice - Math.min(ticks, (bankruptcyPrice - tick) / tick) * tick
                : bankruptcyPrice + Math.min(ticks, (Bounds.MAX_PRICE - bankruptcyPrice) / tick) * tick;
    }

    /** {@return the price now, on the tick grid, of an order that takes {@code auctionMs} to its furthest} */
    static long at(
            final Instrument instrument,
            final long bankruptcyPrice,
            final long furthest,
            final long auctionMs,
            final long elapsedMs) {
        final long ticks = Int128.mulDivFloor(
                Math.abs(furthest - bankruptcyPrice) / instrument.tick(), Math.min(elapsedMs, auctionMs), auctionMs);
        return bankruptcyPrice + (furthest > bankruptcyPrice ? ticks : -ticks) * instrument.tick();
    }
}
