package io.evenkeel.model;

import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.codecs.Side;

/**
 * An order of a liquidation that keepers may bid on.
 *
 * @param liquidation number of the liquidation.
 * @param instrument  what is for sale.
 * @param side        side of the liquidated account.
 * @param quantity    how much suffices.
 * @param mark        mark when the order was sized.
 * @param startTimeMs when the discount began to grow, or the price to go on past the bankruptcy price.
 * @param step        how far it has come.
 * @param pausedAtMs  when its clock was paused, for its price does not allow a sale; 0 while it runs.
 */
public record OpenOrder(
        long liquidation,
        int instrument,
        Side side,
        long quantity,
        long mark,
        long startTimeMs,
        LiquidationStep step,
        long pausedAtMs) {
    /** {@return whether its clock stands still} */
    public boolean isPaused() {
        return pausedAtMs != 0;
    }

    /** {@return what its clock shows at a time} */
    public long clockMs(final long nowMs) {
        return isPaused() ? pausedAtMs : nowMs;
    }

    /** {@return this order with its clock paused; an auction that ran out with nobody looking begins anew} */
    OpenOrder paused(final long nowMs, final long auctionMs) {
        final boolean isUnseen = step != LiquidationStep.BACKSTOP && nowMs - startTimeMs >= auctionMs;
        return new OpenOrder(
                liquidation, instrument, side, quantity, mark, isUnseen ? nowMs : startTimeMs, step, nowMs);
    }

    /** {@return whether insurance pays for prices past the bankruptcy price} */
    public boolean isInsured() {
        return step == LiquidationStep.INSURED;
    }

    /** {@return whether its price is, or goes past, the bankruptcy price, so that its owner may not bid} */
    public boolean isPastBankruptcy() {
        return isInsured() || step == LiquidationStep.DELEVERAGED;
    }
}
