package io.evenkeel.client.keeper;

import io.evenkeel.codecs.CollateralOrderDecoder;

/**
 * An order of a liquidation that sells collateral, as it was announced, and what it costs since.
 *
 * @param liquidation    liquidation id.
 * @param account        the account being liquidated.
 * @param asset          asset for sale.
 * @param debtAsset      asset owed, in which it is paid.
 * @param quantity       what suffices at the price when it was sized, asset units, above 0. A bid is cut to what
 *                       suffices when it comes.
 * @param index          price of the asset then, mantissa.
 * @param debtIndex      price of the asset owed then, mantissa.
 * @param startTimeMs    when the discount began to grow, cluster time.
 * @param auctionMs      how long until the insurance pool buys.
 * @param maxDiscountPpm discount by then, parts per million; it goes on at the same pace to a half.
 */
public record CollateralOrder(
        long liquidation,
        long account,
        int asset,
        int debtAsset,
        long quantity,
        long index,
        long debtIndex,
        long startTimeMs,
        int auctionMs,
        int maxDiscountPpm) {
    /** {@return what an event says} */
    public static CollateralOrder of(final CollateralOrderDecoder order) {
        return new CollateralOrder(
                order.liquidation(),
                order.account(),
                order.asset(),
                order.debtAsset(),
                order.quantity(),
                order.index(),
                order.debtIndex(),
                order.startTimeMs(),
                order.auctionMs(),
                order.maxDiscountPpm());
    }

    private CollateralPrice terms() {
        return new CollateralPrice(auctionMs, maxDiscountPpm);
    }

    /**
     * {@return the discount from the index at a time, parts per million, rounded down}
     *
     * @param timeMs cluster time, which is the leader's clock.
     */
    public long discountPpm(final long timeMs) {
        return terms().discountPpm(timeMs - startTimeMs);
    }

    /**
     * {@return the lowest limit at which a bid trades that comes at a time} Where prices of the asset are coarse, that
     * is more than what is paid.
     *
     * @param timeMs cluster time, which is the leader's clock.
     * @param sold   the asset for sale, with its price at that time.
     */
    public long price(final long timeMs, final ListedAsset sold) {
        return sold.priceOf(terms().at(sold.weight(), timeMs - startTimeMs));
    }

    /**
     * {@return what a bid pays that comes at a time, units of the asset owed, rounded down}
     *
     * @param amount what it buys, units of the asset for sale.
     * @param timeMs cluster time, which is the leader's clock.
     * @param sold   the asset for sale, with its price at that time.
     * @param owed   the asset owed, likewise.
     */
    public long paid(final long amount, final long timeMs, final ListedAsset sold, final ListedAsset owed) {
        return Proportion.mulDivFloor(amount, terms().at(sold.weight(), timeMs - startTimeMs), owed.weight());
    }

    /**
     * {@return the lowest limit at which a bid trades once so much is off}
     *
     * @param discountPpm share of the index, 0 to 1,000,000.
     */
    public static long priceAt(final long discountPpm, final ListedAsset sold) {
        return sold.priceOf(CollateralPrice.discounted(sold.weight(), discountPpm));
    }

    /** {@return the most that a bid with a limit pays, units of the asset owed, at its price of now} */
    public static long mostPaid(
            final long amount, final long limitPrice, final ListedAsset sold, final ListedAsset owed) {
        return Proportion.mulDivFloor(amount, sold.weightAt(limitPrice), owed.weight());
    }

    /**
     * {@return how much of this order a means surely pays for with a limit, units of the asset for sale}
     *
     * @param means units of the asset owed; nothing is bought with less than none.
     */
    public long amountWithin(
            final long means, final long limitPrice, final ListedAsset sold, final ListedAsset owed) {
        if (mostPaid(quantity, limitPrice, sold, owed) <= means) {
            return quantity;
        }
        return means <= 0 ? 0 : Proportion.mulDivFloor(means, owed.weight(), sold.weightAt(limitPrice));
    }
}
