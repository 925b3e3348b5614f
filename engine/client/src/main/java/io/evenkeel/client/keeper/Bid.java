package io.evenkeel.client.keeper;

import io.evenkeel.codecs.RejectCode;

/**
 * A bid, and what became of it.
 *
 * @param sequence    sequence of its command.
 * @param account     the keeper's account.
 * @param liquidation liquidation id.
 * @param instrument  instrument of the order.
 * @param quantity    quantity bid for, mantissa.
 * @param limitPrice  worst price accepted, mantissa.
 * @param answer      why it was refused; NONE if it was not; null before the answer.
 * @param logPosition log position of the command; 0 before the answer.
 * @param timeMs      cluster time of that position; 0 before the answer.
 * @param traded      quantity traded: 0 where it was refused, or where the account turned out to be cured, or its
 *                    auction was to go on first.
 * @param price       price traded; 0 where nothing was, or before the trade was heard on the feed.
 */
public record Bid(
        long sequence,
        long account,
        long liquidation,
        int instrument,
        long quantity,
        long limitPrice,
        RejectCode answer,
        long logPosition,
        long timeMs,
        long traded,
        long price) {
    static Bid sent(
            final long sequence,
            final long account,
            final long liquidation,
            final int instrument,
            final long quantity,
            final long limitPrice) {
        return new Bid(sequence, account, liquidation, instrument, quantity, limitPrice, null, 0, 0, 0, 0);
    }

    Bid with(final BidTracker.Outcome outcome) {
        return new Bid(
                sequence, account, liquidation, instrument, quantity, limitPrice, outcome.answer(),
                outcome.logPosition(), outcome.timeMs(), outcome.traded(), outcome.price());
    }

    /** {@return whether it was refused} */
    public boolean isRefused() {
        return answer != null && answer != RejectCode.NONE;
    }
}
