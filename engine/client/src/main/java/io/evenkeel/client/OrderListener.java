package io.evenkeel.client;

import io.evenkeel.codecs.AccountStatus;
import io.evenkeel.codecs.RejectCode;

/**
 * Hears what is told about orders, fills and accounts beside the answers to commands. Called from
 * {@link EvenkeelClient#poll()}, on the thread that polls; every method does nothing unless it is overridden. What is
 * told while no session is open is not told again: the audit feed has all of it.
 */
public interface OrderListener {
    /**
     * What an order would do; comes before the answer to its credit check, which carries the verdict too. A credit
     * check that is answered again after a new connection has no second report.
     *
     * @param sequence          sequence of the credit check.
     * @param account           account.
     * @param instrument        instrument.
     * @param positionAfter     position afterwards, mantissa.
     * @param equity            equity afterwards, numeraire units, rounded down.
     * @param initialMargin     initial margin afterwards, reservations included, rounded up.
     * @param maintenanceMargin maintenance margin afterwards, rounded up.
     * @param marginRatioPpm    equity over maintenance margin afterwards, rounded down; {@link Long#MAX_VALUE} where
     *                          it must hold none.
     * @param liquidationPrice  last mark of the instrument, all else equal, at which the account would hold; 0 where
     *                          there is none.
     * @param verdict           {@link RejectCode#NONE} if it would pass.
     */
    default void onCreditReport(
            final long sequence,
            final long account,
            final int instrument,
            final long positionAfter,
            final long equity,
            final long initialMargin,
            final long maintenanceMargin,
            final long marginRatioPpm,
            final long liquidationPrice,
            final RejectCode verdict) {
    }

    /**
     * What the schedule of its market made of a fill that this venue sent as classified; a bust must name these fees.
     *
     * @param tradeId    the venue's own id.
     * @param instrument instrument.
     * @param buyerFee   charged to the buyer, settlement units; negative for a rebate.
     * @param sellerFee  charged to the seller likewise.
     */
    default void onFeesCharged(
            final long tradeId, final int instrument, final long buyerFee, final long sellerFee) {
    }

    /**
     * The margin status of an account of this participant is another than was said last.
     *
     * @param account           account.
     * @param status            status now.
     * @param equity            equity, numeraire units, rounded down.
     * @param initialMargin     initial margin, rounded up.
     * @param maintenanceMargin maintenance margin, rounded up.
     * @param marginRatioPpm    equity over maintenance margin, ppm; {@link Long#MAX_VALUE} where it must hold none.
     * @param instrument        the position that would be liquidated first; means nothing where the price is 0.
     * @param liquidationPrice  its last mark, all else equal, at which the account holds; 0 where there is none.
     */
    default void onStatusChanged(
            final long account,
            final AccountStatus status,
            final long equity,
            final long initialMargin,
            final long maintenanceMargin,
            final long marginRatioPpm,
            final int instrument,
            final long liquidationPrice) {
    }

    /**
     * A fill of an account of this participant calls for a look.
     *
     * @param account      account.
     * @param tradeId      the venue's id of the fill.
     * @param instrument   instrument.
     * @param price        price of the fill, mantissa.
     * @param mark         mark, mantissa.
     * @param position     position afterwards.
     * @param openInterest open interest afterwards.
     * @param reason       {@link RejectCode#BAD_PRICE}: off the mark, and withdrawals wait;
     *                     {@link RejectCode#POSITION_LIMIT}: beyond a limit.
     */
    default void onFillNoticed(
            final long account,
            final long tradeId,
            final int instrument,
            final long price,
            final long mark,
            final long position,
            final long openInterest,
            final RejectCode reason) {
    }
}
