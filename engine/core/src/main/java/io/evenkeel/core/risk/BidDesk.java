package io.evenkeel.core.risk;

import io.evenkeel.codecs.BidDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.arithmetic.Int128;
import io.evenkeel.core.booking.LegPlan;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.ledger.AccountPhase;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.listing.Asset;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.listing.PricedState;
import io.evenkeel.core.liquidation.LiquidationStore;
import io.evenkeel.core.margin.MarginState;

/**
 * Takes keepers' bids in liquidations: the first valid one at the current price trades, in part or whole, if the keeper
 * holds IM afterwards (SPEC 6). Checks everything first, then books everything. No allocation.
 */
final class BidDesk {
    private final RiskStores stores;
    private final AccountKeeper keeper;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final BidDecoder bid = new BidDecoder();
    private final LegPlan bought = new LegPlan();
    private final LegPlan sold = new LegPlan();
    private final MarginState margin = new MarginState();
    private long traded;

    BidDesk(final RiskStores stores, final AccountKeeper keeper) {
        this.stores = stores;
        this.keeper = keeper;
    }

    /** Quantity that the last accepted bid traded; 0 where the account turned out to be cured. */
    long traded() {
        return traded;
    }

    RejectCode onBid(final CommandSlot slot) {
        bid.wrapAndApplyHeader(slot.bytes(), 0, header);
        final int bidder = stores.accounts().find(bid.account());
        if (bidder == AccountStore.NONE) {
            return RejectCode.UNKNOWN_ACCOUNT;
        }
        if (stores.accounts().owner(bidder) != slot.participant()) {
            return RejectCode.NOT_PERMITTED;
        }
        final int liquidation = stores.liquidations().find(bid.liquidation());
        if (liquidation == LiquidationStore.NONE
                || stores.liquidations().instrument(liquidation) != bid.instrument()) {
            return RejectCode.LIQUIDATION_NOT_OPEN;
        }
        final Instrument instrument = stores.listings().instrument(bid.instrument());
        if (!instrument.life().isOpen()) {
            return RejectCode.NOT_OPEN;
        }
        final RejectCode offGrid = FillBooking.checkGrid(instrument, bid.quantity(), bid.limitPrice());
        if (offGrid != RejectCode.NONE) {
            return offGrid;
        }
        if (instrument.state() == PriceState.HALTED) {
            return RejectCode.HALTED;
        }
        if (!PricedState.allowsLiquidation(instrument.state())
                || !PricedState.allowsLiquidation(stores.listings().settlementAssetOf(instrument).state())) {
            return RejectCode.STALE_PRICE;
        }
        keeper.touch(bidder);
        if (AccountPhase.isFrozen(stores.accounts().phase(bidder))) {
            return keeper.frozen(bidder);
        }
        return takeOrder(liquidation, instrument, bidder);
    }

    private RejectCode takeOrder(final int liquidation, final Instrument instrument, final int bidder) {
        traded = 0;
        final int account = stores.liquidations().account(liquidation);
        keeper.touch(account);
        if (!stores.liquidationDesk().quote(liquidation)) {
            stores.liquidationDesk().review(liquidation);
            return RejectCode.NONE;
        }
        final int position = stores.accounts().findPosition(account, instrument.id());
        final boolean isLong = stores.positions().quantity(position) > 0;
        final long price = stores.liquidationDesk().quotedPrice();
        if (isLong ? bid.limitPrice() < price : bid.limitPrice() > price) {
            return RejectCode.PRICE_MOVED;
        }
        final long quantity = Math.min(bid.quantity(), stores.liquidationDesk().quotedQuantity());
        final LegPlan closing = isLong ? sold : bought;
        final LegPlan taking = isLong ? bought : sold;
        closing.find(stores.accounts(), stores.positions(), account, instrument);
        taking.find(stores.accounts(), stores.positions(), bidder, instrument);
        closing.plan(instrument, isLong ? -quantity : quantity, price);
        taking.plan(instrument, isLong ? quantity : -quantity, price);
        final RejectCode refusal = checkTaking(instrument, closing, taking);
        if (refusal == RejectCode.NONE) {
            bookTaking(liquidation, instrument, isLong, quantity, price);
        }
        return refusal;
    }

    private RejectCode checkTaking(final Instrument instrument, final LegPlan closing, final LegPlan taking) {
        if (!keeper.hasRoom(instrument, taking)) {
            return RejectCode.CAPACITY;
        }
        if (!closing.isWithinBounds()
                || !taking.isWithinBounds()
                || !keeper.canBook(closing.exposure(), closing.realised() - closing.fundingDue())
                || !keeper.canBook(taking.exposure(), taking.realised() - taking.fundingDue())) {
            return RejectCode.ARITHMETIC_OVERFLOW;
        }
        stores.view().load(taking.account()).apply(
                instrument, taking.newQuantity(), taking.newEntryValue(), taking.realised());
        // IM must hold afterwards (SPEC 6), so it is scaled by the open interest that both legs leave.
        final long opened = closing.openedLong() + taking.openedLong();
        instrument.presumeOpenInterest(opened);
        margin.compute(stores.view());
        instrument.presumeOpenInterest(-opened);
        if (!margin.allowsWithdrawal()) {
            return RejectCode.STALE_PRICE;
        }
        return margin.coversInitial() ? RejectCode.NONE : RejectCode.INSUFFICIENT_MARGIN;
    }

    private void bookTaking(
            final int liquidation,
            final Instrument instrument,
            final boolean isLong,
            final long quantity,
            final long price) {
        final long id = stores.liquidations().id(liquidation);
        final LegPlan closing = isLong ? sold : bought;
        final LegPlan taking = isLong ? bought : sold;
        keeper.settleFunding(instrument, closing);
        keeper.settleFunding(instrument, taking);
        stores.ledger().bookLeg(instrument, closing);
        final boolean keepsWall = stores.ledger().bookLeg(instrument, taking);
        final long penalty = payPenalty(closing.account(), instrument, quantity);
        stores.events().tradeBooked(
                id,
                0,
                instrument.id(),
                stores.accounts().id(bought.account()),
                bought,
                stores.accounts().id(sold.account()),
                sold,
                quantity,
                price);
        stores.liquidationDesk().events().trade(
                id,
                stores.accounts().id(closing.account()),
                bid.account(),
                instrument.id(),
                isLong,
                quantity,
                price,
                penalty,
                closing.newQuantity());
        traded = quantity;
        keeper.settle(taking.account(), keepsWall);
        keeper.settle(closing.account(), true);
    }

    /** The penalty goes to insurance, rounded up, but never more than leaves equity at zero. */
    private long payPenalty(final int account, final Instrument instrument, final long quantity) {
        final Asset asset = stores.listings().settlementAssetOf(instrument);
        final long due = Int128.mulDivCeil(
                instrument.notional(quantity, instrument.mark()),
                instrument.liquidationTerms().penaltyPpm(),
                Bounds.PPM);
        long least = 0;
        long most = due;
        while (least < most) {
            final long middle = (least + most + 1) >>> 1;
            if (bears(account, asset.id(), middle)) {
                least = middle;
            } else {
                most = middle - 1;
            }
        }
        stores.ledger().pay(stores.accounts().exposureTo(account, asset.id()), -least, HouseAccount.INSURANCE, 0);
        return least;
    }

    private boolean bears(final int account, final int asset, final long amount) {
        stores.view().loadFavoured(account).addBalance(asset, -amount);
        return !margin.compute(stores.view()).equity().isNegative();
    }
}
