package io.evenkeel.model;

/**
 * A fill of a venue, as it was booked.
 *
 * @param tradeId      the venue's id.
 * @param instrument   what was traded.
 * @param buyer        account that bought.
 * @param seller       account that sold.
 * @param quantity     how much.
 * @param price        at which price.
 * @param buyerFee     what the buyer was charged, or was said to be: 0 where a schedule decides.
 * @param sellerFee    what the seller was charged, or was said to be.
 * @param isScheduled  whether a schedule decides its fees.
 * @param isBuyerTaker whether the buyer took liquidity; of no account unless a schedule decides.
 */
public record Fill(
        long tradeId,
        int instrument,
        long buyer,
        long seller,
        long quantity,
        long price,
        long buyerFee,
        long sellerFee,
        boolean isScheduled,
        boolean isBuyerTaker) {

    /** {@return the same fill with other fees} */
    public Fill charged(final long ofBuyer, final long ofSeller) {
        return new Fill(
                tradeId, instrument, buyer, seller, quantity, price, ofBuyer, ofSeller, isScheduled, isBuyerTaker);
    }
}
