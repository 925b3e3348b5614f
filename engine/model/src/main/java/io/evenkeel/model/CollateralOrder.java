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
 * @param pauseMs     for how long sales of both assets had stood still in all when its clock was set.
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

    /** {@return whether a price did not allow its sale meanwhile, whoever looked} */
    public boolean hasStoodStill(final Market market) {
        return pauseMs(market, asset, debtAsset) != pauseMs;
    }

    /** {@return for how long its clock has run: not while a price did not allow its sale} */
    public long elapsedMs(final Market market) {
        return Math.max(0, market.timeMs() - startTimeMs - (pauseMs(market, asset, debtAsset) - pauseMs));
    }
}
