package io.evenkeel.core.output;

import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.CreditReportEncoder;
import io.evenkeel.codecs.FeesChargedEncoder;
import io.evenkeel.codecs.FillNoticedEncoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.TradeBustedEncoder;
import io.evenkeel.core.booking.LegPlan;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.margin.MarginState;

/** Writes what is told about orders and fills beside their booking. One thread; no allocation. */
public final class TradeEvents {
    private final EventEncoder events;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final CreditReportEncoder credit = new CreditReportEncoder();
    private final FillNoticedEncoder noticed = new FillNoticedEncoder();
    private final FeesChargedEncoder charged = new FeesChargedEncoder();
    private final TradeBustedEncoder busted = new TradeBustedEncoder();

    /** Makes an encoder that shares the sink and the current log entry with another. */
    public TradeEvents(final EventEncoder events) {
        this.events = events;
    }

    /** Tells the session that asked what an order would do to an account. */
    public void credit(
            final CommandSlot command,
            final long account,
            final Instrument instrument,
            final MarginState after,
            final long positionAfter,
            final long liquidationPrice,
            final RejectCode verdict) {
        final OutputSlot slot = events.claimAnswer(command.sessionId());
        credit.wrapAndApplyHeader(slot.buffer(), 0, header)
                .sequence(command.sequence())
                .account(account)
                .equity(after.equityUnits())
                .initialMargin(after.initialUnits())
                .maintenanceMargin(after.maintenanceUnits())
                .positionAfter(positionAfter)
                .instrument(instrument.id())
                .verdict(verdict)
                .marginRatioPpm(after.ratioPpm())
                .liquidationPrice(liquidationPrice);
        events.publish(slot, credit.limit());
    }

    /** Reports a leg of a fill that calls for a look, to the owner too. */
    public void noticed(
            final int owner,
            final long account,
            final long tradeId,
            final long price,
            final Instrument instrument,
            final long position,
            final RejectCode reason) {
        final OutputSlot slot = events.claimNotice(owner);
        noticed.wrapAndApplyHeader(slot.buffer(), 0, header)
                .tradeId(tradeId)
                .account(account)
                .price(price)
                .mark(instrument.mark())
                .position(position)
                .openInterest(instrument.openInterest())
                .instrument(instrument.id())
                .reason(reason);
        events.publish(slot, noticed.limit());
    }

    /** Reports the fees of a fill; those that a schedule decided are told to the venue's session too. */
    public void charged(
            final CommandSlot command,
            final boolean isScheduled,
            final long tradeId,
            final int instrument,
            final long buyerFee,
            final long sellerFee) {
        final OutputSlot slot =
                isScheduled ? events.claimAnswer(command.sessionId()) : events.claim(OutputKind.AUDIT);
        charged.wrapAndApplyHeader(slot.buffer(), 0, header)
                .tradeId(tradeId)
                .buyerFee(buyerFee)
                .sellerFee(sellerFee)
                .venue(command.participant())
                .instrument(instrument);
        events.publish(slot, charged.limit());
    }

    /**
     * Reports a fill that was booked back.
     *
     * @param command     who busts it.
     * @param tradeId     its id.
     * @param instrument  what was traded.
     * @param price       its price.
     * @param buyer       its buyer.
     * @param back        what booking it back did to the buyer.
     * @param buyerFee    fee returned to the buyer.
     * @param seller      its seller.
     * @param taken       what booking it back did to the seller.
     * @param sellerFee   fee returned to the seller.
     * @param isCorrected whether a fill with right terms follows.
     */
    public void busted(
            final CommandSlot command,
            final long tradeId,
            final int instrument,
            final long price,
            final long buyer,
            final LegPlan back,
            final long buyerFee,
            final long seller,
            final LegPlan taken,
            final long sellerFee,
            final boolean isCorrected) {
        final OutputSlot slot = events.claim(OutputKind.AUDIT);
        busted.wrapAndApplyHeader(slot.buffer(), 0, header)
                .tradeId(tradeId)
                .buyer(buyer)
                .seller(seller)
                .quantity(taken.newQuantity() - taken.oldQuantity())
                .price(price)
                .venue(command.participant())
                .instrument(instrument)
                .corrected(isCorrected ? BooleanType.YES : BooleanType.NO)
                .buyerFee(buyerFee)
                .sellerFee(sellerFee)
                .buyerProfit(back.profitOnCost())
                .sellerProfit(taken.profitOnCost());
        events.publish(slot, busted.limit());
    }
}
