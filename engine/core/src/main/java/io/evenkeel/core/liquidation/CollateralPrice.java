package io.evenkeel.core.liquidation;

import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.arithmetic.Int128;

/**
 * What collateral that is for sale is paid: index less a discount that grows evenly (SPEC 6). At the end of the auction
 * the insurance pool buys; what it has no means for goes on at the same pace to half the index, where it stays until
 * somebody buys. In weights, numeraire units × 10^-7 for one asset unit, so that the discount is as fine for assets
 * whose prices are coarse; rounded down, at least one. A weight has 43 bits, a discount over its time 51.
 */
final class CollateralPrice {
    private CollateralPrice() {
    }

    /**
     * {@return the weight at which it sells}
     *
     * @param weight         of one unit at the index.
     * @param elapsedMs      time since the auction began, not negative.
     * @param auctionMs      time until the insurance pool buys, above 0.
     * @param maxDiscountPpm discount by then, above 0 and at most a half.
     */
    static long at(final long weight, final long elapsedMs, final long auctionMs, final long maxDiscountPpm) {
        final long whole = Bounds.PPM * auctionMs;
        final long most = whole / 2;
        return discounted(weight, elapsedMs > most / maxDiscountPpm ? most : maxDiscountPpm * elapsedMs, whole);
    }

    /** {@return the lowest weight at which it ever sells} */
    static long least(final long weight) {
        return discounted(weight, 1, 2);
    }

    private static long discounted(final long weight, final long discount, final long whole) {
        return Math.max(weight - Int128.mulDivCeil(weight, discount, whole), 1);
    }
}
