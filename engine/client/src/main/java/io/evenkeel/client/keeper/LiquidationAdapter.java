package io.evenkeel.client.keeper;

import io.evenkeel.client.feed.FeedListener;
import io.evenkeel.codecs.BackstopChangedDecoder;
import io.evenkeel.codecs.BackstopPassedOverDecoder;
import io.evenkeel.codecs.CollateralOrderDecoder;
import io.evenkeel.codecs.CollateralTradeDecoder;
import io.evenkeel.codecs.DebtInsuredDecoder;
import io.evenkeel.codecs.DeficitTakenDecoder;
import io.evenkeel.codecs.DeleveragingRoundDecoder;
import io.evenkeel.codecs.DeleveragingSkippedDecoder;
import io.evenkeel.codecs.DeleveragingStartedDecoder;
import io.evenkeel.codecs.LiquidationEndedDecoder;
import io.evenkeel.codecs.LiquidationOrderDecoder;
import io.evenkeel.codecs.LiquidationStartedDecoder;
import io.evenkeel.codecs.LiquidationTradeDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import org.agrona.DirectBuffer;

/**
 * Reads events of liquidations, from the liquidation feed or the audit feed; what it does not know is for others, or
 * for later versions. Does not allocate.
 */
public final class LiquidationAdapter implements FeedListener {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final LiquidationStartedDecoder started = new LiquidationStartedDecoder();
    private final LiquidationOrderDecoder order = new LiquidationOrderDecoder();
    private final LiquidationTradeDecoder trade = new LiquidationTradeDecoder();
    private final CollateralOrderDecoder collateral = new CollateralOrderDecoder();
    private final CollateralTradeDecoder collateralTrade = new CollateralTradeDecoder();
    private final DeleveragingStartedDecoder deleveraging = new DeleveragingStartedDecoder();
    private final DeleveragingRoundDecoder round = new DeleveragingRoundDecoder();
    private final DeleveragingSkippedDecoder skipped = new DeleveragingSkippedDecoder();
    private final DebtInsuredDecoder debt = new DebtInsuredDecoder();
    private final DeficitTakenDecoder deficit = new DeficitTakenDecoder();
    private final BackstopChangedDecoder backstop = new BackstopChangedDecoder();
    private final BackstopPassedOverDecoder passedOver = new BackstopPassedOverDecoder();
    private final LiquidationEndedDecoder ended = new LiquidationEndedDecoder();
    private final LiquidationListener listener;

    /** Reads for a listener. */
    public LiquidationAdapter(final LiquidationListener listener) {
        this.listener = listener;
    }

    @Override
    public void onEvent(
            final long number, final long logPosition, final DirectBuffer buffer, final int offset, final int length) {
        header.wrap(buffer, offset);
        switch (header.templateId()) {
            case LiquidationStartedDecoder.TEMPLATE_ID ->
                    listener.onStarted(logPosition, started.wrapAndApplyHeader(buffer, offset, header));
            case LiquidationOrderDecoder.TEMPLATE_ID ->
                    listener.onOrder(logPosition, order.wrapAndApplyHeader(buffer, offset, header));
            case LiquidationTradeDecoder.TEMPLATE_ID ->
                    listener.onTrade(logPosition, trade.wrapAndApplyHeader(buffer, offset, header));
            case CollateralOrderDecoder.TEMPLATE_ID ->
                    listener.onCollateralOrder(logPosition, collateral.wrapAndApplyHeader(buffer, offset, header));
            case CollateralTradeDecoder.TEMPLATE_ID ->
                    listener.onCollateralTrade(
                            logPosition, collateralTrade.wrapAndApplyHeader(buffer, offset, header));
            case DeleveragingStartedDecoder.TEMPLATE_ID ->
                    listener.onDeleveragingStarted(
                            logPosition, deleveraging.wrapAndApplyHeader(buffer, offset, header));
            case DeleveragingRoundDecoder.TEMPLATE_ID ->
                    listener.onDeleveragingRound(logPosition, round.wrapAndApplyHeader(buffer, offset, header));
            case DeleveragingSkippedDecoder.TEMPLATE_ID ->
                    listener.onDeleveragingSkipped(logPosition, skipped.wrapAndApplyHeader(buffer, offset, header));
            case DebtInsuredDecoder.TEMPLATE_ID ->
                    listener.onDebtInsured(logPosition, debt.wrapAndApplyHeader(buffer, offset, header));
            case DeficitTakenDecoder.TEMPLATE_ID ->
                    listener.onDeficitTaken(logPosition, deficit.wrapAndApplyHeader(buffer, offset, header));
            case BackstopChangedDecoder.TEMPLATE_ID ->
                    listener.onBackstop(logPosition, backstop.wrapAndApplyHeader(buffer, offset, header));
            case BackstopPassedOverDecoder.TEMPLATE_ID ->
                    listener.onBackstopPassedOver(
                            logPosition, passedOver.wrapAndApplyHeader(buffer, offset, header));
            case LiquidationEndedDecoder.TEMPLATE_ID ->
                    listener.onEnded(logPosition, ended.wrapAndApplyHeader(buffer, offset, header));
            default -> { }
        }
    }
}
