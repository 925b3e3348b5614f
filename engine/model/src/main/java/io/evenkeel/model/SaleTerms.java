package io.evenkeel.model;

/**
 * What an order of a liquidation began with (SPEC 6): all stay as they are until it is withdrawn.
 *
 * @param maxDiscountPpm its largest discount.
 * @param penaltyPpm     its penalty on notional.
 * @param auctionMs      time until the largest discount.
 */
public record SaleTerms(long maxDiscountPpm, long penaltyPpm, int auctionMs) {
    /** {@return the largest discount in use: never above half the lowest rate of the lowest tier in force} */
    public long discountInUsePpm(final long lowestMaintenancePpm) {
        return Math.min(maxDiscountPpm, lowestMaintenancePpm / 2);
    }

    /** {@return the penalty in use: never above a quarter of that rate} */
    public long penaltyInUsePpm(final long lowestMaintenancePpm) {
        return Math.min(penaltyPpm, lowestMaintenancePpm / 4);
    }
}
