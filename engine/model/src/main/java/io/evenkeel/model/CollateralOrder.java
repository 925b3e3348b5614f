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
 * @param pausedAtMs  when it was told to be paused, for a price of it cannot be used; 0 where it is not.
 */
public record CollateralOrder(
        long liquidation,
        int asset,
        int debtAsset,
        long quantity,
        long startTimeMs,
        CollateralRules rules,
        long pauseMs,
        long pausedAtMs) {
    /** {@return for how long sales of two assets have stood still in all} */
    public static long pauseMs(final Market market, final int asset, final int debtAsset) {
        return market.assetPauseMs(asset) + market.assetPauseMs(debtAsset);
    }

    /** {@return whether it was told to be paused} */
    public boolean isPaused() {
        return pausedAtMs != 0;
    }

    /** {@return whether a price did not allow its sale meanwhile, whoever looked} */
    public boolean hasStoodStill(final Market market) {
        return isPaused() || pauseMs(market, asset, debtAsset) != pauseMs;
    }

    /** {@return for how long its clock has run: not while a price did not allow its sale} */
    public long elapsedMs(final Market market) {
        return isPaused()
                ? pausedAtMs - startTimeMs
                : Math.max(0, market.timeMs() - startTimeMs - (pauseMs(market, asset, debtAsset) - pauseMs));
    }

    /** {@return this order, paused} */
    CollateralOrder paused(final Market market) {
        return new CollateralOrder(
                liquidation,
                asset,
                debtAsset,
                quantity,
                market.timeMs() - elapsedMs(market),
                rules,
                pauseMs(market, asset, debtAsset),
                market.timeMs());
    }
}
