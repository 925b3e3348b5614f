package io.evenkeel.tools.crash;

import io.evenkeel.client.feed.FeedListener;
import io.evenkeel.client.keeper.Bid;
import io.evenkeel.client.keeper.LiquidationBoard;
import io.evenkeel.client.keeper.MarketBoard;
import io.evenkeel.client.keeper.OpenOrder;
import io.evenkeel.codecs.BidEncoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.tools.inline.InlineEngine;
import io.evenkeel.tools.keeper.Inventory;
import io.evenkeel.tools.keeper.KeeperDesk;
import io.evenkeel.tools.keeper.KeeperJournal;
import io.evenkeel.tools.keeper.KeeperLimits;
import io.evenkeel.tools.keeper.Strategy;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * A keeper of the lab: the desk of {@code evenkeel keeper}, which judges by the events alone, with its bids going to
 * the engine at hand. What it decides in a turn it sends after it, for the board must not move while it looks.
 */
final class LabKeeper implements FeedListener {
    private final InlineEngine engine;
    private final int participant;
    private final long account;
    private final Inventory inventory;
    private final KeeperDesk desk;
    private final BidEncoder encoder = new BidEncoder();
    private final List<Decided> decided = new ArrayList<>();
    private long lastBid;

    /** A bid that is still to be sent. */
    private record Decided(long number, OpenOrder order, long quantity, long limitPrice) {
    }

    LabKeeper(final InlineEngine engine, final int participant, final long account, final KeeperLimits limits) {
        this.engine = engine;
        this.participant = participant;
        this.account = account;
        inventory = new Inventory(account);
        desk = new KeeperDesk(account, Strategy.eager(), limits, inventory, KeeperJournal.silent());
    }

    @Override
    public void onEvent(
            final long number, final long logPosition, final DirectBuffer buffer, final int offset, final int length) {
        inventory.onEvent(number, logPosition, buffer, offset, length);
    }

    /** Looks at what stands, and decides. {@return whether it has bids to send} */
    boolean decide(final LiquidationBoard board, final MarketBoard markets) {
        desk.turn(board, markets, this::onBid, engine.timeMs());
        return !decided.isEmpty();
    }

    private long onBid(final long bidder, final OpenOrder order, final long quantity, final long limitPrice) {
        decided.add(new Decided(++lastBid, order, quantity, limitPrice));
        return lastBid;
    }

    /** Sends what it decided, and hears what became of it. */
    void send() {
        decided.forEach(this::send);
        decided.clear();
    }

    private void send(final Decided bid) {
        final OpenOrder order = bid.order();
        engine.begin(participant, encoder);
        encoder.account(account)
                .liquidation(order.liquidation())
                .quantity(bid.quantity())
                .limitPrice(bid.limitPrice())
                .instrument(order.instrument());
        final RejectCode code = engine.submit(participant, encoder.encodedLength());
        final long traded = code == RejectCode.NONE ? engine.result() : 0;
        desk.onOutcome(
                new Bid(
                        bid.number(), account, order.liquidation(), order.instrument(), bid.quantity(),
                        bid.limitPrice(), code, engine.logPosition(), engine.timeMs(), traded, 0),
                engine.timeMs());
    }

    /** {@return how many bids it made} */
    long bids() {
        return desk.bids();
    }

    /** {@return how many of them traded} */
    long trades() {
        return desk.trades();
    }
}
