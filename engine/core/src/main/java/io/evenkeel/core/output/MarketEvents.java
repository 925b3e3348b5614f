package io.evenkeel.core.output;

import io.evenkeel.codecs.DayBeganEncoder;
import io.evenkeel.codecs.FundingIndexedEncoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.core.command.PriceUpdate;

/** Writes what happens to markets as a whole, for the {@code market} feed. One thread; no allocation. */
public final class MarketEvents {
    private final EventEncoder events;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final FundingIndexedEncoder fundingIndexed = new FundingIndexedEncoder();
    private final DayBeganEncoder dayBegan = new DayBeganEncoder();

    /** Makes an encoder that shares the sink and the current log entry with another. */
    public MarketEvents(final EventEncoder events) {
        this.events = events;
    }

    /** Reports that a UTC day began with this log entry, so that statements can tell one day's events from another's. */
    public void dayBegan(final int day) {
        final OutputSlot slot = events.claim(OutputKind.AUDIT);
        dayBegan.wrapAndApplyHeader(slot.buffer(), 0, header).timeMs(events.timeMs()).day(day);
        events.publish(slot, dayBegan.limit());
    }

    /** Reports that the funding of an interval took effect. */
    public void fundingIndexed(final PriceUpdate update, final long commandPosition, final long commandTimeMs) {
        final OutputSlot slot = events.claim(OutputKind.MARKET);
        fundingIndexed.wrapAndApplyHeader(slot.buffer(), 0, header)
                .commandPosition(commandPosition)
                .timeMs(commandTimeMs)
                .intervalEndMs(update.intervalEndMs())
                .ratePpb(update.ratePpb())
                .index(update.index())
                .cumulativeLong(0)
                .cumulativeShort(0)
                .instrument(update.priced());
        events.publish(slot, fundingIndexed.limit());
    }
}
