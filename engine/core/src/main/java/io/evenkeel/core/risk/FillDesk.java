package io.evenkeel.core.risk;

import io.evenkeel.codecs.ClassifiedTradeDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.TradeDecoder;
import io.evenkeel.core.booking.FillTerms;
import io.evenkeel.core.booking.LegPlan;
import io.evenkeel.core.command.CommandSlot;
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
    private final FillBooking booking;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final ClassifiedTradeDecoder classifiedTrade = new ClassifiedTradeDecoder();
    private final FillTerms fill = new FillTerms();
    private final LegPlan bought = new LegPlan();
    private final LegPlan sold = new LegPlan();
    private final EarlyLoads loads = new EarlyLoads();

    FillDesk(final RiskStores stores, final AccountKeeper keeper, final FillBooking booking) {
        this.stores = stores;
        this.keeper = keeper;
        this.booking = booking;
    }

    RejectCode onTrade(final CommandSlot slot) {
        trade.wrapAndApplyHeader(slot.bytes(), 0, header);
        return take(slot, fill.set(trade));
    }

    RejectCode onClassifiedTrade(final CommandSlot slot) {
        classifiedTrade.wrapAndApplyHeader(slot.bytes(), 0, header);
        fill.set(classifiedTrade);
        return fill.hasAggressor() ? take(slot, fill) : RejectCode.BAD_PARAMETER;
    }

    private RejectCode take(final CommandSlot slot, final FillTerms sent) {
        stores.accounts().load(sent.buyer(), loads);
        stores.accounts().load(sent.seller(), loads);
        final int buyer = stores.accounts().find(sent.buyer());
        final int seller = stores.accounts().find(sent.seller());
        if (buyer == AccountStore.NONE || seller == AccountStore.NONE) {
            return RejectCode.UNKNOWN_ACCOUNT;
        }
        if (isForeignOmnibus(slot, buyer) || isForeignOmnibus(slot, seller)) {
            return RejectCode.NOT_PERMITTED;
        }
        if (!stores.listings().hasInstrument(sent.instrument())) {
            return RejectCode.UNKNOWN_INSTRUMENT;
        }
        final Instrument instrument = stores.listings().instrument(sent.instrument());
        if (!instrument.life().isOpen()) {
            return RejectCode.NOT_OPEN;
        }
        final RejectCode offGrid = FillBooking.checkGrid(instrument, sent.quantity(), sent.price());
        if (offGrid != RejectCode.NONE) {
            return offGrid;
        }
        if (stores.tradeIds().contains(slot.participant(), sent.tradeId())) {
            return RejectCode.DUPLICATE_TRADE;
        }
        final RejectCode refusal = checkLegs(instrument, buyer, seller);
        if (refusal == RejectCode.NONE) {
            stores.tradeIds().add(slot.participant(), sent.tradeId(), sent.digest());
            bookFill(slot, instrument);
        }
        return refusal;
    }

    /** A venue's omnibus account is the other leg of its own fills only (SPEC 2). */
    private boolean isForeignOmnibus(final CommandSlot slot, final int account) {
        return stores.accounts().isExempt(account) && stores.accounts().owner(account) != slot.participant();
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
        booking.find(bought, buyer, instrument);
        booking.find(sold, seller, instrument);
        bought.plan(instrument, fill.quantity(), fill.price());
        sold.plan(instrument, -fill.quantity(), fill.price());
        final RejectCode buyerFrozen = booking.checkFrozen(bought);
        final RejectCode frozen = buyerFrozen == RejectCode.NONE ? booking.checkFrozen(sold) : buyerFrozen;
        if (frozen != RejectCode.NONE) {
            return frozen;
        }
        if (!keeper.hasRoom(instrument, bought) || !keeper.hasRoom(instrument, sold)) {
            return RejectCode.CAPACITY;
        }
        if (!bought.isWithinBounds() || !sold.isWithinBounds()) {
            return RejectCode.ARITHMETIC_OVERFLOW;
        }
        if (fill.isClassified()) {
            booking.schedule(fill, instrument, buyer, seller);
        }
        if (!areAmountsSound(instrument)) {
            return RejectCode.ARITHMETIC_OVERFLOW;
        }
        return booking.canFeesPay(instrument, fill.buyerFee() + fill.sellerFee())
                ? RejectCode.NONE
                : RejectCode.INSUFFICIENT_BALANCE;
    }

    private boolean areAmountsSound(final Instrument instrument) {
        return FillBooking.isAmount(fill.buyerFee())
                && FillBooking.isAmount(fill.sellerFee())
                && keeper.canBook(bought.exposure(), bought.realised() - bought.fundingDue() - fill.buyerFee())
                && keeper.canBook(sold.exposure(), sold.realised() - sold.fundingDue() - fill.sellerFee())
                && FillBooking.isOpenInterestBearable(instrument, fill.quantity(), fill.price());
    }

    private void bookFill(final CommandSlot slot, final Instrument instrument) {
        keeper.settleFunding(instrument, bought);
        keeper.settleFunding(instrument, sold);
        final boolean buyerKeepsWall = stores.ledger().bookLeg(instrument, bought);
        final boolean sellerKeepsWall = stores.ledger().bookLeg(instrument, sold);
        booking.charge(bought, fill.buyerFee());
        booking.charge(sold, fill.sellerFee());
        booking.report(slot, instrument, fill, bought, sold);
        keeper.settleTraded(bought.account(), buyerKeepsWall);
        keeper.settleTraded(sold.account(), sellerKeepsWall);
    }
}
