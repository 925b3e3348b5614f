package io.evenkeel.tools.replay;

import io.evenkeel.client.AssetTerms;
import io.evenkeel.client.InstrumentTerms;
import io.evenkeel.client.Role;
import io.evenkeel.client.feed.FeedContext;
import io.evenkeel.client.feed.FeedSubscriber;
import io.evenkeel.codecs.MarketPriceDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.feed.Feed;
import io.evenkeel.tools.Progress;
import io.evenkeel.tools.cluster.ParticipantLine;
import io.evenkeel.tools.cluster.RunningCluster;
import io.evenkeel.tools.cluster.StateHashes;
import io.evenkeel.tools.replay.QuoteRecording.Middle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.YieldingIdleStrategy;

/**
 * Sends a recording of quotes through the wire, as one oracle would, and compares each index that the market feed
 * reports with the price that was sent: with one source the index is that price.
 */
final class QuoteReplay {
    private static final int OPERATOR = 1;
    private static final int ORACLE = 2;
    private static final int SOURCE = 1;
    private static final long FEED_TIMEOUT_MS = 60_000;

    private final QuoteRecording recording;
    private final Progress progress;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final MarketPriceDecoder marketPrice = new MarketPriceDecoder();
    private final List<Deque<Long>> awaited = new ArrayList<>();
    private final List<String> mismatches = new ArrayList<>();
    private final Map<Integer, Long> seen = new HashMap<>();
    private long compared;

    QuoteReplay(final QuoteRecording recording, final Progress progress) {
        this.recording = recording;
        this.progress = progress;
        recording.symbols().forEach((symbol, id) -> awaited.add(new ArrayDeque<>()));
    }

    /** Runs the replay on a cluster without state. */
    QuoteReport run(final RunningCluster cluster) {
        try (ParticipantLine operator = ParticipantLine.connect(cluster, OPERATOR)) {
            openMarkets(operator);
            try (ParticipantLine oracle = ParticipantLine.connect(cluster, ORACLE);
                    FeedSubscriber market = FeedSubscriber.create(new FeedContext()
                            .aeronDirectoryName(cluster.aeronDir())
                            .feed(Feed.MARKET)
                            .nodes(cluster.nodes())
                            .fromNumber(1)
                            .listener((number, position, buffer, offset, length) -> onEvent(buffer, offset)))) {
                final long startNs = System.nanoTime();
                submit(operator, oracle, market);
                final long elapsedNs = System.nanoTime() - startNs;
                follow(operator, oracle, market);
                return new QuoteReport(
                        recording, oracle.accepted(), oracle.refused(), compared, List.copyOf(mismatches), remaining(),
                        elapsedNs, StateHashes.ask(cluster, operator));
            }
        }
    }

    private void openMarkets(final ParticipantLine operator) {
        operator.require("the oracle", () -> operator.client()
                .addParticipant(ORACLE, EnumSet.of(Role.ORACLE), 0));
        operator.require("USDT", () -> operator.client()
                .addAsset(new AssetTerms(0, "USDT").exponent(-6).numeraire()));
        for (final Map.Entry<String, Integer> symbol : recording.symbols().entrySet()) {
            operator.require(symbol.getKey(), () -> operator.client()
                    .addInstrument(new InstrumentTerms(symbol.getValue(), symbol.getKey())
                            .priceExponent(QuoteRecording.PRICE_EXPONENT)
                            .quantityExponent(-3)
                            .tier(Long.MAX_VALUE, 100_000, 50_000)));
            operator.require("the source of " + symbol.getKey(), () -> operator.client()
                    .addPriceSource(PricedKind.INSTRUMENT, symbol.getValue(), SOURCE, ORACLE, 1));
        }
    }

    private void submit(
            final ParticipantLine operator, final ParticipantLine oracle, final FeedSubscriber market) {
        long sourceSequence = 0;
        final long[] last = new long[recording.symbols().size()];
        for (final Middle middle : recording.middles()) {
            final long number = ++sourceSequence;
            if (last[middle.instrument()] != middle.price()) {
                awaited.get(middle.instrument()).add(middle.price());
                last[middle.instrument()] = middle.price();
            }
            oracle.send(() -> oracle.client().submitPrice(
                    PricedKind.INSTRUMENT,
                    middle.instrument(),
                    SOURCE,
                    number,
                    middle.price(),
                    0,
                    System.currentTimeMillis()));
            oracle.poll();
            market.poll();
            operator.poll();
            progress.update("acknowledged prices", oracle.accepted(), recording.middles().size());
        }
        if (!oracle.client().awaitAllAcknowledged(FEED_TIMEOUT_MS)) {
            throw new IllegalStateException("prices were not acknowledged within " + FEED_TIMEOUT_MS + " ms");
        }
    }

    private void follow(
            final ParticipantLine operator, final ParticipantLine oracle, final FeedSubscriber market) {
        final long deadlineNs = System.nanoTime() + FEED_TIMEOUT_MS * 1_000_000;
        while (remaining() > 0 && mismatches.isEmpty() && System.nanoTime() - deadlineNs < 0) {
            YieldingIdleStrategy.INSTANCE.idle(market.poll() + oracle.poll() + operator.poll());
        }
    }

    /** {@return prices that no index was seen for} */
    private long remaining() {
        return awaited.stream().mapToLong(Deque::size).sum();
    }

    private void onEvent(final DirectBuffer buffer, final int offset) {
        header.wrap(buffer, offset);
        if (header.templateId() != MarketPriceDecoder.TEMPLATE_ID) {
            return;
        }
        marketPrice.wrapAndApplyHeader(buffer, offset, header);
        final Deque<Long> prices = awaited.get(marketPrice.priced());
        final Long next = prices.peek();
        if (next != null && next == marketPrice.index()) {
            prices.poll();
            compared++;
        } else if (marketPrice.index() != lastSeen(marketPrice.priced())) {
            mismatches.add("position " + marketPrice.commandPosition() + ": index of instrument "
                    + marketPrice.priced() + " is " + marketPrice.index() + ", sent was " + next);
        }
        seen.put(marketPrice.priced(), marketPrice.index());
    }

    private long lastSeen(final int instrument) {
        return seen.getOrDefault(instrument, 0L);
    }
}
