package io.evenkeel.client.keeper;

import io.evenkeel.codecs.CollateralOrderDecoder;

/**
 * An order of a liquidation that sells collateral, as it was announced.
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
    private static final long PPM = 1_000_000;

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

    /**
     * {@return the lowest limit at which a bid trades that comes at a time}
     *
     * @param timeMs      cluster time, which is the leader's clock.
     * @param indexAtTime price of the asset then, mantissa.
     */
    public long price(final long timeMs, final long indexAtTime) {
        final long elapsedMs = Math.max(0, timeMs - startTimeMs);
        final long whole = PPM * auctionMs;
        final long discount = Math.min(whole / 2, maxDiscountPpm * elapsedMs);
        return Math.max(1, indexAtTime - Proportion.mulDivFloor(indexAtTime, discount, whole));
    }
}
