package io.evenkeel.core.risk;

import io.evenkeel.codecs.CreditCheckDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.Side;
import io.evenkeel.core.arithmetic.Int128;
import io.evenkeel.core.arithmetic.WideProduct;
import io.evenkeel.core.booking.LegPlan;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.gate.Permissions;
import io.evenkeel.core.ledger.AccountPhase;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.margin.LiquidationPrice;
import io.evenkeel.core.margin.MarginState;

/**
 * Answers what an order would do to an account (SPEC 3): as if it filled whole, at its price, without fees. It passes
 * if equity ≥ IM afterwards, reservations included; or if it only makes a position smaller, MM does not grow and
 * equity/MM does not fall. It is also held to the limits of its market, and to prices that allow credit checks. Changes
 * nothing but what a price or a cycle under way had yet to do to the account; does not allocate.
 *
 * <p>Open interest is what the order would leave if whoever takes its other side opens a position by it: the most it
 * can.
 */
final class CreditDesk {
    private final RiskStores stores;
    private final AccountKeeper keeper;
    private final FillBooking booking;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final CreditCheckDecoder check = new CreditCheckDecoder();
    private final LegPlan leg = new LegPlan();
    private final MarginState margin = new MarginState();
    private final LiquidationPrice liquidationPrice = new LiquidationPrice();
    private final Int128 equityBefore = new Int128();
    private final Int128 maintenanceBefore = new Int128();
    private final Int128 magnitude = new Int128();
    private final WideProduct after = new WideProduct();
    private final WideProduct before = new WideProduct();

    CreditDesk(final RiskStores stores, final AccountKeeper keeper, final FillBooking booking) {
        this.stores = stores;
        this.keeper = keeper;
        this.booking = booking;
    }

    RejectCode onCreditCheck(final CommandSlot slot) {
        check.wrapAndApplyHeader(slot.bytes(), 0, header);
        final int account = stores.accounts().find(check.account());
        if (account == AccountStore.NONE) {
            return RejectCode.UNKNOWN_ACCOUNT;
        }
        if (stores.accounts().phase(account) == AccountPhase.CLOSED) {
            return RejectCode.ACCOUNT_CLOSED;
        }
        if (stores.accounts().owner(account) != slot.participant() && (slot.roles() & Permissions.VENUE) == 0) {
            return RejectCode.NOT_PERMITTED;
        }
        if (!stores.listings().hasInstrument(check.instrument())) {
            return RejectCode.UNKNOWN_INSTRUMENT;
        }
        if (check.sideRaw() > Side.SELL.value()) {
            return RejectCode.BAD_PARAMETER;
        }
        final Instrument instrument = stores.listings().instrument(check.instrument());
        if (!instrument.life().isOpen()) {
            return RejectCode.NOT_OPEN;
        }
        final RejectCode offGrid = FillBooking.checkGrid(instrument, check.quantity(), check.price());
        if (offGrid != RejectCode.NONE) {
            return offGrid;
        }
        if (instrument.mark() == 0 || stores.listings().settlementAssetOf(instrument).price() == 0) {
            return RejectCode.STALE_PRICE;
        }
        keeper.touch(account);
        return value(slot, account, instrument);
    }

    private RejectCode value(final CommandSlot slot, final int account, final Instrument instrument) {
        final boolean isBuy = check.side() == Side.BUY;
        booking.find(leg, account, instrument);
        leg.plan(instrument, isBuy ? check.quantity() : -check.quantity(), check.price());
        if (!keeper.hasRoom(instrument, leg)) {
            return RejectCode.CAPACITY;
        }
        if (!leg.isWithinBounds()
                || !keeper.canBook(leg.exposure(), leg.realised())
                || !FillBooking.isOpenInterestBearable(instrument, check.quantity(), check.price())) {
            return RejectCode.ARITHMETIC_OVERFLOW;
        }
        margin.compute(stores.view().load(account));
        equityBefore.set(margin.equity());
        maintenanceBefore.set(margin.maintenance());
        final long opened = opened(isBuy);
        stores.view().load(account).apply(instrument, leg.newQuantity(), leg.newEntryValue(), leg.realised());
        instrument.presumeOpenInterest(opened);
        margin.compute(stores.view());
        instrument.presumeOpenInterest(-opened);
        final RejectCode verdict = verdict(instrument, opened);
        stores.tradeEvents().credit(
                slot, check.account(), instrument, margin, leg.newQuantity(), liquidationPrice(instrument), verdict);
        return verdict;
    }

    /** Where the position would be liquidated after the order, all else equal. */
    private long liquidationPrice(final Instrument instrument) {
        return leg.newQuantity() == 0 || stores.accounts().isExempt(leg.account())
                ? LiquidationPrice.NONE
                : liquidationPrice.of(stores.view(), stores.view().find(instrument.id()));
    }

    /** By how much the account's position grows on the side of the order. */
    private long opened(final boolean isBuy) {
        return isBuy
                ? Instrument.openedLong(leg.oldQuantity(), leg.newQuantity())
                : Instrument.openedLong(-leg.oldQuantity(), -leg.newQuantity());
    }

    private RejectCode verdict(final Instrument instrument, final long opened) {
        final RejectCode frozen = booking.checkFrozen(leg);
        if (frozen != RejectCode.NONE || stores.accounts().isExempt(leg.account())) {
            return frozen;
        }
        final RejectCode limit = leg.isReducing() ? RejectCode.NONE : checkLimits(instrument, opened);
        if (limit != RejectCode.NONE) {
            return limit;
        }
        if (!margin.allowsWithdrawal()) {
            return margin.refusalOfPrices();
        }
        final boolean onlyEases = leg.isReducing() && isEased();
        return margin.coversInitial() || onlyEases ? RejectCode.NONE : RejectCode.INSUFFICIENT_MARGIN;
    }

    private static boolean isBeyond(final Instrument instrument, final long quantity, final long openInterest) {
        return instrument.limits().isBeyondPositionLimit(quantity)
                || instrument.limits().isBeyondOpenInterestCap(openInterest);
    }

    private RejectCode checkLimits(final Instrument instrument, final long opened) {
        if (instrument.life().isReduceOnly() || isBeyond(instrument, leg.oldQuantity(), instrument.openInterest())) {
            return RejectCode.REDUCE_ONLY;
        }
        return isBeyond(instrument, leg.newQuantity(), instrument.openInterest() + opened)
                ? RejectCode.POSITION_LIMIT
                : RejectCode.NONE;
    }

    /** Whether MM does not grow and equity/MM does not fall, exactly. */
    private boolean isEased() {
        if (margin.maintenance().comparedTo(maintenanceBefore) > 0) {
            return false;
        }
        if (maintenanceBefore.sign() == 0) {
            return margin.equity().comparedTo(equityBefore) >= 0;
        }
        if (margin.equity().isNegative() != equityBefore.isNegative()) {
            return equityBefore.isNegative();
        }
        multiply(after, margin.equity(), maintenanceBefore);
        multiply(before, equityBefore, margin.maintenance());
        return equityBefore.isNegative() ? after.comparedTo(before) <= 0 : after.comparedTo(before) >= 0;
    }

    private void multiply(final WideProduct product, final Int128 equity, final Int128 maintenance) {
        magnitude.set(equity);
        if (magnitude.isNegative()) {
            magnitude.negate();
        }
        product.set(1).times(magnitude).times(maintenance);
    }
}
