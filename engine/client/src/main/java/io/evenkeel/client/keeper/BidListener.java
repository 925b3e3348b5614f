package io.evenkeel.client.keeper;

/** Hears what became of bids. Called on the thread that polls; may bid, but must not poll. */
@FunctionalInterface
public interface BidListener {
    /**
     * A bid is over: it was refused, traded nothing, or its trade was heard on the feed. Called once for each bid.
     *
     * @param bid the bid with its answer and, if it traded, its price.
     */
    void onOutcome(Bid bid);

    /**
     * A bid for collateral is over, likewise. Does nothing unless it is overridden.
     *
     * @param bid the bid with its answer and, if it bought something, its price and what was paid.
     */
    default void onCollateralOutcome(final CollateralBid bid) {
    }
}
