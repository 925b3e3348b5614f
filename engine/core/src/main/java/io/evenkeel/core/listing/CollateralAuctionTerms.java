package io.evenkeel.core.listing;

import io.evenkeel.codecs.SetCollateralAuctionDecoder;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.store.Mixing;

/**
 * How an asset is sold as collateral of accounts in liquidation (SPEC 6). Immutable.
 *
 * @param auctionMs      time until an insurance pool buys, above 0.
 * @param maxDiscountPpm discount to index by then, above 0, so that the price falls on, and to half the index at most.
 */
public record CollateralAuctionTerms(int auctionMs, int maxDiscountPpm) {
    /** What holds until a governor says something else. */
    public static final CollateralAuctionTerms AT_LISTING = new CollateralAuctionTerms(2_000, 10_000);

    private static final long LARGEST_DISCOUNT_PPM = Bounds.PPM / 2;

    /** {@return the terms of a change}; allocates. */
    public static CollateralAuctionTerms of(final SetCollateralAuctionDecoder message) {
        return new CollateralAuctionTerms(message.auctionMs(), message.maxDiscountPpm());
    }

    /** {@return whether they are within their bounds} */
    public boolean areSound() {
        return auctionMs > 0 && maxDiscountPpm > 0 && maxDiscountPpm <= LARGEST_DISCOUNT_PPM;
    }

    long stateHash() {
        return Mixing.chain(auctionMs, maxDiscountPpm);
    }
}
