package io.evenkeel.client.keeper;

/**
 * What collateral that is for sale costs: its index less a discount that grows evenly. When the auction's time is over
 * the insurance pool buys; what it has no means for goes on at the same pace, to half the index. The same arithmetic as
 * the cluster's (SPEC 6), so that a keeper knows the price without asking. Does not allocate.
 *
 * @param auctionMs      time until the insurance pool buys, milliseconds.
 * @param maxDiscountPpm discount by then, parts per million, 0 to 1,000,000.
 */
public record CollateralPrice(int auctionMs, int maxDiscountPpm) {
    private static final long PPM = 1_000_000;

    /**
     * {@return the weight at which it sells, rounded down, at least 1}
     *
     * @param weight    its weight at the index; {@link ListedAsset} says what that is.
     * @param elapsedMs time since the auction began; before it, nothing is off.
     */
    long at(final long weight, final long elapsedMs) {
        return Math.max(1, weight - Proportion.mulDivCeil(weight, discount(elapsedMs), whole()));
    }

    /** {@return the weight of which a discount is off, rounded as {@link #at}} */
    static long discounted(final long weight, final long discountPpm) {
        return Math.max(1, weight - Proportion.mulDivCeil(weight, Math.min(PPM, discountPpm), PPM));
    }

    /** {@return the discount some time after the auction began, parts per million, rounded down} */
    public long discountPpm(final long elapsedMs) {
        return discount(elapsedMs) / wholeMs();
    }

    /** In parts of {@link #whole()}, half of it at most. */
    private long discount(final long elapsedMs) {
        final long most = whole() / 2;
        if (maxDiscountPpm <= 0) {
            return 0;
        }
        return elapsedMs > most / maxDiscountPpm ? most : maxDiscountPpm * Math.max(0, elapsedMs);
    }

    private long whole() {
        return PPM * wholeMs();
    }

    /** An auction that takes no time is as one of a millisecond. */
    private long wholeMs() {
        return Math.max(1, auctionMs);
    }
}
