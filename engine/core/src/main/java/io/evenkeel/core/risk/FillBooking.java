package io.evenkeel.core.risk;

import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.booking.FillTerms;
import io.evenkeel.core.booking.LegPlan;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.ledger.AccountPhase;
import io.evenkeel.core.listing.FeeSchedule;
import io.evenkeel.core.listing.Instrument;

/** What booking a fill, a bust and a correction have in common. No allocation. */
final class FillBooking {
    private final RiskStores stores;
    private final AccountKeeper keeper;

    FillBooking(final RiskStores stores, final AccountKeeper keeper) {
        this.stores = stores;
        this.keeper = keeper;
    }

    /** What is wrong with a quantity and a price, whatever trades at them. */
    static RejectCode checkGrid(final Instrument instrument, final long quantity, final long price) {
        if (quantity <= 0 || quantity > Bounds.MAX_TRADED_NOTIONAL) {
            return RejectCode.BAD_QUANTITY;
        }
        if (price <= 0 || price > Bounds.MAX_PRICE) {
            return RejectCode.BAD_PRICE;
        }
        return quantity % instrument.lot() != 0 || price % instrument.tick() != 0
                ? RejectCode.OFF_GRID
                : RejectCode.NONE;
    }

    void find(final LegPlan leg, final int account, final Instrument instrument) {
        leg.find(stores.accounts(), stores.positions(), account, instrument);
    }

    /** NONE, or why a frozen account cannot take this leg: it does not only make its position smaller. */
    RejectCode checkFrozen(final LegPlan leg) {
        return AccountPhase.isFrozen(stores.accounts().phase(leg.account())) && !leg.isReducing()
                ? keeper.frozen(leg.account())
                : RejectCode.NONE;
    }

    static boolean isAmount(final long amount) {
        return amount >= -Bounds.MAX_TRADED_NOTIONAL && amount <= Bounds.MAX_TRADED_NOTIONAL;
    }

    /** Whether the market can bear that much more held long, at a price of it and at its mark. */
    static boolean isOpenInterestBearable(final Instrument instrument, final long quantity, final long price) {
        return instrument.isNotionalWithin(
                instrument.openInterest() + quantity, Math.max(price, instrument.mark()), Bounds.MAX_OPEN_INTEREST);
    }

    boolean canFeesPay(final Instrument instrument, final long income) {
        return stores.house().balance(HouseAccount.FEES, 0, instrument.settlementAsset()) + income >= 0;
    }

    /** Lets the schedule of a market decide the fees of a fill whose notional is within bounds. */
    void schedule(final FillTerms fill, final Instrument instrument, final int buyer, final int seller) {
        final FeeSchedule fees = instrument.fees();
        final long notional = instrument.notional(fill.quantity(), fill.price());
        fill.charge(
                fees.fee(notional, stores.accounts().terms().feeTier(buyer), fill.isBuyerTaker()),
                fees.fee(notional, stores.accounts().terms().feeTier(seller), !fill.isBuyerTaker()));
    }

    /** Charges a leg's account, or pays it where the fee is negative. */
    void charge(final LegPlan leg, final long fee) {
        stores.ledger().pay(leg.exposure(), -fee, HouseAccount.FEES, 0);
    }

    /** Reports a fill that was booked, and looks whether it calls for a notice. */
    void report(
            final CommandSlot slot,
            final Instrument instrument,
            final FillTerms fill,
            final LegPlan bought,
            final LegPlan sold) {
        stores.events().tradeBooked(
                fill.tradeId(),
                slot.participant(),
                instrument.id(),
                fill.buyer(),
                bought,
                fill.seller(),
                sold,
                fill.quantity(),
                fill.price());
        if (fill.isClassified() || (fill.buyerFee() | fill.sellerFee()) != 0) {
            stores.tradeEvents().charged(
                    slot, fill.isClassified(), fill.tradeId(), instrument.id(), fill.buyerFee(), fill.sellerFee());
        }
        stores.fillNotices().onFill(instrument, fill.tradeId(), fill.price(), bought, sold, slot.timeMs());
    }
}
