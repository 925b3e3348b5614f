package io.evenkeel.client.keeper;

import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.CollateralTradeDecoder;
import io.evenkeel.codecs.LiquidationTradeDecoder;
import io.evenkeel.codecs.RejectCode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Brings answers and trades of bids together, for positions and for collateral. A command has one log position, which
 * its answer and its events name, and a bid makes one trade at most; so that position says whose trade it was,
 * whichever of the two comes first, and also when the answer is a kept one after a leader change. One thread.
 */
final class BidTracker {
    private final BidListener listener;
    private final Map<Long, Sent> unanswered = new HashMap<>();
    private final Map<Long, Answered> unheard = new HashMap<>();
    private final Map<Long, Trade> tradesByPosition = new HashMap<>();

    /** What became of a bid, as {@link Bid} and {@link CollateralBid} say it. */
    record Outcome(RejectCode answer, long logPosition, long timeMs, long traded, long price, long paid) {
    }

    /** A bid on its way, and who is to hear of its outcome. */
    private record Sent(long account, long liquidation, Consumer<Outcome> to) {
    }

    private record Answered(Sent bid, RejectCode answer, long logPosition, long timeMs, long traded) {
        void isOver(final Trade trade) {
            bid.to().accept(new Outcome(answer, logPosition, timeMs, traded, trade.price(), trade.paid()));
        }
    }

    private record Trade(long price, long paid) {
        static final Trade NONE = new Trade(0, 0);
    }

    BidTracker(final BidListener listener) {
        this.listener = listener;
    }

    void onSent(final Bid bid) {
        unanswered.put(bid.sequence(), new Sent(
                bid.account(), bid.liquidation(), outcome -> listener.onOutcome(bid.with(outcome))));
    }

    void onSent(final CollateralBid bid) {
        unanswered.put(bid.sequence(), new Sent(
                bid.account(), bid.liquidation(), outcome -> listener.onCollateralOutcome(bid.with(outcome))));
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
        final Sent sent = unanswered.remove(sequence);
        if (sent == null) {
            return false;
        }
        final Answered bid =
                new Answered(sent, code, position, timeMs, status == AckStatus.REJECTED ? 0 : result);
        final Trade trade = tradesByPosition.remove(position);
        if (unanswered.isEmpty()) {
            tradesByPosition.clear();
        }
        if (bid.traded() == 0) {
            bid.isOver(Trade.NONE);
        } else if (trade != null) {
            bid.isOver(trade);
        } else {
            unheard.put(position, bid);
        }
        return true;
    }

    /**
     * Takes a trade of the feed, anybody's. Beside a bid at its position the keeper may be made to close something of
     * the same liquidation: that is no bid's.
     */
    void onTrade(final long position, final LiquidationTradeDecoder trade) {
        if (trade.byBid() == BooleanType.YES) {
            onTrade(position, trade.liquidation(), trade.keeper(), new Trade(trade.price(), 0));
        }
    }

    /** Takes a sale of collateral, to anybody. */
    void onTrade(final long position, final CollateralTradeDecoder trade) {
        onTrade(position, trade.liquidation(), trade.keeper(), new Trade(trade.price(), trade.paid()));
    }

    private void onTrade(final long position, final long liquidation, final long keeper, final Trade trade) {
        final Answered known = unheard.get(position);
        if (known != null && known.bid().liquidation() == liquidation && known.bid().account() == keeper) {
            unheard.remove(position);
            known.isOver(trade);
        } else if (unanswered.values().stream().anyMatch(it -> it.account() == keeper)) {
            tradesByPosition.put(position, trade);
        }
    }
}
