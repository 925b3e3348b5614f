package io.evenkeel.core.price;

import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.inspect.SourceReport;
import java.util.ArrayList;
import java.util.List;

/**
 * Has said how often sources were wrong: each timer looks at a few of them and hands on at most one whose counts have
 * changed, so that no source can flood the feed. One thread; no allocation but for reports.
 */
final class SourceStatistics {
    private static final int LOOKS = 64;

    private final PriceStage stage;
    private final SourceStore sources;
    private int cursor;

    SourceStatistics(final PriceStage stage, final SourceStore sources) {
        this.stage = stage;
        this.sources = sources;
    }

    void onTimer(final CommandSlot slot) {
        final int looks = Math.min(LOOKS, sources.capacity());
        for (int looked = 0; looked < looks && !slot.sourceCounts().isPresent(); looked++) {
            final int record = cursor;
            cursor = (cursor + 1) % sources.capacity();
            if (sources.isUnsaid(record)) {
                say(slot, record);
            }
        }
    }

    private void say(final CommandSlot slot, final int record) {
        final int price = sources.priceOf(record);
        slot.sourceCounts()
                .of(stage.kindOf(price), stage.idOf(price), sources.id(record), sources.participant(record))
                .set(sources.outliers(record), sources.late(record), sources.refused(record));
        sources.said(record);
    }

    List<SourceReport> report(final int price) {
        final List<SourceReport> reports = new ArrayList<>();
        for (int n = 0; n < sources.count(price); n++) {
            final int record = sources.record(price, n);
            reports.add(new SourceReport(
                    sources.id(record),
                    sources.participant(record),
                    sources.weight(record),
                    sources.sequence(record),
                    sources.price(record),
                    sources.timeMs(record),
                    sources.outliers(record),
                    sources.late(record),
                    sources.refused(record)));
        }
        return reports;
    }

    /** Place of the source that the next timer looks at first. */
    int cursor() {
        return cursor;
    }

    void restore(final int place) {
        cursor = place;
    }
}
