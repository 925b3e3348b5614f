package io.evenkeel.client.keeper;

import io.evenkeel.client.AckListener;
import io.evenkeel.client.ClientContext;
import io.evenkeel.client.EvenkeelClient;
import io.evenkeel.client.feed.FeedContext;
import io.evenkeel.client.feed.FeedSubscriber;
import io.evenkeel.codecs.BackstopChangedDecoder;
import io.evenkeel.codecs.BackstopPassedOverDecoder;
import io.evenkeel.codecs.CollateralOrderDecoder;
import io.evenkeel.codecs.CollateralTradeDecoder;
import io.evenkeel.codecs.DebtInsuredDecoder;
import io.evenkeel.codecs.DeficitTakenDecoder;
import io.evenkeel.codecs.DeleveragingRoundDecoder;
import io.evenkeel.codecs.DeleveragingSkippedDecoder;
import io.evenkeel.codecs.DeleveragingStartedDecoder;
import io.evenkeel.codecs.LiquidationEndedDecoder;
import io.evenkeel.codecs.LiquidationOrderDecoder;
import io.evenkeel.codecs.LiquidationStartedDecoder;
import io.evenkeel.codecs.LiquidationTradeDecoder;
import io.evenkeel.codecs.feed.Feed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.agrona.CloseHelper;

/**
 * A keeper's line to the cluster: knows which liquidations are open and what the price of each order is now, bids, and
 * says what became of each bid. It goes on by itself when the leader changes, a node dies or a session is lost, as
 * {@link EvenkeelClient} and {@link FeedSubscriber} do, of which it is made; no bid trades twice.
 *
 * <p>It remembers nothing that outlives the process, and needs nothing: a new process reads the feeds from number 1 on,
 * and the cluster tells it where the sequence of its commands stands. What a bid of a process that died has traded is a
 * trade on the feed like any other.
 *
 * <p>Not thread-safe: one thread calls everything. Listeners may bid but must not call {@link #poll()}.
 */
public final class LiquidationKeeper implements AutoCloseable {
    private final Hearing hearing;
    private final EvenkeelClient client;
    private final FeedSubscriber liquidationFeed;
    private final FeedSubscriber marketFeed;

    private LiquidationKeeper(
            final Hearing hearing,
            final EvenkeelClient client,
            final FeedSubscriber liquidationFeed,
            final FeedSubscriber marketFeed) {
        this.hearing = hearing;
        this.client = client;
        this.liquidationFeed = liquidationFeed;
        this.marketFeed = marketFeed;
    }

    /**
     * Makes a keeper that connects as it is polled.
     *
     * @param commands     configuration of the line for commands. Its acknowledgement listener, where it has one, hears
     *                     the answers to commands that are no bids of this keeper.
     * @param liquidations configuration of the line for liquidations: nodes, and the number to begin with; 1 to know
     *                     every order that stands. Feed and listener are set here.
     * @param markets      configuration of the line for instruments and marks; feed, number and listener are set here.
     * @param listener     hears the liquidations, after the board has taken each event.
     * @param bidListener  hears what became of bids.
     * @return a keeper that is not connected yet.
     */
    public static LiquidationKeeper create(
            final ClientContext commands,
            final FeedContext liquidations,
            final FeedContext markets,
            final LiquidationListener listener,
            final BidListener bidListener) {
        final Hearing hearing = new Hearing(listener, new BidTracker(bidListener));
        final List<AutoCloseable> opened = new ArrayList<>();
        try {
            final EvenkeelClient client = EvenkeelClient.create(commands.ackListener(
                    hearing.acks(commands.ackListener())));
            opened.add(client);
            final FeedSubscriber liquidationFeed = FeedSubscriber.create(
                    liquidations.feed(Feed.LIQUIDATION).listener(new LiquidationAdapter(hearing)));
            opened.add(liquidationFeed);
            final FeedSubscriber marketFeed = FeedSubscriber.create(
                    markets.feed(Feed.MARKET).fromNumber(1).listener(hearing.markets));
            return new LiquidationKeeper(hearing, client, liquidationFeed, marketFeed);
        } catch (final RuntimeException e) {
            Collections.reverse(opened);
            CloseHelper.quietCloseAll(opened);
            throw e;
        }
    }

    /**
     * Does what is due.
     *
     * @return how much was done; 0 if the caller may idle.
     * @throws RuntimeException what a listener threw, and what the lines themselves throw.
     */
    public int poll() {
        return marketFeed.poll() + liquidationFeed.poll() + client.poll();
    }

    /**
     * Bids for all or part of an order: it trades at the price at which the order stands when the bid comes, which is
     * never worse than the limit, and at most what then suffices. The outcome comes to the {@link BidListener}.
     *
     * @param account    the keeper's account.
     * @param order      the order.
     * @param quantity   above 0, mantissa, on the lot grid.
     * @param limitPrice worst price accepted, mantissa, on the tick grid.
     * @return the command's sequence, or a negative code: see {@link EvenkeelClient}.
     */
    public long bid(final long account, final OpenOrder order, final long quantity, final long limitPrice) {
        final long sequence =
                client.bid(account, order.liquidation(), order.instrument(), quantity, limitPrice);
        if (sequence > 0) {
            hearing.bids.onSent(Bid.sent(
                    sequence, account, order.liquidation(), order.instrument(), quantity, limitPrice));
        }
        return sequence;
    }

    /**
     * Bids for all or part of collateral that is for sale: likewise, and paid in the asset owed. The outcome comes to
     * {@link BidListener#onCollateralOutcome}.
     *
     * @param account    the keeper's account, which must have what is to be paid.
     * @param order      the order.
     * @param quantity   above 0, asset units.
     * @param limitPrice highest price accepted, mantissa.
     * @return the command's sequence, or a negative code: see {@link EvenkeelClient}.
     */
    public long bid(final long account, final CollateralOrder order, final long quantity, final long limitPrice) {
        final long sequence =
                client.bidCollateral(account, order.liquidation(), order.asset(), quantity, limitPrice);
        if (sequence > 0) {
            hearing.bids.onSent(CollateralBid.sent(sequence, account, order, quantity, limitPrice));
        }
        return sequence;
    }

    /**
     * {@return whether commands are taken and what stands on the board is what stands now} While history is read, the
     * board holds orders that ended long ago.
     */
    public boolean isReady() {
        return client.isReady() && liquidationFeed.isLive() && marketFeed.isLive();
    }

    /** {@return the liquidations that are open, and their orders} */
    public LiquidationBoard board() {
        return hearing.board;
    }

    /** {@return assets, instruments and their prices} */
    public MarketBoard markets() {
        return hearing.markets;
    }

    /** {@return how many bids have no outcome yet} */
    public int pendingBids() {
        return hearing.bids.pending();
    }

    /** {@return the line for commands} */
    public EvenkeelClient client() {
        return client;
    }

    /** {@return the line for liquidations} */
    public FeedSubscriber subscriber() {
        return liquidationFeed;
    }

    /** Closes all lines. */
    @Override
    public void close() {
        CloseHelper.closeAll(marketFeed, liquidationFeed, client);
    }

    /** What is heard, and by whom: first the board, then the application, then whoever waits for an outcome. */
    static final class Hearing implements LiquidationListener {
        private final LiquidationBoard board = new LiquidationBoard();
        private final MarketBoard markets = new MarketBoard();
        private final LiquidationListener listener;
        private final BidTracker bids;

        Hearing(final LiquidationListener listener, final BidTracker bids) {
            this.listener = listener;
            this.bids = bids;
        }

        AckListener acks(final AckListener others) {
            return (sequence, status, code, result, position, timeMs, isRepeated) -> {
                if (!bids.onAck(sequence, status, code, result, position, timeMs) && others != null) {
                    others.onAck(sequence, status, code, result, position, timeMs, isRepeated);
                }
            };
        }

        @Override
        public void onStarted(final long logPosition, final LiquidationStartedDecoder started) {
            board.onStarted(logPosition, started);
            listener.onStarted(logPosition, started);
        }

        @Override
        public void onOrder(final long logPosition, final LiquidationOrderDecoder order) {
            board.onOrder(logPosition, order);
            listener.onOrder(logPosition, order);
        }

        @Override
        public void onTrade(final long logPosition, final LiquidationTradeDecoder trade) {
            listener.onTrade(logPosition, trade);
            bids.onTrade(logPosition, trade);
        }

        @Override
        public void onCollateralOrder(final long logPosition, final CollateralOrderDecoder order) {
            board.onCollateralOrder(logPosition, order);
            listener.onCollateralOrder(logPosition, order);
        }

        @Override
        public void onCollateralTrade(final long logPosition, final CollateralTradeDecoder trade) {
            listener.onCollateralTrade(logPosition, trade);
            bids.onTrade(logPosition, trade);
        }

        @Override
        public void onDeleveragingStarted(final long logPosition, final DeleveragingStartedDecoder started) {
            listener.onDeleveragingStarted(logPosition, started);
        }

        @Override
        public void onDeleveragingRound(final long logPosition, final DeleveragingRoundDecoder round) {
            listener.onDeleveragingRound(logPosition, round);
        }

        @Override
        public void onDeleveragingSkipped(final long logPosition, final DeleveragingSkippedDecoder skipped) {
            listener.onDeleveragingSkipped(logPosition, skipped);
        }

        @Override
        public void onDebtInsured(final long logPosition, final DebtInsuredDecoder insured) {
            listener.onDebtInsured(logPosition, insured);
        }

        @Override
        public void onDeficitTaken(final long logPosition, final DeficitTakenDecoder taken) {
            listener.onDeficitTaken(logPosition, taken);
        }

        @Override
        public void onBackstop(final long logPosition, final BackstopChangedDecoder backstop) {
            listener.onBackstop(logPosition, backstop);
        }

        @Override
        public void onBackstopPassedOver(final long logPosition, final BackstopPassedOverDecoder passedOver) {
            listener.onBackstopPassedOver(logPosition, passedOver);
        }

        @Override
        public void onEnded(final long logPosition, final LiquidationEndedDecoder ended) {
            board.onEnded(logPosition, ended);
            listener.onEnded(logPosition, ended);
        }
    }
}
