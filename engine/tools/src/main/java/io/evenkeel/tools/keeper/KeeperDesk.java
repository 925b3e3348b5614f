package io.evenkeel.tools.keeper;

import io.evenkeel.client.keeper.Bid;
import io.evenkeel.client.keeper.CollateralBid;
import io.evenkeel.client.keeper.CollateralOrder;
import io.evenkeel.client.keeper.LiquidationBoard;
import io.evenkeel.client.keeper.LiquidationKeeper;
import io.evenkeel.client.keeper.ListedAsset;
import io.evenkeel.client.keeper.ListedMarket;
import io.evenkeel.client.keeper.MarketBoard;
import io.evenkeel.client.keeper.OpenLiquidation;
import io.evenkeel.client.keeper.OpenOrder;
import io.evenkeel.codecs.RejectCode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A keeper's judgement: looks at the orders that stand, of positions and of collateral, and bids for what its strategy
 * wants and its limits allow. One bid at a time for each liquidation. After a refusal it leaves that liquidation alone
 * for a while; where the account or the participant is what was refused, it leaves all of them alone; and where margin
 * did not suffice for a position, it bids for nothing until it has more. One thread.
 */
public final class KeeperDesk {
    private static final int NO_ASSET = -1;

    private final long account;
    private final Strategy strategy;
    private final KeeperLimits limits;
    private final Inventory inventory;
    private final KeeperJournal journal;
    private final Map<Long, Patience> patience = new HashMap<>();
    private final Patience ownPatience = new Patience();
    private final Set<Long> underWay = new HashSet<>();
    private final Set<Seen> seen = new HashSet<>();
    private boolean isShortOfMargin;
    private long reliefsThen;
    private long bids;
    private long trades;
    private long refusals;

    /** Where bids go. */
    @FunctionalInterface
    public interface Outlet {
        /** Bids. {@return the command's sequence, or a negative code where it could not be sent} */
        long bid(long account, OpenOrder order, long quantity, long limitPrice);

        /**
         * Bids for collateral. {@return the command's sequence, or a negative code where it could not be sent, as
         * always unless this is overridden}
         */
        default long bid(
                final long account, final CollateralOrder order, final long amount, final long limitPrice) {
            return -1;
        }

        /** {@return one that sends both by a line} */
        static Outlet to(final LiquidationKeeper line) {
            return new Outlet() {
                @Override
                public long bid(
                        final long account, final OpenOrder order, final long quantity, final long limitPrice) {
                    return line.bid(account, order, quantity, limitPrice);
                }

                @Override
                public long bid(
                        final long account, final CollateralOrder order, final long amount, final long limitPrice) {
                    return line.bid(account, order, amount, limitPrice);
                }
            };
        }
    }

    /** An order of which was said what would be bid; {@link #NO_ASSET} for those of positions. */
    private record Seen(long liquidation, int asset) {
    }

    /** Makes a desk for an account of the keeper's. */
    public KeeperDesk(
            final long account,
            final Strategy strategy,
            final KeeperLimits limits,
            final Inventory inventory,
            final KeeperJournal journal) {
        this.account = account;
        this.strategy = strategy;
        this.limits = limits;
        this.inventory = inventory;
        this.journal = journal;
    }

    /**
     * Looks at everything that stands, and bids.
     *
     * @param nowMs wall clock, which cluster time follows.
     * @return how many bids were made.
     */
    public int turn(
            final LiquidationBoard board, final MarketBoard markets, final Outlet outlet, final long nowMs) {
        if ((isShortOfMargin && inventory.reliefs() == reliefsThen) || !ownPatience.isOver(nowMs)) {
            return 0;
        }
        if (isShortOfMargin) {
            isShortOfMargin = false;
            journal.resumed(account);
        }
        int made = 0;
        for (final OpenLiquidation liquidation : board.open()) {
            if (liquidation.order() != null && isFree(liquidation.liquidation(), liquidation.account(), nowMs)) {
                made += consider(liquidation.order(), markets, outlet, nowMs);
            }
        }
        for (final CollateralOrder order : board.collateral()) {
            if (isFree(order.liquidation(), order.account(), nowMs)) {
                made += consider(order, markets, outlet, nowMs);
            }
        }
        forgetWhatEnded(board);
        return made;
    }

    private boolean isFree(final long liquidation, final long liquidated, final long nowMs) {
        final Patience left = patience.get(liquidation);
        return liquidated != account
                && !underWay.contains(liquidation)
                && (left == null || left.isOver(nowMs));
    }

    private int consider(
            final OpenOrder order, final MarketBoard markets, final Outlet outlet, final long nowMs) {
        final ListedMarket market = markets.market(order.instrument());
        if (!order.isBiddable() || market == null || !market.isTradable()) {
            return 0;
        }
        final long price = order.price(nowMs, market.mark(), market.tick());
        final long limit = limits.strictest(order, market, strategy.worstPrice(order, market));
        if (!order.isWithin(limit, price)) {
            return 0;
        }
        final long quantity = limits.quantity(order, markets, inventory);
        if (quantity == 0) {
            return 0;
        }
        final long discountPpm = order.discountPpm(price, market.mark());
        if (!strategy.isBidding()) {
            if (seen.add(new Seen(order.liquidation(), NO_ASSET))) {
                journal.wouldBid(account, order, quantity, price, discountPpm);
            }
            return 0;
        }
        return bid(order, quantity, limit, discountPpm, outlet);
    }

    private int bid(
            final OpenOrder order,
            final long quantity,
            final long limit,
            final long discountPpm,
            final Outlet outlet) {
        final long sequence = outlet.bid(account, order, quantity, limit);
        if (sequence < 0) {
            return 0;
        }
        bids++;
        underWay.add(order.liquidation());
        inventory.reserve(sequence, order, quantity);
        journal.bid(account, order, quantity, limit, discountPpm);
        return 1;
    }

    private int consider(
            final CollateralOrder order, final MarketBoard markets, final Outlet outlet, final long nowMs) {
        final ListedAsset sold = markets.asset(order.asset());
        final ListedAsset owed = markets.asset(order.debtAsset());
        if (sold == null || owed == null || !sold.isTradable() || !owed.isTradable()) {
            return 0;
        }
        final long discountPpm = order.discountPpm(nowMs);
        final long leastPpm = limits.strictest(strategy.leastDiscountPpm(order));
        if (discountPpm < leastPpm) {
            return 0;
        }
        final long limit = CollateralOrder.priceAt(leastPpm, sold);
        final long amount = limits.amount(order, limit, markets, inventory.purse());
        // A bid that pays nothing is refused.
        if (order.paid(amount, nowMs, sold, owed) == 0) {
            return 0;
        }
        if (!strategy.isBidding()) {
            if (seen.add(new Seen(order.liquidation(), order.asset()))) {
                journal.collateral(false, account, order, amount, limit, discountPpm);
            }
            return 0;
        }
        final long sequence = outlet.bid(account, order, amount, limit);
        if (sequence < 0) {
            return 0;
        }
        bids++;
        underWay.add(order.liquidation());
        inventory.purse().reserve(sequence, order, amount, CollateralOrder.mostPaid(amount, limit, sold, owed));
        journal.collateral(true, account, order, amount, limit, discountPpm);
        return 1;
    }

    private void forgetWhatEnded(final LiquidationBoard board) {
        if (patience.size() + seen.size() > 2 * board.open().size()) {
            final Set<Long> open = new HashSet<>();
            board.open().forEach(liquidation -> open.add(liquidation.liquidation()));
            board.collateral().forEach(order -> open.add(order.liquidation()));
            patience.keySet().retainAll(open);
            seen.removeIf(order -> !open.contains(order.liquidation()));
        }
    }

    /** Hears what became of a bid, this desk's or another's. */
    public void onOutcome(final Bid bid, final long nowMs) {
        if (bid.account() != account) {
            return;
        }
        inventory.release(bid.sequence(), bid.traded(), bid.logPosition());
        journal.outcome(bid);
        if (bid.answer() == RejectCode.INSUFFICIENT_MARGIN) {
            isShortOfMargin = true;
            reliefsThen = inventory.reliefs();
            journal.stopped(account);
        }
        onOutcome(bid.liquidation(), bid.answer(), bid.traded(), nowMs);
    }

    /** Hears what became of a bid for collateral, this desk's or another's. */
    public void onOutcome(final CollateralBid bid, final long nowMs) {
        if (bid.account() != account) {
            return;
        }
        inventory.purse().release(bid.sequence(), bid.traded(), bid.paid(), bid.logPosition());
        journal.outcome(bid);
        onOutcome(bid.liquidation(), bid.answer(), bid.traded(), nowMs);
    }

    private void onOutcome(final long liquidation, final RejectCode answer, final long traded, final long nowMs) {
        underWay.remove(liquidation);
        final Patience left = patience.computeIfAbsent(liquidation, id -> new Patience());
        if (answer != RejectCode.NONE) {
            refusals++;
            left.refused(nowMs);
            onRefusal(answer, nowMs);
        } else if (traded == 0) {
            left.refused(nowMs);
        } else {
            trades++;
            left.succeeded();
            ownPatience.succeeded();
        }
    }

    /** Some refusals say something of the keeper itself, not of the order. */
    private void onRefusal(final RejectCode code, final long nowMs) {
        switch (code) {
            case ACCOUNT_FROZEN, ACCOUNT_CLOSED, UNKNOWN_ACCOUNT, RATE_LIMITED -> ownPatience.refused(nowMs);
            default -> {
                // It says something of the order.
            }
        }
    }

    /** {@return how many bids it made} */
    public long bids() {
        return bids;
    }

    /** {@return how many of them traded} */
    public long trades() {
        return trades;
    }

    /** {@return how many of them were refused} */
    public long refusals() {
        return refusals;
    }
}
