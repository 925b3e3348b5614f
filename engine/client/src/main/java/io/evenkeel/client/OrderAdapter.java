package io.evenkeel.client;

import io.evenkeel.codecs.CreditReportDecoder;
import io.evenkeel.codecs.FeesChargedDecoder;
import io.evenkeel.codecs.FillNoticedDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.StatusChangedDecoder;
import org.agrona.DirectBuffer;

/** Decodes what is told about orders, fills and accounts. Not thread-safe. Does not allocate after construction. */
final class OrderAdapter {
    private final OrderListener listener;
    private final CreditReportDecoder credit = new CreditReportDecoder();
    private final FeesChargedDecoder fees = new FeesChargedDecoder();
    private final StatusChangedDecoder status = new StatusChangedDecoder();
    private final FillNoticedDecoder fill = new FillNoticedDecoder();

    OrderAdapter(final OrderListener listener) {
        this.listener = listener;
    }

    /** Takes a message whose block is whole. {@return whether it is one of these} */
    boolean onMessage(final MessageHeaderDecoder header, final DirectBuffer buffer, final int offset) {
        final int blockLength = header.blockLength();
        switch (header.templateId()) {
            case CreditReportDecoder.TEMPLATE_ID -> {
                return blockLength >= CreditReportDecoder.BLOCK_LENGTH && onCredit(header, buffer, offset);
            }
            case FeesChargedDecoder.TEMPLATE_ID -> {
                return blockLength >= FeesChargedDecoder.BLOCK_LENGTH && onFees(header, buffer, offset);
            }
            case StatusChangedDecoder.TEMPLATE_ID -> {
                return blockLength >= StatusChangedDecoder.BLOCK_LENGTH && onStatus(header, buffer, offset);
            }
            case FillNoticedDecoder.TEMPLATE_ID -> {
                return blockLength >= FillNoticedDecoder.BLOCK_LENGTH && onFill(header, buffer, offset);
            }
            default -> {
                return false;
            }
        }
    }

    private boolean onCredit(final MessageHeaderDecoder header, final DirectBuffer buffer, final int offset) {
        credit.wrapAndApplyHeader(buffer, offset, header);
        listener.onCreditReport(
                credit.sequence(),
                credit.account(),
                credit.instrument(),
                credit.positionAfter(),
                credit.equity(),
                credit.initialMargin(),
                credit.maintenanceMargin(),
                credit.marginRatioPpm(),
                credit.liquidationPrice(),
                credit.verdict());
        return true;
    }

    private boolean onFees(final MessageHeaderDecoder header, final DirectBuffer buffer, final int offset) {
        fees.wrapAndApplyHeader(buffer, offset, header);
        listener.onFeesCharged(fees.tradeId(), fees.instrument(), fees.buyerFee(), fees.sellerFee());
        return true;
    }

    private boolean onStatus(final MessageHeaderDecoder header, final DirectBuffer buffer, final int offset) {
        status.wrapAndApplyHeader(buffer, offset, header);
        listener.onStatusChanged(
                status.account(),
                status.status(),
                status.equity(),
                status.initialMargin(),
                status.maintenanceMargin(),
                status.marginRatioPpm(),
                status.instrument(),
                status.liquidationPrice());
        return true;
    }

    private boolean onFill(final MessageHeaderDecoder header, final DirectBuffer buffer, final int offset) {
        fill.wrapAndApplyHeader(buffer, offset, header);
        listener.onFillNoticed(
                fill.account(),
                fill.tradeId(),
                fill.instrument(),
                fill.price(),
                fill.mark(),
                fill.position(),
                fill.openInterest(),
                fill.reason());
        return true;
    }
}
