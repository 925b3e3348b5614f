package io.evenkeel.core.booking;

import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.arithmetic.Int128;
import io.evenkeel.core.listing.Instrument;

/**
 * What a trade does to one account, worked out before anything is booked (SPEC 2). For a leg dq at price p with value
 * n = dq·p·multiplier: growing, V += n; shrinking, the release r = V·|dq|/|q| (toward zero) leaves V and −n − r is
 * realised; crossing zero is a close and an open. The same for C. Reused; does not allocate.
 */
public final class LegPlan {
    private long oldQuantity;
    private long oldEntryValue;
    private long newQuantity;
    private long newEntryValue;
    private long newEntryCost;
    private long realised;
    private long profitOnCost;
    private boolean isWithinBounds;

    /** Makes an empty plan. */
    public LegPlan() {
    }

    /**
     * Plans a leg on what is held.
     *
     * @param instrument what is traded.
     * @param quantity   quantity held before.
     * @param entryValue its entry value V.
     * @param entryCost  its entry cost C.
     * @param change     signed quantity traded.
     * @param price      price traded at.
     * @return this.
     */
    public LegPlan plan(
            final Instrument instrument,
            final long quantity,
            final long entryValue,
            final long entryCost,
            final long change,
            final long price) {
        oldQuantity = quantity;
        oldEntryValue = entryValue;
        newQuantity = quantity + change;
        realised = 0;
        profitOnCost = 0;
        final long worstPrice = Math.max(price, instrument.mark());
        isWithinBounds = instrument.isNotionalWithin(change, price, Bounds.MAX_TRADED_NOTIONAL)
                && instrument.isNotionalWithin(newQuantity, worstPrice, Bounds.MAX_TRADED_NOTIONAL)
                && Math.abs(quantity) <= Bounds.MAX_AMOUNT;
        if (!isWithinBounds) {
            return this;
        }
        if (quantity == 0 || quantity > 0 == change > 0) {
            final long value = instrument.notional(change, price);
            newEntryValue = entryValue + value;
            newEntryCost = entryCost + value;
        } else {
            shrink(instrument, entryValue, entryCost, change, price);
        }
        isWithinBounds = Math.abs(newEntryValue) <= Bounds.MAX_AMOUNT && Math.abs(newEntryCost) <= Bounds.MAX_AMOUNT;
        return this;
    }

    private void shrink(
            final Instrument instrument,
            final long entryValue,
            final long entryCost,
            final long change,
            final long price) {
        final long held = Math.abs(oldQuantity);
        final long closed = Math.min(held, Math.abs(change));
        final long closedValue = instrument.notional(change > 0 ? closed : -closed, price);
        final long releasedValue = Int128.mulDivTruncate(entryValue, closed, held);
        final long releasedCost = Int128.mulDivTruncate(entryCost, closed, held);
        realised = -closedValue - releasedValue;
        profitOnCost = -closedValue - releasedCost;
        final long opened = instrument.notional(change > 0 ? change - closed : change + closed, price);
        newEntryValue = entryValue - releasedValue + opened;
        newEntryCost = entryCost - releasedCost + opened;
    }

    /** {@return whether every amount stays within {@link Bounds}; if not, nothing else here means anything} */
    public boolean isWithinBounds() {
        return isWithinBounds;
    }

    /** {@return quantity before} */
    public long oldQuantity() {
        return oldQuantity;
    }

    /** {@return entry value before} */
    public long oldEntryValue() {
        return oldEntryValue;
    }

    /** {@return quantity afterwards} */
    public long newQuantity() {
        return newQuantity;
    }

    /** {@return entry value V afterwards} */
    public long newEntryValue() {
        return newEntryValue;
    }

    /** {@return entry cost C afterwards} */
    public long newEntryCost() {
        return newEntryCost;
    }

    /** {@return profit paid into the balance, against CLEARING} */
    public long realised() {
        return realised;
    }

    /** {@return profit realised on entry cost, as reported} */
    public long profitOnCost() {
        return profitOnCost;
    }

    /** {@return whether the leg only makes the position smaller} */
    public boolean isReducing() {
        return Math.abs(newQuantity) < Math.abs(oldQuantity)
                && (newQuantity == 0 || newQuantity > 0 == oldQuantity > 0);
    }
}
