package io.evenkeel.system.keeper;

import io.evenkeel.client.ClientContext;
import io.evenkeel.client.feed.FeedContext;
import io.evenkeel.client.keeper.Bid;
import io.evenkeel.client.keeper.LiquidationKeeper;
import io.evenkeel.client.keeper.LiquidationListener;
import io.evenkeel.client.keeper.ListedMarket;
import io.evenkeel.client.keeper.OpenLiquidation;
import io.evenkeel.client.keeper.OpenOrder;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The least that a keeper is: takes every order once its discount is large enough. The guide examples/own-keeper.md
 * walks through it and says what is missing before it is let near real money.
 */
final class FirstKeeper implements AutoCloseable {
    private final LiquidationKeeper line;
    private final long account;
    private final long discountPpm;
    private final Set<Long> underWay = new HashSet<>();
    private long taken;

    FirstKeeper(
            final ClientContext commands,
            final Supplier<FeedContext> feeds,
            final long account,
            final long discountPpm) {
        this.account = account;
        this.discountPpm = discountPpm;
        line = LiquidationKeeper.create(
                commands,
                feeds.get().fromNumber(1), // From the start: orders that stand were announced in the past.
                feeds.get(),
                new LiquidationListener() { },
                this::onOutcome);
    }

    /** Call it often. {@return how much was done; 0 if you may idle} */
    int turn() {
        final int count = line.poll();
        if (line.isReady()) { // Before, the board holds history.
            for (final OpenLiquidation liquidation : line.board().open()) {
                consider(liquidation.order());
            }
        }
        return count;
    }

    private void consider(final OpenOrder order) {
        if (order == null || !order.isBiddable() || underWay.contains(order.liquidation())) {
            return;
        }
        final ListedMarket market = line.markets().market(order.instrument());
        final long priceNow = order.price(System.currentTimeMillis(), market.mark(), market.tick());
        final long worst = order.priceAt(discountPpm, market.mark(), market.tick());
        if (market.isTradable()
                && order.isWithin(worst, priceNow)
                && line.bid(account, order, order.quantity(), worst) > 0) {
            underWay.add(order.liquidation());
        }
    }

    private void onOutcome(final Bid bid) {
        underWay.remove(bid.liquidation());
        taken += bid.traded();
    }

    /** {@return quantity taken so far, mantissa} */
    long taken() {
        return taken;
    }

    @Override
    public void close() {
        line.close();
    }
}
