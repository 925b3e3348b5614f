package io.evenkeel.model;

/**
 * How an asset is sold as collateral (SPEC 6), as a governor said last.
 *
 * @param auctionMs      time until the insurance pool buys.
 * @param maxDiscountPpm discount by then.
 */
public record CollateralRules(int auctionMs, int maxDiscountPpm) {
    /** What holds until a governor says something else. */
    public static final CollateralRules AT_LISTING = new CollateralRules(2_000, 10_000);

    private static final int HALF = 500_000;

    /** {@return whether a governor may say so} */
    public boolean areSound() {
        return auctionMs >= 1 && maxDiscountPpm >= 1 && maxDiscountPpm <= HALF;
    }
}
