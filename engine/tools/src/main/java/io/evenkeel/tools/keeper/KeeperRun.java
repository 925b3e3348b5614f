package io.evenkeel.tools.keeper;

import io.evenkeel.client.ClientContext;
import io.evenkeel.client.feed.FeedContext;
import io.evenkeel.client.feed.FeedSubscriber;
import io.evenkeel.client.keeper.Bid;
import io.evenkeel.client.keeper.BidListener;
import io.evenkeel.client.keeper.CollateralBid;
import io.evenkeel.client.keeper.LiquidationKeeper;
import io.evenkeel.client.keeper.LiquidationListener;
import io.evenkeel.codecs.feed.Feed;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.agrona.CloseHelper;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SleepingIdleStrategy;

/** A desk at work: joins it to the cluster, and turns until it is told to end. */
final class KeeperRun implements AutoCloseable {
    private static final long IDLE_NS = TimeUnit.MICROSECONDS.toNanos(200);
    private static final long LAST_ANSWERS_NS = TimeUnit.SECONDS.toNanos(5);

    private final KeeperDesk desk;
    private final long account;
    private final KeeperJournal journal;
    private final LiquidationKeeper keeper;
    private final KeeperDesk.Outlet outlet;
    private final FeedSubscriber audit;
    private boolean wasReady;

    /** Joins a desk to a cluster; {@code feeds} makes a new configuration for each feed. */
    KeeperRun(
            final KeeperDesk desk,
            final long account,
            final Inventory inventory,
            final KeeperJournal journal,
            final ClientContext commands,
            final Supplier<FeedContext> feeds) {
        this.desk = desk;
        this.account = account;
        this.journal = journal;
        keeper = LiquidationKeeper.create(
                commands, feeds.get().fromNumber(1), feeds.get(), new LiquidationListener() { }, new Outcomes());
        outlet = KeeperDesk.Outlet.to(keeper);
        audit = openAudit(feeds.get(), inventory);
    }

    private FeedSubscriber openAudit(final FeedContext feed, final Inventory inventory) {
        try {
            return FeedSubscriber.create(feed.feed(Feed.AUDIT).fromNumber(1).listener(inventory));
        } catch (final RuntimeException e) {
            CloseHelper.quietClose(keeper);
            throw e;
        }
    }

    /**
     * Turns until it is told to end, and then until its bids have their answers, for a while.
     *
     * @throws IllegalStateException if the cluster has no use for this process any more.
     */
    void work(final BooleanSupplier isEnding) {
        final IdleStrategy idle = new SleepingIdleStrategy(IDLE_NS);
        while (!isEnding.getAsBoolean()) {
            int count = poll();
            if (keeper.isReady() && audit.isLive()) {
                if (!wasReady) {
                    wasReady = true;
                    journal.ready(account, keeper.board().open().size());
                }
                count += desk.turn(keeper.board(), keeper.markets(), outlet, System.currentTimeMillis());
            }
            idle.idle(count);
        }
        final long deadlineNs = System.nanoTime() + LAST_ANSWERS_NS;
        while (keeper.pendingBids() > 0 && System.nanoTime() - deadlineNs < 0) {
            idle.idle(poll());
        }
    }

    private int poll() {
        final int count = keeper.poll() + audit.poll();
        if (keeper.client().isClosed()) {
            throw new IllegalStateException("the line to the cluster is closed: " + keeper.client().endReason());
        }
        return count;
    }

    @Override
    public void close() {
        CloseHelper.closeAll(audit, keeper);
    }

    /** Brings outcomes to the desk. */
    private final class Outcomes implements BidListener {
        @Override
        public void onOutcome(final Bid bid) {
            desk.onOutcome(bid, System.currentTimeMillis());
        }

        @Override
        public void onCollateralOutcome(final CollateralBid bid) {
            desk.onOutcome(bid, System.currentTimeMillis());
        }
    }
}
