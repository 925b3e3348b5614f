package io.evenkeel.core.sim.event;

import io.evenkeel.codecs.AccountChangedDecoder;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.CreditReportDecoder;
import io.evenkeel.codecs.FeesChargedDecoder;
import io.evenkeel.codecs.MarginReservedDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.ParametersChangedDecoder;
import io.evenkeel.codecs.SettlementMode;
import io.evenkeel.codecs.StatusChangedDecoder;
import io.evenkeel.codecs.TradeBustedDecoder;
import org.agrona.DirectBuffer;

/** Decodes events about orders, fees, fills that turned out to be others, and parameters. */
final class OrderEventDecoder {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final CycleEventDecoder cycles = new CycleEventDecoder();
    private final TradeBustedDecoder busted = new TradeBustedDecoder();
    private final FeesChargedDecoder fees = new FeesChargedDecoder();
    private final MarginReservedDecoder reserved = new MarginReservedDecoder();
    private final AccountChangedDecoder changed = new AccountChangedDecoder();
    private final ParametersChangedDecoder parameters = new ParametersChangedDecoder();
    private final CreditReportDecoder credit = new CreditReportDecoder();
    private final StatusChangedDecoder status = new StatusChangedDecoder();

    /** {@return the event, or one of an unknown kind} */
    Event decode(final int templateId, final DirectBuffer buffer) {
        return switch (templateId) {
            case TradeBustedDecoder.TEMPLATE_ID -> busted(buffer);
            case FeesChargedDecoder.TEMPLATE_ID -> fees(buffer);
            case MarginReservedDecoder.TEMPLATE_ID -> reserved(buffer);
            case AccountChangedDecoder.TEMPLATE_ID -> changed(buffer);
            case CreditReportDecoder.TEMPLATE_ID -> credit(buffer);
            case StatusChangedDecoder.TEMPLATE_ID -> status(buffer);
            case ParametersChangedDecoder.TEMPLATE_ID -> parameters(buffer);
            default -> cycles.decode(templateId, buffer);
        };
    }

    private Event busted(final DirectBuffer buffer) {
        busted.wrapAndApplyHeader(buffer, 0, header);
        return new Event.Busted(
                busted.tradeId(),
                busted.instrument(),
                busted.buyer(),
                busted.seller(),
                busted.quantity(),
                busted.price(),
                busted.buyerFee(),
                busted.sellerFee(),
                busted.buyerProfit(),
                busted.sellerProfit(),
                busted.corrected() == BooleanType.YES);
    }

    private Event fees(final DirectBuffer buffer) {
        fees.wrapAndApplyHeader(buffer, 0, header);
        return new Event.FeesCharged(fees.tradeId(), fees.instrument(), fees.buyerFee(), fees.sellerFee());
    }

    private Event reserved(final DirectBuffer buffer) {
        reserved.wrapAndApplyHeader(buffer, 0, header);
        return new Event.Reserved(reserved.account(), reserved.amount(), reserved.total());
    }

    private Event changed(final DirectBuffer buffer) {
        changed.wrapAndApplyHeader(buffer, 0, header);
        return new Event.AccountChanged(
                changed.account(), changed.leverage(), changed.feeTier(),
                changed.settlement() == SettlementMode.EXTERNAL, changed.closed() == BooleanType.YES);
    }

    private Event parameters(final DirectBuffer buffer) {
        parameters.wrapAndApplyHeader(buffer, 0, header);
        return new Event.ParametersChanged(
                parameters.commandPosition(),
                parameters.change(),
                parameters.priced(),
                parameters.kind(),
                parameters.adopted() == BooleanType.YES);
    }

    private Event status(final DirectBuffer buffer) {
        status.wrapAndApplyHeader(buffer, 0, header);
        return new Event.StatusChanged(
                status.account(),
                status.equity(),
                status.initialMargin(),
                status.maintenanceMargin(),
                status.status());
    }

    private Event credit(final DirectBuffer buffer) {
        credit.wrapAndApplyHeader(buffer, 0, header);
        return new Event.CreditReport(
                credit.account(),
                credit.instrument(),
                credit.equity(),
                credit.initialMargin(),
                credit.maintenanceMargin(),
                credit.positionAfter(),
                credit.marginRatioPpm(),
                credit.liquidationPrice(),
                credit.verdict());
    }
}
