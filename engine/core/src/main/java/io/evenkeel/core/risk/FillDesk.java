package io.evenkeel.core.risk;

import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.TradeDecoder;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.booking.LegPlan;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.ledger.AccountPhase;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.store.EarlyLoads;

/**
 * Books fills that venues send. A fill is a fact: it is refused for what is wrong with it, never for margin. Checks
 * everything first, then books everything. No allocation.
 */
final class FillDesk {
    private final RiskStores stores;
    private final AccountKeeper keeper;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final LegPlan bought = new LegPlan();
    private final LegPlan sold = new LegPlan();
    private final EarlyLoads loads = new EarlyLoads();

    FillDesk(final RiskStores stores, final AccountKeeper keeper) {
        this.stores = stores;
        this.keeper = keeper;
    }

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
}
