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
 * @param pauseMs     for how long sales of both assets had stood still in all when it began.
 */
public record CollateralOrder(
        long liquidation,
        int asset,
        int debtAsset,
        long quantity,
        long startTimeMs,
        CollateralRules rules,
        long pauseMs) {
    /** {@return for how long sales of two assets have stood still in all} */
    public static long pauseMs(final Market market, final int asset, final int debtAsset) {
        return market.assetPauseMs(asset) + market.assetPauseMs(debtAsset);
    }

    /** {@return whether a price did not allow its sale meanwhile: it begins anew then, whoever looked} */
    public boolean hasStoodStill(final Market market) {
        return pauseMs(market, asset, debtAsset) != pauseMs;
    }
}
