package io.evenkeel.core.liquidation;

import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.arithmetic.Int128;

/**
 * What collateral that is for sale is paid: index less a discount that grows evenly (SPEC 6). At the end of the auction
 * the insurance pool buys; what it has no means for goes on at the same pace to half the index, where it stays until
 * somebody buys. In weights, numeraire units × 10^-7 for one asset unit, so that the discount is as fine for assets
 * whose prices are coarse; rounded down, at least one.
 */
final class CollateralPrice {
    /** Time until the insurance pool buys. */
    static final int AUCTION_MS = 2_000;
    /** Discount by then. */
    static final int MAX_DISCOUNT_PPM = 10_000;

    private static final long WHOLE = Bounds.PPM * AUCTION_MS;
    private static final long MOST_DISCOUNT = WHOLE / 2;

    private CollateralPrice() {
    }

    /** {@return the weight at which it sells some time, not negative, after the auction began} */
    static long at(final long weight, final long elapsedMs) {
        return discounted(weight, MAX_DISCOUNT_PPM * Math.min(elapsedMs, MOST_DISCOUNT / MAX_DISCOUNT_PPM));
    }

    /** {@return the lowest weight at which it ever sells} */
    static long least(final long weight) {
        return discounted(weight, MOST_DISCOUNT);
    }

    private static long discounted(final long weight, final long discount) {
        return Math.max(weight - Int128.mulDivCeil(weight, discount, WHOLE), 1);
    }
}
