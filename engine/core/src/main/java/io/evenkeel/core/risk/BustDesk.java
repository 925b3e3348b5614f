package io.evenkeel.core.risk;

import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.TradeBustDecoder;
import io.evenkeel.codecs.TradeCorrectionDecoder;
import io.evenkeel.core.booking.FillTerms;
import io.evenkeel.core.booking.LegPlan;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.listing.Instrument;

/**
 * Books fills back that never should have been, and books them anew with right terms: the opposite fill between the
 * same accounts at the same price, fees returned. Known by the venue's trade id and all the fill's terms; what is not
 * known so, or was busted, is refused. Checks everything first, then books everything. No allocation.
 */
final class BustDesk {
    private final RiskStores stores;
    private final AccountKeeper keeper;
    private final FillBooking booking;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TradeBustDecoder bust = new TradeBustDecoder();
    private final TradeCorrectionDecoder correction = new TradeCorrectionDecoder();
    private final FillTerms wrong = new FillTerms();
    private final FillTerms right = new FillTerms();
    private final LegPlan givenBack = new LegPlan();
    private final LegPlan takenBack = new LegPlan();
    private final LegPlan bought = new LegPlan();
    private final LegPlan sold = new LegPlan();

    BustDesk(final RiskStores stores, final AccountKeeper keeper, final FillBooking booking) {
        this.stores = stores;
        this.keeper = keeper;
        this.booking = booking;
    }

    RejectCode onBust(final CommandSlot slot) {
        bust.wrapAndApplyHeader(slot.bytes(), 0, header);
        wrong.set(bust);
        if (!isKnown(slot)) {
            return RejectCode.UNKNOWN_TRADE;
        }
        final Instrument instrument = stores.listings().instrument(wrong.instrument());
        if (!instrument.life().isOpen()) {
            return RejectCode.NOT_OPEN;
        }
        planBack(instrument);
        final RejectCode refusal = checkBack(instrument);
        if (refusal != RejectCode.NONE) {
            return refusal;
        }
        final RejectCode frozen = checkFrozen(givenBack, takenBack);
        if (frozen != RejectCode.NONE) {
            return frozen;
        }
        if (!booking.canFeesPay(instrument, -wrong.buyerFee() - wrong.sellerFee())) {
            return RejectCode.INSUFFICIENT_BALANCE;
        }
        stores.tradeIds().replaceDigest(slot.participant(), wrong.tradeId(), FillTerms.BUSTED);
        final boolean buyerKeepsWall = bookBack(instrument, givenBack, wrong.buyerFee());
        final boolean sellerKeepsWall = bookBack(instrument, takenBack, wrong.sellerFee());
        reportBack(slot, false);
        keeper.settleTraded(givenBack.account(), buyerKeepsWall);
        keeper.settleTraded(takenBack.account(), sellerKeepsWall);
        return RejectCode.NONE;
    }

    RejectCode onCorrection(final CommandSlot slot) {
        correction.wrapAndApplyHeader(slot.bytes(), 0, header);
        wrong.set(correction);
        right.setRight(correction);
        if (!isKnown(slot)) {
            return RejectCode.UNKNOWN_TRADE;
        }
        final Instrument instrument = stores.listings().instrument(wrong.instrument());
        if (!instrument.life().isOpen()) {
            return RejectCode.NOT_OPEN;
        }
        final RejectCode offGrid = FillBooking.checkGrid(instrument, right.quantity(), right.price());
        if (offGrid != RejectCode.NONE) {
            return offGrid;
        }
        if (right.isClassified() && (right.buyerFee() | right.sellerFee()) != 0) {
            return RejectCode.BAD_PARAMETER;
        }
        planBack(instrument);
        final RejectCode refusal = checkBack(instrument);
        if (refusal != RejectCode.NONE) {
            return refusal;
        }
        final RejectCode unfit = checkRight(instrument);
        if (unfit == RejectCode.NONE) {
            bookCorrection(slot, instrument);
        }
        return unfit;
    }

    private boolean isKnown(final CommandSlot slot) {
        return stores.tradeIds().contains(slot.participant(), wrong.tradeId())
                && stores.tradeIds().digest(slot.participant(), wrong.tradeId()) == wrong.digest()
                && stores.listings().hasInstrument(wrong.instrument())
                && stores.accounts().find(wrong.buyer()) != AccountStore.NONE
                && stores.accounts().find(wrong.seller()) != AccountStore.NONE;
    }

    private void planBack(final Instrument instrument) {
        final int buyer = stores.accounts().find(wrong.buyer());
        final int seller = stores.accounts().find(wrong.seller());
        keeper.touch(buyer);
        keeper.touch(seller);
        booking.find(givenBack, buyer, instrument);
        booking.find(takenBack, seller, instrument);
        givenBack.plan(instrument, -wrong.quantity(), wrong.price());
        takenBack.plan(instrument, wrong.quantity(), wrong.price());
    }

    private RejectCode checkFrozen(final LegPlan ofBuyer, final LegPlan ofSeller) {
        final RejectCode buyerFrozen = booking.checkFrozen(ofBuyer);
        return buyerFrozen == RejectCode.NONE ? booking.checkFrozen(ofSeller) : buyerFrozen;
    }

    private RejectCode checkBack(final Instrument instrument) {
        if (!keeper.hasRoom(instrument, givenBack) || !keeper.hasRoom(instrument, takenBack)) {
            return RejectCode.CAPACITY;
        }
        final boolean isSound = givenBack.isWithinBounds()
                && takenBack.isWithinBounds()
                && keeper.canBook(
                        givenBack.exposure(), givenBack.realised() - givenBack.fundingDue() + wrong.buyerFee())
                && keeper.canBook(
                        takenBack.exposure(), takenBack.realised() - takenBack.fundingDue() + wrong.sellerFee())
                && FillBooking.isOpenInterestBearable(instrument, wrong.quantity(), wrong.price());
        return isSound ? RejectCode.NONE : RejectCode.ARITHMETIC_OVERFLOW;
    }

    /** Checks the right fill on what booking the wrong one back leaves. */
    private RejectCode checkRight(final Instrument instrument) {
        bought.continueFrom(givenBack).plan(instrument, right.quantity(), right.price());
        sold.continueFrom(takenBack).plan(instrument, -right.quantity(), right.price());
        if (!bought.isWithinBounds() || !sold.isWithinBounds()) {
            return RejectCode.ARITHMETIC_OVERFLOW;
        }
        if (right.isClassified()) {
            booking.schedule(right, instrument, bought.account(), sold.account());
        }
        if (!areAmountsSound(instrument)) {
            return RejectCode.ARITHMETIC_OVERFLOW;
        }
        final RejectCode frozen = checkFrozenAsAWhole();
        if (frozen != RejectCode.NONE) {
            return frozen;
        }
        final long income = right.buyerFee() + right.sellerFee() - wrong.buyerFee() - wrong.sellerFee();
        return booking.canFeesPay(instrument, income) ? RejectCode.NONE : RejectCode.INSUFFICIENT_BALANCE;
    }

    private boolean areAmountsSound(final Instrument instrument) {
        final long ofBuyer = givenBack.realised() + wrong.buyerFee() + bought.realised() - right.buyerFee();
        final long ofSeller = takenBack.realised() + wrong.sellerFee() + sold.realised() - right.sellerFee();
        return FillBooking.isAmount(right.buyerFee())
                && FillBooking.isAmount(right.sellerFee())
                && keeper.canBook(givenBack.exposure(), ofBuyer - givenBack.fundingDue())
                && keeper.canBook(takenBack.exposure(), ofSeller - takenBack.fundingDue())
                && FillBooking.isOpenInterestBearable(
                        instrument, wrong.quantity() + right.quantity(), right.price());
    }

    /** A frozen account takes a correction that as a whole makes its position smaller. */
    private RejectCode checkFrozenAsAWhole() {
        bought.startFrom(givenBack.oldQuantity());
        sold.startFrom(takenBack.oldQuantity());
        return checkFrozen(bought, sold);
    }

    private void bookCorrection(final CommandSlot slot, final Instrument instrument) {
        stores.tradeIds().replaceDigest(slot.participant(), wrong.tradeId(), right.digest());
        final boolean buyerKeptWall = bookBack(instrument, givenBack, wrong.buyerFee());
        final boolean sellerKeptWall = bookBack(instrument, takenBack, wrong.sellerFee());
        reportBack(slot, true);
        booking.find(bought, givenBack.account(), instrument);
        booking.find(sold, takenBack.account(), instrument);
        bought.plan(instrument, right.quantity(), right.price());
        sold.plan(instrument, -right.quantity(), right.price());
        final boolean buyerKeepsWall = stores.ledger().bookLeg(instrument, bought) && buyerKeptWall;
        final boolean sellerKeepsWall = stores.ledger().bookLeg(instrument, sold) && sellerKeptWall;
        booking.charge(bought, right.buyerFee());
        booking.charge(sold, right.sellerFee());
        booking.report(slot, instrument, right, bought, sold);
        keeper.settleTraded(bought.account(), buyerKeepsWall);
        keeper.settleTraded(sold.account(), sellerKeepsWall);
    }

    private boolean bookBack(final Instrument instrument, final LegPlan leg, final long fee) {
        keeper.settleFunding(instrument, leg);
        final boolean keepsWall = stores.ledger().bookLeg(instrument, leg);
        booking.charge(leg, -fee);
        return keepsWall;
    }

    private void reportBack(final CommandSlot slot, final boolean isCorrected) {
        stores.tradeEvents().busted(
                slot,
                wrong.tradeId(),
                wrong.instrument(),
                wrong.price(),
                wrong.buyer(),
                givenBack,
                wrong.buyerFee(),
                wrong.seller(),
                takenBack,
                wrong.sellerFee(),
                isCorrected);
    }
}
