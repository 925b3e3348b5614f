package io.evenkeel.core.sim.event;

import io.evenkeel.codecs.BalanceChangedDecoder;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.CommandAckDecoder;
import io.evenkeel.codecs.FundingIndexedDecoder;
import io.evenkeel.codecs.FundingPaidDecoder;
import io.evenkeel.codecs.FundingPutOffDecoder;
import io.evenkeel.codecs.InstructionEndedDecoder;
import io.evenkeel.codecs.LiquidationEndedDecoder;
import io.evenkeel.codecs.LiquidationOrderDecoder;
import io.evenkeel.codecs.LiquidationStartedDecoder;
import io.evenkeel.codecs.LiquidationTradeDecoder;
import io.evenkeel.codecs.MarketPriceDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.SettlementInstructionDecoder;
import io.evenkeel.codecs.StateHashReportDecoder;
import io.evenkeel.codecs.TradeBookedDecoder;
import io.evenkeel.codecs.TransferredDecoder;
import io.evenkeel.core.output.OutputKind;
import io.evenkeel.core.output.OutputSlot;
import org.agrona.DirectBuffer;

/** Turns output slots into {@link Event}s. */
public final class EventDecoder {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final OrderEventDecoder orders = new OrderEventDecoder();
    private final CommandAckDecoder ack = new CommandAckDecoder();
    private final LiquidationStartedDecoder started = new LiquidationStartedDecoder();
    private final LiquidationOrderDecoder order = new LiquidationOrderDecoder();
    private final LiquidationTradeDecoder sold = new LiquidationTradeDecoder();
    private final LiquidationEndedDecoder ended = new LiquidationEndedDecoder();
    private final MarketPriceDecoder priced = new MarketPriceDecoder();
    private final TradeBookedDecoder booked = new TradeBookedDecoder();
    private final BalanceChangedDecoder moved = new BalanceChangedDecoder();
    private final FundingPaidDecoder fundingPaid = new FundingPaidDecoder();
    private final FundingIndexedDecoder fundingIndexed = new FundingIndexedDecoder();
    private final FundingPutOffDecoder fundingPutOff = new FundingPutOffDecoder();
    private final SettlementInstructionDecoder instructed = new SettlementInstructionDecoder();
    private final InstructionEndedDecoder finished = new InstructionEndedDecoder();
    private final TransferredDecoder transferred = new TransferredDecoder();
    private final StateHashReportDecoder hashed = new StateHashReportDecoder();

    /** {@return what the slot says} */
    public Event decode(final OutputSlot slot) {
        if (slot.kind() == OutputKind.SESSION_OPENED || slot.kind() == OutputKind.SESSION_CLOSED) {
            return new Event.Other(0);
        }
        final DirectBuffer buffer = slot.buffer();
        header.wrap(buffer, 0);
        final int templateId = header.templateId();
        return switch (templateId) {
            case CommandAckDecoder.TEMPLATE_ID -> ack(buffer, slot.sessionId());
            case LiquidationStartedDecoder.TEMPLATE_ID -> started(buffer);
            case LiquidationOrderDecoder.TEMPLATE_ID -> order(buffer);
            case LiquidationTradeDecoder.TEMPLATE_ID -> sold(buffer);
            case LiquidationEndedDecoder.TEMPLATE_ID -> ended(buffer);
            case MarketPriceDecoder.TEMPLATE_ID -> priced(buffer);
            case TradeBookedDecoder.TEMPLATE_ID -> booked(buffer);
            case BalanceChangedDecoder.TEMPLATE_ID -> moved(buffer);
            case FundingPaidDecoder.TEMPLATE_ID -> fundingPaid(buffer);
            case FundingIndexedDecoder.TEMPLATE_ID -> fundingIndexed(buffer);
            case FundingPutOffDecoder.TEMPLATE_ID -> fundingPutOff(buffer);
            case SettlementInstructionDecoder.TEMPLATE_ID -> instructed(buffer);
            case InstructionEndedDecoder.TEMPLATE_ID -> finished(buffer);
            case TransferredDecoder.TEMPLATE_ID -> transferred(buffer);
            case StateHashReportDecoder.TEMPLATE_ID -> hashed(buffer);
            default -> orders.decode(templateId, buffer);
        };
    }

    private Event ack(final DirectBuffer buffer, final long sessionId) {
        ack.wrapAndApplyHeader(buffer, 0, header);
        return new Event.Ack(
                ack.participant(),
                ack.sequence(),
                ack.commandPosition(),
                ack.status(),
                ack.rejectCode(),
                ack.result(),
                ack.repeated() == BooleanType.YES,
                sessionId);
    }

    private Event started(final DirectBuffer buffer) {
        started.wrapAndApplyHeader(buffer, 0, header);
        return new Event.Started(
                started.liquidation(),
                started.account(),
                started.breachPosition(),
                started.breachTimeMs(),
                started.equity(),
                started.maintenanceMargin());
    }

    private Event order(final DirectBuffer buffer) {
        order.wrapAndApplyHeader(buffer, 0, header);
        return new Event.Order(
                order.liquidation(),
                order.account(),
                order.instrument(),
                order.side(),
                order.quantity(),
                order.mark(),
                order.bankruptcyPrice(),
                order.startTimeMs(),
                order.auctionMs(),
                order.maxDiscountPpm(),
                order.step(),
                order.furthestPrice(),
                order.penaltyPpm(),
                order.equity(),
                order.maintenanceMargin(),
                order.reason(),
                order.breachPosition());
    }

    private Event sold(final DirectBuffer buffer) {
        sold.wrapAndApplyHeader(buffer, 0, header);
        return new Event.Sold(
                sold.liquidation(),
                sold.account(),
                sold.keeper(),
                sold.instrument(),
                sold.side(),
                sold.quantity(),
                sold.price(),
                sold.penalty(),
                sold.positionAfter(),
                sold.step(),
                sold.insured(),
                sold.mark(),
                sold.byBid() == BooleanType.YES,
                sold.breachPosition());
    }

    private Event ended(final DirectBuffer buffer) {
        ended.wrapAndApplyHeader(buffer, 0, header);
        return new Event.Ended(
                ended.liquidation(),
                ended.account(),
                ended.equity(),
                ended.maintenanceMargin(),
                ended.outcome(),
                ended.breachPosition());
    }

    private Event priced(final DirectBuffer buffer) {
        priced.wrapAndApplyHeader(buffer, 0, header);
        return new Event.Priced(
                priced.commandPosition(),
                priced.kind(),
                priced.priced(),
                priced.index(),
                priced.mark(),
                priced.timeMs(),
                priced.state(),
                priced.freshSources(),
                priced.staleFavourPpm());
    }

    private Event booked(final DirectBuffer buffer) {
        booked.wrapAndApplyHeader(buffer, 0, header);
        return new Event.Booked(
                booked.venue(),
                booked.tradeId(),
                booked.instrument(),
                booked.buyer(),
                booked.seller(),
                booked.quantity(),
                booked.price(),
                booked.buyerBefore(),
                booked.sellerBefore(),
                booked.buyerProfit(),
                booked.sellerProfit());
    }

    private Event moved(final DirectBuffer buffer) {
        moved.wrapAndApplyHeader(buffer, 0, header);
        return new Event.Moved(
                moved.account(), moved.pool(), moved.asset(), moved.amount(), moved.balance(), moved.reference());
    }

    private Event fundingPaid(final DirectBuffer buffer) {
        fundingPaid.wrapAndApplyHeader(buffer, 0, header);
        return new Event.FundingPaid(
                fundingPaid.account(), fundingPaid.amount(), fundingPaid.balance(), fundingPaid.instrument());
    }

    private Event fundingIndexed(final DirectBuffer buffer) {
        fundingIndexed.wrapAndApplyHeader(buffer, 0, header);
        return new Event.FundingIndexed(
                fundingIndexed.commandPosition(),
                fundingIndexed.timeMs(),
                fundingIndexed.intervalEndMs(),
                fundingIndexed.ratePpb(),
                fundingIndexed.index(),
                fundingIndexed.cumulativeLong(),
                fundingIndexed.cumulativeShort(),
                fundingIndexed.instrument());
    }

    private Event fundingPutOff(final DirectBuffer buffer) {
        fundingPutOff.wrapAndApplyHeader(buffer, 0, header);
        return new Event.FundingPutOff(
                fundingPutOff.commandPosition(),
                fundingPutOff.timeMs(),
                fundingPutOff.intervalEndMs(),
                fundingPutOff.ratePpb(),
                fundingPutOff.index(),
                fundingPutOff.instrument());
    }

    private Event instructed(final DirectBuffer buffer) {
        instructed.wrapAndApplyHeader(buffer, 0, header);
        return new Event.Instructed(
                instructed.instruction(),
                instructed.cycle(),
                instructed.account(),
                instructed.asset(),
                instructed.amount(),
                instructed.kind(),
                instructed.repeat());
    }

    private Event finished(final DirectBuffer buffer) {
        finished.wrapAndApplyHeader(buffer, 0, header);
        return new Event.Finished(
                finished.instruction(),
                finished.account(),
                finished.asset(),
                finished.amount(),
                finished.balance(),
                finished.kind(),
                finished.outcome());
    }

    private Event transferred(final DirectBuffer buffer) {
        transferred.wrapAndApplyHeader(buffer, 0, header);
        return new Event.Transferred(
                transferred.from(), transferred.to(), transferred.asset(), transferred.amount());
    }

    private Event hashed(final DirectBuffer buffer) {
        hashed.wrapAndApplyHeader(buffer, 0, header);
        return new Event.Hashed(
                hashed.stateHash(),
                hashed.commandPosition(),
                hashed.accounts(),
                hashed.positions(),
                hashed.brokenInvariants());
    }
}
