package io.evenkeel.tools.keeper;

import io.evenkeel.client.keeper.Bid;
import io.evenkeel.client.keeper.LiquidationBoard;
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
 * A keeper's judgement: looks at the orders that stand, and bids for what its strategy wants and its limits allow. One
 * bid at a time for each liquidation. After a refusal it leaves that liquidation alone for a while; where the account
 * or the participant is what was refused, it leaves all of them alone; and where margin did not suffice, it bids for
 * nothing until it has more. One thread.
 */
public final class KeeperDesk {
    private final long account;
    private final Strategy strategy;
    private final KeeperLimits limits;
    private final Inventory inventory;
    private final KeeperJournal journal;
    private final Map<Long, Patience> patience = new HashMap<>();
    private final Patience ownPatience = new Patience();
    private final Set<Long> underWay = new HashSet<>();
    private final Set<Long> seen = new HashSet<>();
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
            if (liquidation.order() != null && isFree(liquidation, nowMs)) {
                made += consider(liquidation.order(), markets, outlet, nowMs);
            }
        }
        forgetWhatEnded(board);
        return made;
    }

    private boolean isFree(final OpenLiquidation liquidation, final long nowMs) {
        final Patience left = patience.get(liquidation.liquidation());
        return liquidation.account() != account
                && !underWay.contains(liquidation.liquidation())
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
            if (seen.add(order.liquidation())) {
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

    private void forgetWhatEnded(final LiquidationBoard board) {
        if (patience.size() + seen.size() > 2 * board.open().size()) {
            final Set<Long> open = new HashSet<>();
            board.open().forEach(liquidation -> open.add(liquidation.liquidation()));
            patience.keySet().retainAll(open);
            seen.retainAll(open);
        }
    }

    /** Hears what became of a bid, this desk's or another's. */
    public void onOutcome(final Bid bid, final long nowMs) {
        if (bid.account() != account) {
            return;
        }
        underWay.remove(bid.liquidation());
        inventory.release(bid.sequence(), bid.traded(), bid.logPosition());
        journal.outcome(bid);
        final Patience left = patience.computeIfAbsent(bid.liquidation(), id -> new Patience());
        if (bid.isRefused()) {
            refusals++;
            left.refused(nowMs);
            onRefusal(bid.answer(), nowMs);
        } else if (bid.traded() == 0) {
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
            case INSUFFICIENT_MARGIN -> {
                isShortOfMargin = true;
                reliefsThen = inventory.reliefs();
                journal.stopped(account);
            }
            case ACCOUNT_FROZEN, ACCOUNT_CLOSED, UNKNOWN_ACCOUNT, RATE_LIMITED -> ownPatience.refused(nowMs);
            default -> { }
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
