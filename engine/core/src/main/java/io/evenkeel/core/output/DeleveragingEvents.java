package io.evenkeel.core.output;

import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.DeleveragingRoundEncoder;
import io.evenkeel.codecs.DeleveragingSkippedEncoder;
import io.evenkeel.codecs.DeleveragingStartedEncoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.Side;
import io.evenkeel.codecs.SkipReason;
import io.evenkeel.core.listing.Instrument;

/** Writes what a deleveraging does beside its trades, for the {@code liquidation} feed. One thread; no allocation. */
public final class DeleveragingEvents {
    private final EventEncoder events;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final DeleveragingStartedEncoder started = new DeleveragingStartedEncoder();
    private final DeleveragingRoundEncoder round = new DeleveragingRoundEncoder();
    private final DeleveragingSkippedEncoder skipped = new DeleveragingSkippedEncoder();

    /** Makes an encoder that shares the sink and the current log entry with another. */
    public DeleveragingEvents(final EventEncoder events) {
        this.events = events;
    }

    /** Reports that one begins, at the mark as it is now. */
    public void started(
            final long liquidation,
            final long account,
            final Instrument instrument,
            final boolean isLong,
            final long price,
            final long breachPosition) {
        final OutputSlot slot = events.claim(OutputKind.LIQUIDATION);
        started.wrapAndApplyHeader(slot.buffer(), 0, header)
                .liquidation(liquidation)
                .account(account)
                .mark(instrument.mark())
                .price(price)
                .instrument(instrument.id())
                .side(isLong ? Side.SELL : Side.BUY)
                .policy(instrument.liquidationTerms().adl())
                .breachPosition(breachPosition);
        events.publish(slot, started.limit());
    }

    /** Reports a round; quantities, not lots. */
    public void round(
            final long liquidation,
            final int instrument,
            final int number,
            final boolean asksWinners,
            final long needed,
            final long held,
            final int holders,
            final long breachPosition) {
        final OutputSlot slot = events.claim(OutputKind.LIQUIDATION);
        round.wrapAndApplyHeader(slot.buffer(), 0, header)
                .liquidation(liquidation)
                .needed(needed)
                .held(held)
                .holders(holders)
                .round(number)
                .instrument(instrument)
                .winners(asksWinners ? BooleanType.YES : BooleanType.NO)
                .breachPosition(breachPosition);
        events.publish(slot, round.limit());
    }

    /** Reports a counterparty that was passed over, with the equity that it would have, if that is why. */
    public void skipped(
            final long liquidation,
            final int instrument,
            final long account,
            final long quantity,
            final SkipReason reason,
            final long equity,
            final long breachPosition) {
        final OutputSlot slot = events.claim(OutputKind.LIQUIDATION);
        skipped.wrapAndApplyHeader(slot.buffer(), 0, header)
                .liquidation(liquidation)
                .account(account)
                .quantity(quantity)
                .instrument(instrument)
                .reason(reason)
                .equity(equity)
                .breachPosition(breachPosition);
        events.publish(slot, skipped.limit());
    }
}
