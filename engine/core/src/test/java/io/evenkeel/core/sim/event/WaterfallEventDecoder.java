package io.evenkeel.core.sim.event;

import io.evenkeel.codecs.BackstopPassedOverDecoder;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.CollateralOrderDecoder;
import io.evenkeel.codecs.CollateralTradeDecoder;
import io.evenkeel.codecs.DebtInsuredDecoder;
import io.evenkeel.codecs.DeficitChargedDecoder;
import io.evenkeel.codecs.DeficitCoveredDecoder;
import io.evenkeel.codecs.DeficitTakenDecoder;
import io.evenkeel.codecs.DeleveragingRoundDecoder;
import io.evenkeel.codecs.DeleveragingSkippedDecoder;
import io.evenkeel.codecs.DeleveragingStartedDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.PoolSweptDecoder;
import org.agrona.DirectBuffer;

/** Decodes events about backstops, sales of collateral, deleveragings and deficits. */
final class WaterfallEventDecoder {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final DeleveragingStartedDecoder started = new DeleveragingStartedDecoder();
    private final DeleveragingRoundDecoder round = new DeleveragingRoundDecoder();
    private final DeleveragingSkippedDecoder skipped = new DeleveragingSkippedDecoder();
    private final BackstopPassedOverDecoder passedOver = new BackstopPassedOverDecoder();
    private final DebtInsuredDecoder insured = new DebtInsuredDecoder();
    private final DeficitTakenDecoder taken = new DeficitTakenDecoder();
    private final DeficitChargedDecoder charged = new DeficitChargedDecoder();
    private final DeficitCoveredDecoder covered = new DeficitCoveredDecoder();
    private final PoolSweptDecoder swept = new PoolSweptDecoder();
    private final CollateralOrderDecoder order = new CollateralOrderDecoder();
    private final CollateralTradeDecoder trade = new CollateralTradeDecoder();

    /** {@return the event, or one of an unknown kind} */
    Event decode(final int templateId, final DirectBuffer buffer) {
        return switch (templateId) {
            case DeleveragingStartedDecoder.TEMPLATE_ID -> started(buffer);
            case DeleveragingRoundDecoder.TEMPLATE_ID -> round(buffer);
            case DeleveragingSkippedDecoder.TEMPLATE_ID -> skipped(buffer);
            case BackstopPassedOverDecoder.TEMPLATE_ID -> passedOver(buffer);
            case DebtInsuredDecoder.TEMPLATE_ID -> insured(buffer);
            case DeficitTakenDecoder.TEMPLATE_ID -> taken(buffer);
            case DeficitChargedDecoder.TEMPLATE_ID -> charged(buffer);
            case DeficitCoveredDecoder.TEMPLATE_ID -> covered(buffer);
            case PoolSweptDecoder.TEMPLATE_ID -> swept(buffer);
            case CollateralOrderDecoder.TEMPLATE_ID -> order(buffer);
            case CollateralTradeDecoder.TEMPLATE_ID -> trade(buffer);
            default -> new Event.Other(templateId);
        };
    }

    private Event started(final DirectBuffer buffer) {
        started.wrapAndApplyHeader(buffer, 0, header);
        return new Event.DeleveragingStarted(
                started.liquidation(), started.account(), started.mark(), started.price(), started.instrument(),
                started.side(), started.policy(), started.breachPosition());
    }

    private Event round(final DirectBuffer buffer) {
        round.wrapAndApplyHeader(buffer, 0, header);
        return new Event.DeleveragingRound(
                round.liquidation(), round.needed(), round.held(), round.round(), round.instrument(),
                round.winners() == BooleanType.YES, round.breachPosition());
    }

    private Event skipped(final DirectBuffer buffer) {
        skipped.wrapAndApplyHeader(buffer, 0, header);
        return new Event.DeleveragingSkipped(
                skipped.liquidation(), skipped.account(), skipped.quantity(), skipped.instrument(), skipped.reason(),
                skipped.equity(), skipped.breachPosition());
    }

    private Event passedOver(final DirectBuffer buffer) {
        passedOver.wrapAndApplyHeader(buffer, 0, header);
        return new Event.BackstopPassedOver(
                passedOver.liquidation(), passedOver.account(), passedOver.instrument(), passedOver.reason(),
                passedOver.quantity(), passedOver.price(), passedOver.capacity(), passedOver.breachPosition());
    }

    private Event insured(final DirectBuffer buffer) {
        insured.wrapAndApplyHeader(buffer, 0, header);
        return new Event.DebtInsured(
                insured.liquidation(), insured.account(), insured.amount(), insured.asset(), insured.pool(),
                insured.breachPosition());
    }

    private Event taken(final DirectBuffer buffer) {
        taken.wrapAndApplyHeader(buffer, 0, header);
        return new Event.DeficitTaken(
                taken.liquidation(), taken.account(), taken.amount(), taken.fromLongs(), taken.fromShorts(),
                taken.left(), taken.instrument(), taken.mark(), taken.bankruptcyPrice(), taken.quantity(),
                taken.breachPosition());
    }

    private Event charged(final DirectBuffer buffer) {
        charged.wrapAndApplyHeader(buffer, 0, header);
        return new Event.DeficitCharged(
                charged.amount(), charged.excess(), charged.step(), charged.quantity(), charged.cumulativeLong(),
                charged.cumulativeShort(), charged.left(), charged.instrument(), charged.side());
    }

    private Event covered(final DirectBuffer buffer) {
        covered.wrapAndApplyHeader(buffer, 0, header);
        return new Event.DeficitCovered(covered.amount(), covered.left(), covered.instrument());
    }

    private Event order(final DirectBuffer buffer) {
        order.wrapAndApplyHeader(buffer, 0, header);
        return new Event.CollateralOrder(
                order.liquidation(), order.account(), order.asset(), order.debtAsset(), order.quantity(), order.index(),
                order.debtIndex(), order.startTimeMs(), order.auctionMs(), order.maxDiscountPpm(),
                order.breachPosition(), order.equity(), order.maintenanceMargin(), order.reason());
    }

    private Event trade(final DirectBuffer buffer) {
        trade.wrapAndApplyHeader(buffer, 0, header);
        return new Event.CollateralSold(
                trade.liquidation(), trade.account(), trade.keeper(), trade.asset(), trade.debtAsset(),
                trade.quantity(), trade.price(), trade.paid(), trade.pool(), trade.breachPosition(), trade.index(),
                trade.debtIndex());
    }

    private Event swept(final DirectBuffer buffer) {
        swept.wrapAndApplyHeader(buffer, 0, header);
        return new Event.PoolSwept(swept.amount(), swept.balance(), swept.account(), swept.asset());
    }
}
