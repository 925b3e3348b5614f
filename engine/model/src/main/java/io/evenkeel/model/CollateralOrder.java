package io.evenkeel.model;

/**
 * An order of a liquidation that sells collateral.
 *
 * @param liquidation number of the liquidation.
 * @param asset       for sale.
 * @param debtAsset   owed, in which it is paid.
 * @param quantity    how much suffices.
 * @param startTimeMs when the discount began to grow.
 * @param rules       by which it is sold: those that held when it began.
 */
public record CollateralOrder(
        long liquidation, int asset, int debtAsset, long quantity, long startTimeMs, CollateralRules rules) {
}
