package io.evenkeel.model;

import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.codecs.Side;

/**
 * An order of a liquidation that keepers may bid on.
 *
 * @param liquidation number of the liquidation.
 * @param instrument  what is for sale.
 * @param side        side of the liquidated account.
 * @param quantity    how much suffices; 0 withdraws the order.
 * @param mark        mark when the order was sized.
 * @param startTimeMs when the discount began to grow, or the price to go on past the bankruptcy price.
 * @param step        how far it has come.
 */
public record OpenOrder(
        long liquidation,
        int instrument,
        Side side,
        long quantity,
        long mark,
        long startTimeMs,
        LiquidationStep step) {
    /** {@return whether insurance pays for prices past the bankruptcy price} */
    public boolean isInsured() {
        return step == LiquidationStep.INSURED;
    }

    /** {@return whether its price is, or goes past, the bankruptcy price, so that its owner may not bid} */
    public boolean isPastBankruptcy() {
        return isInsured() || step == LiquidationStep.DELEVERAGED;
    }
}
