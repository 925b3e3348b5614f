package io.evenkeel.core.sim.model;

import io.evenkeel.core.sim.event.Event;

/** A liquidation under way: its number and the order that keepers may bid on, as the events told. */
public final class Liquidation {
    private final long id;
    private Event.Order order;

    /** Opens a liquidation. */
    public Liquidation(final long id) {
        this.id = id;
    }

    /** {@return its number} */
    public long id() {
        return id;
    }

    /** {@return the open order, or null} */
    public Event.Order order() {
        return order;
    }

    /** Replaces the order; one of quantity 0 withdraws it. */
    public void replaceOrder(final Event.Order next) {
        order = next.quantity() == 0 ? null : next;
    }
}
