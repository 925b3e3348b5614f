package io.evenkeel.client.keeper;

import io.evenkeel.codecs.RejectCode;

/**
 * A bid for collateral, and what became of it.
 *
 * @param sequence    sequence of its command.
 * @param account     the keeper's account.
 * @param liquidation liquidation id.
 * @param asset       asset for sale.
 * @param debtAsset   asset owed, in which it is paid.
 * @param quantity    amount bid for, units of the asset for sale.
 * @param limitPrice  highest price accepted, mantissa.
 * @param answer      why it was refused; NONE if it was not; null before the answer.
 * @param logPosition log position of the command; 0 before the answer.
 * @param timeMs      cluster time of that position; 0 before the answer.
 * @param traded      amount bought: 0 where it was refused, or where nothing was left to sell.
 * @param price       its price, mantissa; 0 where nothing was bought.
 * @param paid        what was paid for it, units of the asset owed.
 */
public record CollateralBid(
        long sequence,
        long account,
        long liquidation,
        int asset,
        int debtAsset,
        long quantity,
        long limitPrice,
        RejectCode answer,
        long logPosition,
        long timeMs,
        long traded,
        long price,
        long paid) {
    static CollateralBid sent(
            final long sequence,
            final long account,
            final CollateralOrder order,
            final long quantity,
            final long limitPrice) {
        return new CollateralBid(
                sequence, account, order.liquidation(), order.asset(), order.debtAsset(), quantity, limitPrice,
                null, 0, 0, 0, 0, 0);
    }

    CollateralBid with(final BidTracker.Outcome outcome) {
        return new CollateralBid(
                sequence, account, liquidation, asset, debtAsset, quantity, limitPrice,
                outcome.answer(), outcome.logPosition(), outcome.timeMs(), outcome.traded(), outcome.price(),
                outcome.paid());
    }

    /** {@return whether it was refused} */
    public boolean isRefused() {
        return answer != null && answer != RejectCode.NONE;
    }
}
