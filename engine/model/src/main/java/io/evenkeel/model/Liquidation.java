package io.evenkeel.model;

/** A liquidation under way: its number and the order that keepers may bid on, as the events told. */
public final class Liquidation {
    private final long id;
    private final long breachPosition;
    private final long breachTimeMs;
    private OpenOrder order;
    private SaleTerms saleTerms;
    private long auctionLeftMs;
    private CollateralOrder collateral;
    private boolean isStarting = true;
    private long cost;

    /**
     * Opens a liquidation.
     *
     * @param id             its number.
     * @param breachPosition log position of the command that caused the breach.
     * @param breachTimeMs   cluster time of that command.
     */
    public Liquidation(final long id, final long breachPosition, final long breachTimeMs) {
        this.id = id;
        this.breachPosition = breachPosition;
        this.breachTimeMs = breachTimeMs;
    }

    /**
     * {@return when the discount of an order must begin to grow: a re-sized one's clock goes on, but for the time for
     * which its market stood still}
     */
    public long startTimeMs(final boolean isResized, final Market market) {
        return isResized
                ? order.startTimeMs() + market.timeMs() - order.clockMs(market)
                : startTimeMs(market.timeMs(), saleTerms.auctionMs());
    }

    /**
     * {@return when the discount of another order must begin to grow: at the breach where the liquidation starts with
     * it, so that slices make no difference, unless its time would be over by then; else when it is opened}
     */
    public long startTimeMs(final long nowMs, final int auctionMs) {
        return isStarting && nowMs - breachTimeMs < auctionMs ? breachTimeMs : nowMs;
    }

    /** What it could sell at once is on order. */
    public void hasStarted() {
        isStarting = false;
    }

    /** An order begins with a largest discount and a penalty. */
    public void beginOrder(final SaleTerms ofOrder) {
        saleTerms = ofOrder;
        auctionLeftMs = 0;
    }

    /** {@return what the auction had left when the order went past the bankruptcy price; 0 where it did not} */
    public long auctionLeftMs() {
        return auctionLeftMs;
    }

    /** The order goes past the bankruptcy price; its auction may go on later. */
    public void leaveAuction(final Market market) {
        auctionLeftMs = Math.max(0, saleTerms.auctionMs() - (order.clockMs(market) - order.startTimeMs()));
    }

    /** {@return when the discount must have begun to grow of an auction that goes on with what it had left} */
    public long goBack(final long nowMs) {
        final long startTimeMs = nowMs - (saleTerms.auctionMs() - auctionLeftMs);
        auctionLeftMs = 0;
        return startTimeMs;
    }

    /** {@return what the order that began last began with} */
    public SaleTerms saleTerms() {
        return saleTerms;
    }

    /** {@return the open or paused order of collateral, or null} */
    public CollateralOrder collateral() {
        return collateral;
    }

    /** Replaces the order of collateral. */
    public void replaceCollateral(final CollateralOrder next) {
        collateral = next;
    }

    /** The order of collateral stands no longer, nor will it go on. */
    public void withdrawCollateral() {
        collateral = null;
    }

    /** The clock of the order of collateral stands still until prices allow a sale. */
    public void pauseCollateral(final Market market) {
        collateral = collateral.paused(market);
    }

    /** {@return what it has cost insurance so far, numeraire units} */
    public long cost() {
        return cost;
    }

    /** Adds to what it has cost. */
    public void addCost(final long more) {
        cost += more;
    }

    /** {@return log position of the command that caused the breach} */
    public long breachPosition() {
        return breachPosition;
    }

    /** {@return its number} */
    public long id() {
        return id;
    }

    /** {@return the open or paused order, or null} */
    public OpenOrder order() {
        return order;
    }

    /** Replaces the order. */
    public void replaceOrder(final OpenOrder next) {
        order = next;
    }

    /** The order stands no longer, nor will it go on. */
    public void withdrawOrder() {
        order = null;
    }

    /** The order's clock stands still until its price allows a sale. */
    public void pauseOrder(final Market market) {
        order = order.paused(market);
    }
}
