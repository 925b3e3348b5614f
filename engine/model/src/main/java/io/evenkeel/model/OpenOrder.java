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
 * @param pauseMs     for how long its market had stood still in all when its clock was set.
 * @param pausedAtMs  when it was told to be paused, for its price does not allow a sale; 0 where it is not.
 */
public record OpenOrder(
        long liquidation,
        int instrument,
        Side side,
        long quantity,
        long mark,
        long startTimeMs,
        LiquidationStep step,
        long pauseMs,
        long pausedAtMs) {
    /** {@return whether it was told to be paused} */
    public boolean isPaused() {
        return pausedAtMs != 0;
    }

    /** {@return when it would be, had it not stood still since its clock was set} */
    public long clockMs(final Market market) {
        return isPaused()
                ? pausedAtMs
                : Math.max(startTimeMs, market.timeMs() - (market.pauseMs(instrument) - pauseMs));
    }

    /** {@return this order, paused} */
    OpenOrder paused(final Market market) {
        final long elapsedMs = clockMs(market) - startTimeMs;
        return new OpenOrder(
                liquidation,
                instrument,
                side,
                quantity,
                mark,
                market.timeMs() - elapsedMs,
                step,
                market.pauseMs(instrument),
                market.timeMs());
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
