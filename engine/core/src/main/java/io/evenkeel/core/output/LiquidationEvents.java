package io.evenkeel.core.output;

import io.evenkeel.codecs.BackstopChangedEncoder;
import io.evenkeel.codecs.BackstopPassedOverEncoder;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.DebtInsuredEncoder;
import io.evenkeel.codecs.LiquidationEndedEncoder;
import io.evenkeel.codecs.LiquidationOrderEncoder;
import io.evenkeel.codecs.LiquidationOutcome;
import io.evenkeel.codecs.LiquidationStartedEncoder;
import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.codecs.LiquidationTradeEncoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.OrderReason;
import io.evenkeel.codecs.PassOverReason;
import io.evenkeel.codecs.Side;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.margin.MarginState;

/** Writes the events of liquidations, for the {@code liquidation} feed. One thread; no allocation. */
public final class LiquidationEvents {
    private final EventEncoder events;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final LiquidationStartedEncoder started = new LiquidationStartedEncoder();
    private final LiquidationOrderEncoder order = new LiquidationOrderEncoder();
    private final LiquidationTradeEncoder trade = new LiquidationTradeEncoder();
    private final BackstopChangedEncoder backstop = new BackstopChangedEncoder();
    private final BackstopPassedOverEncoder passedOver = new BackstopPassedOverEncoder();
    private final DebtInsuredEncoder insured = new DebtInsuredEncoder();
    private final LiquidationEndedEncoder ended = new LiquidationEndedEncoder();

    /** Makes an encoder that shares the sink and the current log entry with another. */
    public LiquidationEvents(final EventEncoder events) {
        this.events = events;
    }

    /** Reports a breach. */
    public void started(
            final long liquidation,
            final long account,
            final long breachPosition,
            final long breachTimeMs,
            final long equity,
            final long maintenanceMargin) {
        final OutputSlot slot = events.claim(OutputKind.LIQUIDATION);
        started.wrapAndApplyHeader(slot.buffer(), 0, header)
                .liquidation(liquidation)
                .account(account)
                .breachPosition(breachPosition)
                .breachTimeMs(breachTimeMs)
                .equity(equity)
                .maintenanceMargin(maintenanceMargin);
        events.publish(slot, started.limit());
    }

    /** Reports an order, in place of the last one of the same liquidation, and what its account was judged by. */
    public void order(
            final long liquidation,
            final long account,
            final Instrument instrument,
            final boolean isLong,
            final long quantity,
            final long bankruptcyPrice,
            final long startTimeMs,
            final int auctionMs,
            final long maxDiscountPpm,
            final LiquidationStep step,
            final long furthestPrice,
            final long penaltyPpm,
            final MarginState judged,
            final OrderReason reason,
            final long breachPosition) {
        final OutputSlot slot = events.claim(OutputKind.LIQUIDATION);
        order.wrapAndApplyHeader(slot.buffer(), 0, header)
                .liquidation(liquidation)
                .account(account)
                .quantity(quantity)
                .mark(instrument.mark())
                .bankruptcyPrice(bankruptcyPrice)
                .startTimeMs(startTimeMs)
                .auctionMs(auctionMs)
                .maxDiscountPpm((int) maxDiscountPpm)
                .instrument(instrument.id())
                .side(isLong ? Side.SELL : Side.BUY)
                .step(step)
                .furthestPrice(furthestPrice)
                .penaltyPpm((int) penaltyPpm)
                .equity(judged.equityUnits())
                .maintenanceMargin(judged.maintenanceUnits())
                .reason(reason)
                .breachPosition(breachPosition);
        events.publish(slot, order.limit());
    }

    /** Reports a bid that traded, or what somebody else took over, or was made to close. */
    public void trade(
            final long liquidation,
            final long account,
            final long keeper,
            final Instrument instrument,
            final boolean isLong,
            final long quantity,
            final long price,
            final long penalty,
            final long positionAfter,
            final LiquidationStep step,
            final long insured,
            final boolean isByBid,
            final long breachPosition) {
        final OutputSlot slot = events.claim(OutputKind.LIQUIDATION);
        trade.wrapAndApplyHeader(slot.buffer(), 0, header)
                .liquidation(liquidation)
                .account(account)
                .keeper(keeper)
                .quantity(quantity)
                .price(price)
                .penalty(penalty)
                .positionAfter(positionAfter)
                .instrument(instrument.id())
                .side(isLong ? Side.SELL : Side.BUY)
                .step(step)
                .insured(insured)
                .mark(instrument.mark())
                .byBid(isByBid ? BooleanType.YES : BooleanType.NO)
                .breachPosition(breachPosition);
        events.publish(slot, trade.limit());
    }

    /** Reports that an account was registered as a backstop, or let go where the capacity is 0. */
    public void backstop(final long account, final long capacity) {
        final OutputSlot slot = events.claim(OutputKind.LIQUIDATION);
        backstop.wrapAndApplyHeader(slot.buffer(), 0, header).account(account).capacity(capacity);
        events.publish(slot, backstop.limit());
    }

    /**
     * Reports that a backstop account was asked to take over, and does not.
     *
     * @param quantity      what it was asked to take, at a price.
     * @param notional      that is beyond its capacity; 0 where that is not the reason.
     * @param equity        that it would have; 0 where margin is not the reason.
     * @param initialMargin that it would need; likewise.
     */
    public void passedOver(
            final long liquidation,
            final long backstopAccount,
            final int instrument,
            final PassOverReason reason,
            final long quantity,
            final long price,
            final long capacity,
            final long notional,
            final long equity,
            final long initialMargin,
            final long breachPosition) {
        final OutputSlot slot = events.claim(OutputKind.LIQUIDATION);
        passedOver.wrapAndApplyHeader(slot.buffer(), 0, header)
                .liquidation(liquidation)
                .account(backstopAccount)
                .instrument(instrument)
                .reason(reason)
                .quantity(quantity)
                .price(price)
                .capacity(capacity)
                .notional(notional)
                .equity(equity)
                .initialMargin(initialMargin)
                .breachPosition(breachPosition);
        events.publish(slot, passedOver.limit());
    }

    /** Reports that insurance paid what an account still owed. */
    public void debtInsured(
            final long liquidation,
            final long account,
            final int pool,
            final int asset,
            final long amount,
            final long breachPosition) {
        final OutputSlot slot = events.claim(OutputKind.LIQUIDATION);
        insured.wrapAndApplyHeader(slot.buffer(), 0, header)
                .liquidation(liquidation)
                .account(account)
                .amount(amount)
                .asset(asset)
                .pool(pool)
                .breachPosition(breachPosition);
        events.publish(slot, insured.limit());
    }

    /** Reports the end. */
    public void ended(
            final long liquidation,
            final long account,
            final long equity,
            final long maintenanceMargin,
            final LiquidationOutcome outcome,
            final long breachPosition) {
        final OutputSlot slot = events.claim(OutputKind.LIQUIDATION);
        ended.wrapAndApplyHeader(slot.buffer(), 0, header)
                .liquidation(liquidation)
                .account(account)
                .equity(equity)
                .maintenanceMargin(maintenanceMargin)
                .outcome(outcome)
                .breachPosition(breachPosition);
        events.publish(slot, ended.limit());
    }
}
