package io.evenkeel.core.liquidation;

import io.evenkeel.codecs.OrderReason;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.listing.Asset;
import io.evenkeel.core.listing.Listings;
import io.evenkeel.core.margin.AccountView;
import io.evenkeel.core.margin.MarginState;
import io.evenkeel.core.output.CollateralEvents;
import io.evenkeel.core.output.EventEncoder;

/**
 * Orders that sell collateral of accounts in liquidation for what they owe (SPEC 6): after the last position; and
 * before positions where that alone cures an account, so that it keeps them. While equity < ⅔ MM positions come first:
 * there is no time. Owned by Risk; no allocation.
 */
public final class CollateralAuction {
    private final Listings listings;
    private final AccountStore accounts;
    private final LiquidationStore liquidations;
    private final AccountView view;
    private final EventEncoder clock;
    private final CollateralEvents events;
    private final CollateralSale sale = new CollateralSale();

    CollateralAuction(
            final Listings listings,
            final AccountStore accounts,
            final LiquidationStore liquidations,
            final AccountView view,
            final EventEncoder clock) {
        this.listings = listings;
        this.accounts = accounts;
        this.liquidations = liquidations;
        this.view = view;
        this.clock = clock;
        events = new CollateralEvents(clock);
    }

    /**
     * Whether collateral is what an account, which the view shows, is to sell now.
     *
     * @param judged            its margin, at prices by which it is judged.
     * @param isPositionOnOrder whether a position is for sale already.
     * @param bufferPpm         cured at equity of (1 + buffer)·MM.
     */
    boolean isDue(
            final int liquidation,
            final MarginState judged,
            final boolean isPositionOnOrder,
            final long bufferPpm) {
        if (accounts.isPool(view.account()) || !sale.find(view, judged)) {
            return false;
        }
        if (view.positionCount() == 0) {
            return true;
        }
        sale.goBy(liquidations, liquidation, elapsedMs(liquidation));
        final boolean isDue = !isPositionOnOrder && !judged.isDeep() && sale.wouldCure(view, bufferPpm);
        view.loadFavoured(liquidations.account(liquidation));
        return isDue && sale.find(view, judged);
    }

    /**
     * Whether an account, which the view shows, owes what may yet be paid once its price allows it, or owns what may
     * yet be sold and pays for a unit of what is owed, as far as its last price tells. Dust keeps nobody waiting.
     */
    boolean isWaiting(final MarginState judged) {
        return sale.isWaiting(view, judged);
    }

    /** Whether the order that stands sells what was found last. */
    boolean isOnOrder(final int liquidation) {
        return liquidations.asset(liquidation) == sale.asset().id()
                && liquidations.debtAsset(liquidation) == sale.debtAsset().id();
    }

    /** For how long, in all, what stands could not be sold by either price: both at once count twice. */
    private long pauseMs(final int liquidation) {
        return pauseMs(
                listings.asset(liquidations.asset(liquidation)), listings.asset(liquidations.debtAsset(liquidation)));
    }

    private long pauseMs(final Asset asset, final Asset debtAsset) {
        return asset.salePause().until(clock.timeMs()) + debtAsset.salePause().until(clock.timeMs());
    }

    /** Time that the auction of what was found last takes, ms. */
    int auctionMs() {
        return sale.asset().collateralAuction().auctionMs();
    }

    /** Begins an order of what was found last; it goes by the terms that its asset has now. */
    void begin(final int liquidation, final long startTimeMs) {
        liquidations.beginCollateralOrder(
                liquidation,
                sale.asset().id(),
                sale.debtAsset().id(),
                startTimeMs,
                pauseMs(sale.asset(), sale.debtAsset()),
                auctionMs(),
                sale.asset().collateralAuction().maxDiscountPpm());
    }

    /**
     * Sizes the order, which sells what was found last, and announces it if it is another, or its clock stood still.
     *
     * @param judged  margin of its account, at prices by which it is judged.
     * @param isBegun whether it was begun just now.
     */
    void offer(final int liquidation, final long bufferPpm, final MarginState judged, final boolean isBegun) {
        final boolean hasStoodStill = liquidations.goOn(liquidation, clock.timeMs(), pauseMs(liquidation));
        sale.goBy(liquidations, liquidation, elapsedMs(liquidation));
        sale.size(bufferPpm);
        if (hasStoodStill || sale.quantity() != liquidations.quantity(liquidation)) {
            liquidations.sizeOrder(liquidation, sale.quantity(), sale.asset().price(), 0, 0);
            final OrderReason otherwise = hasStoodStill ? OrderReason.RESUMED : OrderReason.RESIZED;
            announce(liquidation, sale.quantity(), judged, isBegun ? OrderReason.BEGUN : otherwise);
        }
    }

    /**
     * Whether an order of an account, which the view shows, pauses where nothing else is for sale: a price of it cannot
     * be used. One that is paused goes on, or another begins in its place.
     */
    boolean isHeldBack(final int liquidation, final MarginState judged) {
        return liquidations.sellsCollateral(liquidation)
                && (liquidations.isPaused(liquidation) || whyWithdrawn(liquidation, judged) == OrderReason.PAUSED);
    }

    /** The order's clock stands still. */
    void pause(final int liquidation, final MarginState judged) {
        if (!liquidations.isPaused(liquidation)) {
            announce(liquidation, 0, judged, OrderReason.PAUSED);
            liquidations.pause(liquidation, clock.timeMs(), pauseMs(liquidation));
        }
    }

    /** Says that the order of an account, which the view shows, will not go on, and why, unless it is paused. */
    void withdraw(final int liquidation, final MarginState judged) {
        if (!liquidations.isPaused(liquidation)) {
            final OrderReason reason = whyWithdrawn(liquidation, judged);
            announce(liquidation, 0, judged, reason == OrderReason.PAUSED ? OrderReason.REPLACED : reason);
        }
    }

    private OrderReason whyWithdrawn(final int liquidation, final MarginState judged) {
        return CollateralSale.whyWithdrawn(
                view, judged, liquidations.asset(liquidation), liquidations.debtAsset(liquidation));
    }

    private void announce(
            final int liquidation, final long quantity, final MarginState judged, final OrderReason reason) {
        events.order(
                liquidations.id(liquidation),
                accounts.id(liquidations.account(liquidation)),
                listings.asset(liquidations.asset(liquidation)),
                listings.asset(liquidations.debtAsset(liquidation)),
                quantity,
                liquidations.startTimeMs(liquidation),
                liquidations.auctionMs(liquidation),
                (int) liquidations.maxDiscountPpm(liquidation),
                judged,
                reason,
                accounts.breachPosition(liquidations.account(liquidation)));
    }

    /** {@return for how long the clock of the auction of collateral that stands has run; 0 where none does} */
    private long elapsedMs(final int liquidation) {
        return liquidations.sellsCollateral(liquidation)
                ? liquidations.elapsedMs(liquidation, clock.timeMs(), pauseMs(liquidation))
                : 0;
    }

    // ---------------------------------------------------------------- bids and the pool

    /**
     * Works out price and quantity of the order that stands: for a bid now, or for the pool, which pays what is asked
     * for at the end of the auction, and not before.
     */
    boolean quote(final int liquidation, final MarginState judged, final long bufferPpm, final boolean isForPool) {
        final long elapsedMs = elapsedMs(liquidation);
        final long auctionMs = liquidations.auctionMs(liquidation);
        if ((isForPool && elapsedMs < auctionMs)
                || !isDue(liquidation, judged, false, bufferPpm)
                || !isOnOrder(liquidation)) {
            return false;
        }
        sale.goBy(liquidations, liquidation, isForPool ? auctionMs : elapsedMs);
        sale.size(bufferPpm);
        return true;
    }

    /** {@return the sale quoted last} */
    public CollateralSale sale() {
        return sale;
    }

    /** {@return the events of collateral that is sold} */
    public CollateralEvents events() {
        return events;
    }
}
