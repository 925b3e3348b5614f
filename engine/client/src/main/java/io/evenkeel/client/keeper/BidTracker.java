package io.evenkeel.client.keeper;

import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.LiquidationTradeDecoder;
import io.evenkeel.codecs.RejectCode;
import java.util.HashMap;
import java.util.Map;

/**
 * Brings answers and trades of bids together. A command has one log position, which its answer and its events name, and
 * a bid makes one trade at most; so that position says whose trade it was, whichever of the two comes first, and also
 * when the answer is a kept one after a leader change. One thread.
 */
final class BidTracker {
    private final BidListener listener;
    private final Map<Long, Bid> unanswered = new HashMap<>();
    private final Map<Long, Bid> unheard = new HashMap<>();
    private final Map<Long, Long> pricesByPosition = new HashMap<>();

    BidTracker(final BidListener listener) {
        this.listener = listener;
    }

    void onSent(final Bid bid) {
        unanswered.put(bid.sequence(), bid);
    }

    /** {@return how many bids are not over} */
    int pending() {
        return unanswered.size() + unheard.size();
    }

    /** Takes an answer. {@return whether it was one to a bid} */
    boolean onAck(
            final long sequence,
            final AckStatus status,
            final RejectCode code,
            final long result,
            final long position,
            final long timeMs) {
        final Bid sent = unanswered.remove(sequence);
        if (sent == null) {
            return false;
        }
        final Bid bid = sent.answered(code, position, timeMs, status == AckStatus.REJECTED ? 0 : result);
        final Long price = pricesByPosition.remove(position);
        if (unanswered.isEmpty()) {
            pricesByPosition.clear();
        }
        if (bid.traded() == 0) {
            listener.onOutcome(bid);
        } else if (price != null) {
            listener.onOutcome(bid.tradedAt(price));
        } else {
            unheard.put(position, bid);
        }
        return true;
    }

    /** Takes a trade of the feed, anybody's. */
    void onTrade(final long position, final LiquidationTradeDecoder trade) {
        final Bid bid = unheard.get(position);
        if (bid != null && bid.liquidation() == trade.liquidation() && bid.account() == trade.keeper()) {
            unheard.remove(position);
            listener.onOutcome(bid.tradedAt(trade.price()));
        } else if (unanswered.values().stream().anyMatch(it -> it.account() == trade.keeper())) {
            pricesByPosition.put(position, trade.price());
        }
    }
}
