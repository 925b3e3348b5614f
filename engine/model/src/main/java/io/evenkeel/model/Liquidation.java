package io.evenkeel.model;

/** A liquidation under way: its number and the order that keepers may bid on, as the events told. */
public final class Liquidation {
    private final long id;
    private final long breachTimeMs;
    private OpenOrder order;
    private SaleTerms saleTerms;
    private CollateralOrder collateral;
    private boolean isBegun;
    private long cost;

    /**
     * Opens a liquidation.
     *
     * @param id           its number.
     * @param breachTimeMs cluster time of the command that caused the breach.
     */
    public Liquidation(final long id, final long breachTimeMs) {
        this.id = id;
        this.breachTimeMs = breachTimeMs;
    }

    /**
     * {@return when the discount of a new order must begin to grow: the first order's at the breach, so that slices
     * make no difference; a later one's when it is opened; a re-sized one's goes on}
     */
    public long startTimeMs(final boolean isResized, final long nowMs) {
        return isResized ? order.startTimeMs() : startTimeMs(nowMs);
    }

    /** {@return when the discount of another order must begin to grow} */
    public long startTimeMs(final long nowMs) {
        return isBegun ? nowMs : breachTimeMs;
    }

    /** An order begins with a largest discount and a penalty. */
    public void beginOrder(final SaleTerms ofOrder) {
        saleTerms = ofOrder;
    }

    /** {@return what the order that began last began with} */
    public SaleTerms saleTerms() {
        return saleTerms;
    }

    /** {@return the open order of collateral, or null} */
    public CollateralOrder collateral() {
        return collateral;
    }

    /** Replaces the order of collateral; one of quantity 0 withdraws it. */
    public void replaceCollateral(final CollateralOrder next) {
        collateral = next.quantity() == 0 ? null : next;
        isBegun = true;
    }

    /** {@return what it has cost insurance so far, numeraire units} */
    public long cost() {
        return cost;
    }

    /** Adds to what it has cost. */
    public void addCost(final long more) {
        cost += more;
    }

    /** {@return its number} */
    public long id() {
        return id;
    }

    /** {@return the open order, or null} */
    public OpenOrder order() {
        return order;
    }

    /** Replaces the order; one of quantity 0 withdraws it. */
    public void replaceOrder(final OpenOrder next) {
        order = next.quantity() == 0 ? null : next;
        isBegun = true;
    }
}
