package io.evenkeel.core.output;

import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.DayBeganEncoder;
import io.evenkeel.codecs.FundingIndexedEncoder;
import io.evenkeel.codecs.FundingPutOffEncoder;
import io.evenkeel.codecs.MarketPhaseChangedEncoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.ParametersChangedEncoder;
import io.evenkeel.codecs.PositionSettledEncoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.SourceStatisticsEncoder;
import io.evenkeel.core.adoption.TermsChange;
import io.evenkeel.core.command.PriceUpdate;
import io.evenkeel.core.command.SourceCounts;
import io.evenkeel.core.funding.Funding;
import io.evenkeel.core.listing.Instrument;

/** Writes what happens to markets as a whole, for the {@code market} feed. One thread; no allocation. */
public final class MarketEvents {
    private final EventEncoder events;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final FundingIndexedEncoder fundingIndexed = new FundingIndexedEncoder();
    private final FundingPutOffEncoder fundingPutOff = new FundingPutOffEncoder();
    private final SourceStatisticsEncoder sourceStatistics = new SourceStatisticsEncoder();
    private final DayBeganEncoder dayBegan = new DayBeganEncoder();
    private final ParametersChangedEncoder parametersChanged = new ParametersChangedEncoder();
    private final MarketPhaseChangedEncoder phaseChanged = new MarketPhaseChangedEncoder();
    private final PositionSettledEncoder positionSettled = new PositionSettledEncoder();

    /** Makes an encoder that shares the sink and the current log entry with another. */
    public MarketEvents(final EventEncoder events) {
        this.events = events;
    }

    /** Reports that a UTC day began with this log entry, so that statements can tell one day's events from others. */
    public void dayBegan(final int day) {
        final OutputSlot slot = events.claim(OutputKind.AUDIT);
        dayBegan.wrapAndApplyHeader(slot.buffer(), 0, header).timeMs(events.timeMs()).day(day);
        events.publish(slot, dayBegan.limit());
    }

    /** Reports how often a price source was wrong. */
    public void sourceStatistics(final SourceCounts counts) {
        final OutputSlot slot = events.claim(OutputKind.AUDIT);
        sourceStatistics.wrapAndApplyHeader(slot.buffer(), 0, header)
                .outliers(counts.outliers())
                .late(counts.late())
                .refused(counts.refused())
                .source(counts.source())
                .participant(counts.participant())
                .priced(counts.priced())
                .kind(counts.kind());
        events.publish(slot, sourceStatistics.limit());
    }

    /** Reports that the funding of an interval, which an update says, has to wait. */
    public void fundingPutOff(final PriceUpdate update, final long commandPosition, final long commandTimeMs) {
        final OutputSlot slot = events.claim(OutputKind.MARKET);
        fundingPutOff.wrapAndApplyHeader(slot.buffer(), 0, header)
                .commandPosition(commandPosition)
                .timeMs(commandTimeMs)
                .intervalEndMs(update.intervalEndMs())
                .ratePpb(update.ratePpb())
                .index(update.index())
                .instrument(update.priced());
        events.publish(slot, fundingPutOff.limit());
    }

    /** Reports that the funding of an interval took effect, with what was put off before it. */
    public void fundingIndexed(final Instrument instrument, final long commandPosition, final long commandTimeMs) {
        final OutputSlot slot = events.claim(OutputKind.MARKET);
        final Funding funding = instrument.funding();
        fundingIndexed.wrapAndApplyHeader(slot.buffer(), 0, header)
                .commandPosition(commandPosition)
                .timeMs(commandTimeMs)
                .intervalEndMs(funding.pending().intervalEndMs())
                .ratePpb(funding.pending().ratePpb())
                .index(funding.pending().index())
                .cumulativeLong(funding.index(true))
                .cumulativeShort(funding.index(false))
                .instrument(instrument.id());
        events.publish(slot, fundingIndexed.limit());
    }

    /** Reports that new terms hold for every account, or that accounts begin to adopt them. */
    public void parametersChanged(final TermsChange change, final BooleanType adopted) {
        parametersChanged(change.commandPosition(), change.templateId(), change.kind(), change.priced(), adopted);
    }

    /** Reports parameters of this command that hold from now on; {@code change} is its template. */
    public void parametersChanged(final int change, final PricedKind kind, final int priced) {
        parametersChanged(events.logPosition(), change, kind, priced, BooleanType.YES);
    }

    private void parametersChanged(
            final long commandPosition,
            final int change,
            final PricedKind kind,
            final int priced,
            final BooleanType adopted) {
        final OutputSlot slot = events.claim(OutputKind.MARKET);
        parametersChanged.wrapAndApplyHeader(slot.buffer(), 0, header)
                .commandPosition(commandPosition)
                .change(change)
                .priced(priced)
                .kind(kind)
                .adopted(adopted);
        events.publish(slot, parametersChanged.limit());
    }

    /** Reports where a market is in its life now. */
    public void phaseChanged(final Instrument instrument) {
        final OutputSlot slot = events.claim(OutputKind.MARKET);
        phaseChanged.wrapAndApplyHeader(slot.buffer(), 0, header)
                .price(instrument.life().isSettling() ? instrument.mark() : 0)
                .instrument(instrument.id())
                .phase(instrument.life().phase());
        events.publish(slot, phaseChanged.limit());
    }

    /** Reports a position closed at its market's final price. */
    public void positionSettled(
            final long account, final int instrument, final long quantity, final long profit, final long balance) {
        final OutputSlot slot = events.claim(OutputKind.AUDIT);
        positionSettled.wrapAndApplyHeader(slot.buffer(), 0, header)
                .account(account)
                .quantity(quantity)
                .profit(profit)
                .balance(balance)
                .instrument(instrument);
        events.publish(slot, positionSettled.limit());
    }
}
