package io.evenkeel.core.risk;

import io.evenkeel.codecs.BidDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.TradeDecoder;
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
import io.evenkeel.core.store.EarlyLoads;

/**
 * Books what trades: fills that venues send, and keepers' bids in liquidations. A fill is a fact: it is refused
 * for what is wrong with it, never for margin. Checks everything first, then books everything. No allocation.
 */
final class TradeDesk {
    private final RiskStores stores;
    private final AccountKeeper keeper;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final BidDecoder bid = new BidDecoder();
    private final LegPlan bought = new LegPlan();
    private final LegPlan sold = new LegPlan();
    private final MarginState margin = new MarginState();
    private final EarlyLoads loads = new EarlyLoads();
    private long bidResult;

    TradeDesk(final RiskStores stores, final AccountKeeper keeper) {
        this.stores = stores;
        this.keeper = keeper;
    }

    // ---------------------------------------------------------------- fills

    RejectCode onTrade(final CommandSlot slot) {
        trade.wrapAndApplyHeader(slot.bytes(), 0, header);
        stores.accounts().load(trade.buyer(), loads);
        stores.accounts().load(trade.seller(), loads);
        final int buyer = stores.accounts().find(trade.buyer());
        final int seller = stores.accounts().find(trade.seller());
        if (buyer == AccountStore.NONE || seller == AccountStore.NONE) {
            return RejectCode.UNKNOWN_ACCOUNT;
        }
        if (!stores.listings().hasInstrument(trade.instrument())) {
            return RejectCode.UNKNOWN_INSTRUMENT;
        }
        final Instrument instrument = stores.listings().instrument(trade.instrument());
        final RejectCode offGrid = checkGrid(instrument, trade.quantity(), trade.price());
        if (offGrid != RejectCode.NONE) {
            return offGrid;
        }
        if (stores.tradeIds().contains(slot.participant(), trade.tradeId())) {
            return RejectCode.DUPLICATE_TRADE;
        }
        final RejectCode refusal = checkLegs(instrument, buyer, seller);
        if (refusal == RejectCode.NONE) {
            stores.tradeIds().add(slot.participant(), trade.tradeId());
            bookFill(slot, instrument);
        }
        return refusal;
    }

    private static RejectCode checkGrid(final Instrument instrument, final long quantity, final long price) {
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

    private RejectCode checkLegs(final Instrument instrument, final int buyer, final int seller) {
        if (instrument.mark() == 0 || stores.listings().settlementAssetOf(instrument).price() == 0) {
            return RejectCode.STALE_PRICE;
        }
        if (buyer == seller) {
            return RejectCode.BAD_PARAMETER;
        }
        keeper.touch(buyer);
        keeper.touch(seller);
        find(bought, buyer, instrument);
        find(sold, seller, instrument);
        bought.plan(instrument, trade.quantity(), trade.price());
        sold.plan(instrument, -trade.quantity(), trade.price());
        if (isBarred(bought) || isBarred(sold)) {
            return RejectCode.ACCOUNT_FROZEN;
        }
        final int asset = instrument.settlementAsset();
        if (!keeper.hasRoom(instrument, bought) || !keeper.hasRoom(instrument, sold)) {
            return RejectCode.CAPACITY;
        }
        if (!areAmountsSound(instrument)) {
            return RejectCode.ARITHMETIC_OVERFLOW;
        }
        return stores.house().balance(HouseAccount.FEES, 0, asset) + trade.buyerFee() + trade.sellerFee() < 0
                ? RejectCode.INSUFFICIENT_BALANCE
                : RejectCode.NONE;
    }

    private boolean areAmountsSound(final Instrument instrument) {
        return bought.isWithinBounds()
                && sold.isWithinBounds()
                && isAmount(trade.buyerFee())
                && isAmount(trade.sellerFee())
                && keeper.canBook(bought.exposure(), bought.realised() - trade.buyerFee())
                && keeper.canBook(sold.exposure(), sold.realised() - trade.sellerFee())
                && instrument.isNotionalWithin(
                        instrument.openInterest() + trade.quantity(),
                        Math.max(trade.price(), instrument.mark()),
                        Bounds.MAX_OPEN_INTEREST);
    }

    private static boolean isAmount(final long amount) {
        return amount >= -Bounds.MAX_TRADED_NOTIONAL && amount <= Bounds.MAX_TRADED_NOTIONAL;
    }

    private boolean isBarred(final LegPlan leg) {
        return AccountPhase.isFrozen(stores.accounts().phase(leg.account())) && !leg.isReducing();
    }

    private void find(final LegPlan leg, final int account, final Instrument instrument) {
        leg.find(stores.accounts(), stores.positions(), account, instrument);
    }

    private void bookFill(final CommandSlot slot, final Instrument instrument) {
        final boolean buyerKeepsWall = stores.ledger().bookLeg(instrument, bought);
        final boolean sellerKeepsWall = stores.ledger().bookLeg(instrument, sold);
        stores.ledger().pay(bought.exposure(), -trade.buyerFee(), HouseAccount.FEES, 0);
        stores.ledger().pay(sold.exposure(), -trade.sellerFee(), HouseAccount.FEES, 0);
        stores.events().tradeBooked(
                trade.tradeId(),
                slot.participant(),
                instrument.id(),
                trade.buyer(),
                bought,
                trade.seller(),
                sold,
                trade.quantity(),
                trade.price());
        keeper.settle(bought.account(), buyerKeepsWall);
        keeper.settle(sold.account(), sellerKeepsWall);
    }

    // ---------------------------------------------------------------- bids

    /** Quantity that the last accepted bid traded; 0 where the account turned out to be cured. */
    long bidResult() {
        return bidResult;
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
        final RejectCode offGrid = checkGrid(instrument, bid.quantity(), bid.limitPrice());
        if (offGrid != RejectCode.NONE) {
            return offGrid;
        }
        if (!PricedState.allowsLiquidation(instrument.state())
                || !PricedState.allowsLiquidation(stores.listings().settlementAssetOf(instrument).state())) {
            return RejectCode.STALE_PRICE;
        }
        keeper.touch(bidder);
        if (AccountPhase.isFrozen(stores.accounts().phase(bidder))) {
            return RejectCode.ACCOUNT_FROZEN;
        }
        return takeOrder(liquidation, instrument, bidder);
    }

    private RejectCode takeOrder(final int liquidation, final Instrument instrument, final int bidder) {
        bidResult = 0;
        final int account = stores.liquidations().account(liquidation);
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
        find(closing, account, instrument);
        find(taking, bidder, instrument);
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
                || !keeper.canBook(closing.exposure(), closing.realised())
                || !keeper.canBook(taking.exposure(), taking.realised())) {
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
        bidResult = quantity;
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
