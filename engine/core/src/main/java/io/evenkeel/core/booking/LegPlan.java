package io.evenkeel.core.booking;

import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.arithmetic.Int128;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.ledger.PositionStore;
import io.evenkeel.core.listing.Instrument;

/**
 * What a trade does to one account, worked out before anything is booked (SPEC 2). For a leg dq at price p with value
 * n = dq·p·multiplier: growing, V += n; shrinking, the release r = V·|dq|/|q| (toward zero) leaves V and −n − r is
 * realised; crossing zero is a close and an open. The same for C. Reused; does not allocate.
 */
public final class LegPlan {
    private int account;
    private int position;
    private int exposure;
    private long oldQuantity;
    private long oldEntryValue;
    private long oldEntryCost;
    private long newQuantity;
    private long newEntryValue;
    private long newEntryCost;
    private long realised;
    private long profitOnCost;
    private long fundingDue;
    private boolean isWithinBounds;

    /** Makes an empty plan. */
    public LegPlan() {
    }

    /**
     * Looks up what an account holds of an instrument. Both legs of a trade are looked up before either is planned, so
     * that their cache misses overlap.
     */
    public void find(
            final AccountStore accounts,
            final PositionStore positions,
            final int ofAccount,
            final Instrument instrument) {
        account = ofAccount;
        position = accounts.findPosition(account, instrument.id());
        exposure = accounts.findExposure(account, instrument.settlementAsset());
        if (isNew()) {
            hold(0, 0, 0);
        } else {
            hold(positions.quantity(position), positions.entryValue(position), positions.entryCost(position));
        }
        fundingDue = isNew()
                ? 0
                : instrument.fundingDue(
                        oldQuantity, positions.fundingMark(position), positions.fundingCarry(position));
    }

    /** Takes what another leg of the same account leaves as what is held, before that is booked. {@return this} */
    public LegPlan continueFrom(final LegPlan first) {
        account = first.account;
        position = first.position;
        exposure = first.exposure;
        hold(first.newQuantity, first.newEntryValue, first.newEntryCost);
        return this;
    }

    /** Says what was held before two legs, so that they are judged as one. */
    public void startFrom(final long quantity) {
        oldQuantity = quantity;
    }

    /** Says what is held. */
    void hold(final long quantity, final long entryValue, final long entryCost) {
        oldQuantity = quantity;
        oldEntryValue = entryValue;
        oldEntryCost = entryCost;
    }

    /**
     * Plans a leg on what is held. A position that a price move made larger than what can be traded may become
     * smaller.
     *
     * @param instrument what is traded.
     * @param change     signed quantity traded.
     * @param price      price traded at.
     * @return this.
     */
    public LegPlan plan(final Instrument instrument, final long change, final long price) {
        newQuantity = oldQuantity + change;
        final long worstPrice = Math.max(price, instrument.mark());
        return planWithin(
                instrument,
                change,
                price,
                instrument.isNotionalWithin(change, price, Bounds.MAX_TRADED_NOTIONAL)
                        && (isReducing()
                                || instrument.isNotionalWithin(newQuantity, worstPrice, Bounds.MAX_TRADED_NOTIONAL)));
    }

    /**
     * Plans a leg that has to be: a price move may have made positions larger than what can be traded, and these must
     * be closed all the same. A position may become as large as a price move could make it.
     */
    public LegPlan planForced(final Instrument instrument, final long change, final long price) {
        newQuantity = oldQuantity + change;
        return planWithin(
                instrument,
                change,
                price,
                instrument.isNotionalWithin(change, price, Bounds.MAX_NOTIONAL)
                        && (isReducing()
                                || instrument.isNotionalWithin(newQuantity, instrument.mark(), Bounds.MAX_NOTIONAL)));
    }

    private LegPlan planWithin(
            final Instrument instrument, final long change, final long price, final boolean isBearable) {
        realised = 0;
        profitOnCost = 0;
        isWithinBounds = isBearable && Math.abs(oldQuantity) <= Bounds.MAX_AMOUNT;
        if (!isWithinBounds) {
            return this;
        }
        if (oldQuantity == 0 || oldQuantity > 0 == change > 0) {
            final long value = instrument.notional(change, price);
            newEntryValue = oldEntryValue + value;
            newEntryCost = oldEntryCost + value;
        } else {
            shrink(instrument, change, price);
        }
        isWithinBounds = Math.abs(newEntryValue) <= Bounds.MAX_AMOUNT && Math.abs(newEntryCost) <= Bounds.MAX_AMOUNT;
        return this;
    }

    /**
     * Plans to close the whole position at a market's final price. A price move may have made it larger than what can
     * be traded; the bounds of open positions hold.
     *
     * @param instrument what is closed.
     * @param price      its final price.
     */
    public void planClosing(final Instrument instrument, final long price) {
        newQuantity = 0;
        isWithinBounds = true;
        shrink(instrument, -oldQuantity, price);
    }

    private void shrink(final Instrument instrument, final long change, final long price) {
        final long held = Math.abs(oldQuantity);
        final long closed = Math.min(held, Math.abs(change));
        final long closedValue = instrument.notional(change > 0 ? closed : -closed, price);
        final long releasedValue = Int128.mulDivTruncate(oldEntryValue, closed, held);
        final long releasedCost = Int128.mulDivTruncate(oldEntryCost, closed, held);
        realised = -closedValue - releasedValue;
        profitOnCost = -closedValue - releasedCost;
        final long opened = instrument.notional(change > 0 ? change - closed : change + closed, price);
        newEntryValue = oldEntryValue - releasedValue + opened;
        newEntryCost = oldEntryCost - releasedCost + opened;
    }

    /** {@return whether every amount stays within {@link Bounds}; if not, nothing else here means anything} */
    public boolean isWithinBounds() {
        return isWithinBounds;
    }

    /** {@return index of the account} */
    public int account() {
        return account;
    }

    /** {@return index of its position; {@link PositionStore#NONE} where it had none} */
    public int position() {
        return position;
    }

    /** {@return index of its exposure to the settlement asset; {@code ExposureStore.NONE} until it is made} */
    public int exposure() {
        return exposure;
    }

    /** Takes note of the exposure made for this leg. */
    void expose(final int made) {
        exposure = made;
    }

    /** {@return whether the account has no position in the instrument yet} */
    public boolean isNew() {
        return position == PositionStore.NONE;
    }

    /** {@return quantity before} */
    public long oldQuantity() {
        return oldQuantity;
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

    /** {@return what the position owes of funding, charged before the leg is booked; negative for a credit} */
    public long fundingDue() {
        return fundingDue;
    }

    /** {@return profit realised on entry cost, as reported} */
    public long profitOnCost() {
        return profitOnCost;
    }

    /** {@return by how much the leg changes what the account holds long} */
    public long openedLong() {
        return Instrument.openedLong(oldQuantity, newQuantity);
    }

    /** {@return whether the leg only makes the position smaller} */
    public boolean isReducing() {
        return Math.abs(newQuantity) < Math.abs(oldQuantity)
                && (newQuantity == 0 || newQuantity > 0 == oldQuantity > 0);
    }
}
