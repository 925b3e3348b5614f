package io.evenkeel.tools.report;

import io.evenkeel.client.feed.FeedListener;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.PriceSourceAddedDecoder;
import io.evenkeel.codecs.PriceSourceRemovedDecoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.SourceStatisticsDecoder;
import io.evenkeel.core.inspect.SourceReport;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;

/**
 * The sources that speak for prices, and how often each was wrong since it was configured: as the audit feed told last,
 * or as a snapshot has it.
 */
final class PriceSources implements FeedListener {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PriceSourceAddedDecoder added = new PriceSourceAddedDecoder();
    private final PriceSourceRemovedDecoder removed = new PriceSourceRemovedDecoder();
    private final SourceStatisticsDecoder statistics = new SourceStatisticsDecoder();
    private final TreeMap<Key, Counts> sources = new TreeMap<>(Comparator.comparing(Key::kind)
            .thenComparingInt(Key::priced)
            .thenComparingInt(Key::source));

    /** Which source of which price. */
    record Key(PricedKind kind, int priced, int source) {
    }

    /** Who speaks for it, with which weight, and how often it was wrong. */
    record Counts(int participant, int weight, long outliers, long late, long refused) {
    }

    /** {@return the sources in a snapshot} */
    static PriceSources of(final SnapshotBooks books) {
        final PriceSources all = new PriceSources();
        books.units().assets().forEach(asset -> all.take(books, PricedKind.ASSET, asset));
        books.units().markets().forEach(market -> all.take(books, PricedKind.INSTRUMENT, market.id()));
        return all;
    }

    private void take(final SnapshotBooks books, final PricedKind kind, final int priced) {
        for (final SourceReport it : books.inspector().sources(kind, priced)) {
            sources.put(
                    new Key(kind, priced, it.source()),
                    new Counts(it.participant(), it.weight(), it.outliers(), it.late(), it.refused()));
        }
    }

    @Override
    public void onEvent(
            final long number, final long logPosition, final DirectBuffer buffer, final int offset, final int length) {
        switch (header.wrap(buffer, offset).templateId()) {
            case PriceSourceAddedDecoder.TEMPLATE_ID -> onAdded(added.wrapAndApplyHeader(buffer, offset, header));
            case PriceSourceRemovedDecoder.TEMPLATE_ID -> {
                removed.wrapAndApplyHeader(buffer, offset, header);
                sources.remove(new Key(removed.kind(), removed.priced(), removed.source()));
            }
            case SourceStatisticsDecoder.TEMPLATE_ID ->
                    onCounted(statistics.wrapAndApplyHeader(buffer, offset, header));
            default -> { }
        }
    }

    private void onAdded(final PriceSourceAddedDecoder it) {
        sources.put(
                new Key(it.kind(), it.priced(), it.source()), new Counts(it.participant(), it.weight(), 0, 0, 0));
    }

    /** What is said of a source that was removed meanwhile, is of no use. */
    private void onCounted(final SourceStatisticsDecoder it) {
        sources.computeIfPresent(new Key(it.kind(), it.priced(), it.source()), (key, before) -> new Counts(
                it.participant(), before.weight(), it.outliers(), it.late(), it.refused()));
    }

    /** {@return all of them, by kind, id of what is priced, and source} */
    Map<Key, Counts> all() {
        return sources;
    }
}
