package io.evenkeel.tools.replay;

import io.evenkeel.client.AssetTerms;
import io.evenkeel.client.InstrumentTerms;
import io.evenkeel.client.Role;
import io.evenkeel.client.feed.FeedContext;
import io.evenkeel.client.feed.FeedSubscriber;
import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.feed.Feed;
import io.evenkeel.tools.Progress;
import io.evenkeel.tools.cluster.ParticipantLine;
import io.evenkeel.tools.cluster.RunningCluster;
import io.evenkeel.tools.cluster.StateHashes;
import io.evenkeel.tools.replay.QuoteRecording.Quote;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.agrona.concurrent.YieldingIdleStrategy;

/**
 * Sends a recording of quotes through the wire, as an oracle with three sources would, and compares every price that
 * the market feed announces with what the recording makes it.
 */
final class QuoteReplay implements Replay {
    private static final int OPERATOR = 1;
    private static final int ORACLE = 2;
    private static final int MONEY_EXPONENT = -6;
    private static final long SILENCE_MS = 20_000;
    private static final QuoteSource[] SOURCES = QuoteSource.values();

    private final QuoteRecording recording;
    private final Progress progress;
    private final QuoteVerifier verifier = new QuoteVerifier();
    private final List<String> refusals = new ArrayList<>();
    private final long all;
    private long firstSequence = Long.MAX_VALUE;

    QuoteReplay(final QuoteRecording recording, final Progress progress) {
        this.recording = recording;
        this.progress = progress;
        all = (long) recording.quotes().size() * SOURCES.length;
    }

    @Override
    public int instruments() {
        return recording.markets().size();
    }

    @Override
    public int accounts() {
        return 0;
    }

    @Override
    public int positions() {
        return 0;
    }

    @Override
    public QuoteReport run(final RunningCluster cluster) {
        try (ParticipantLine operator = ParticipantLine.connect(cluster, OPERATOR)) {
            openMarkets(operator);
            try (ParticipantLine oracle = ParticipantLine.connect(cluster, ORACLE, this::onAck);
                    FeedSubscriber market = FeedSubscriber.create(new FeedContext()
                            .aeronDirectoryName(cluster.aeronDir())
                            .feed(Feed.MARKET)
                            .nodes(cluster.nodes())
                            .fromNumber(1)
                            .listener((number, position, buffer, offset, length) ->
                                    verifier.onEvent(buffer, offset)))) {
                final long startNs = System.nanoTime();
                submit(operator, oracle, market);
                final long elapsedNs = System.nanoTime() - startNs;
                follow(operator, market);
                verifier.conclude();
                progress.say("comparing the state of the nodes");
                return new QuoteReport(
                        recording, all, oracle.accepted(), refusals, verifier, elapsedNs,
                        StateHashes.ask(cluster, operator));
            }
        }
    }

    private void openMarkets(final ParticipantLine operator) {
        operator.require("the oracle", () -> operator.client()
                .addParticipant(ORACLE, EnumSet.of(Role.ORACLE), 0));
        operator.require("USDT", () -> operator.client()
                .addAsset(new AssetTerms(0, "USDT").exponent(MONEY_EXPONENT).numeraire()));
        for (final QuoteRecording.Market market : recording.markets()) {
            operator.require(market.symbol(), () -> operator.client()
                    .addInstrument(new InstrumentTerms(market.instrument(), market.symbol())
                            .priceExponent(market.priceExponent())
                            .quantityExponent(MONEY_EXPONENT - market.priceExponent())
                            .minSources(ExpectedPrice.MIN_SOURCES)
                            .tier(Long.MAX_VALUE, 100_000, 50_000)));
            for (final QuoteSource source : SOURCES) {
                operator.require("a source of " + market.symbol(), () -> operator.client().addPriceSource(
                        PricedKind.INSTRUMENT, market.instrument(), source.id(), ORACLE, source.weight()));
            }
        }
    }

    private void submit(final ParticipantLine operator, final ParticipantLine oracle, final FeedSubscriber market) {
        for (final Quote quote : recording.quotes()) {
            for (final QuoteSource source : SOURCES) {
                submit(oracle, quote, source);
            }
            oracle.poll();
            market.poll();
            operator.poll();
            progress.update("acknowledged prices", oracle.accepted(), all);
        }
        oracle.awaitAnswers();
    }

    private void submit(final ParticipantLine oracle, final Quote quote, final QuoteSource source) {
        final long price = source.price(quote);
        final long sequence = oracle.send(() -> oracle.client().submitPrice(
                PricedKind.INSTRUMENT,
                quote.market().instrument(),
                source.id(),
                quote.line(),
                price,
                0,
                quote.timeMs()));
        firstSequence = Math.min(firstSequence, sequence);
        verifier.onSent(quote, source, price, sequence);
    }

    private void onAck(
            final long sequence,
            final AckStatus status,
            final RejectCode code,
            final long result,
            final long position,
            final long timeMs,
            final boolean isRepeated) {
        verifier.onAcknowledged(sequence, position);
        if (status == AckStatus.REJECTED) {
            final int number = (int) (sequence - firstSequence);
            final Quote quote = recording.quotes().get(number / SOURCES.length);
            refusals.add("line " + quote.line() + ": " + SOURCES[number % SOURCES.length] + ": " + code);
        }
    }

    /** Follows the feed until every price was announced, or nothing more comes. */
    private void follow(final ParticipantLine operator, final FeedSubscriber market) {
        long deadlineNs = System.nanoTime() + SILENCE_MS * 1_000_000;
        while (!verifier.isComplete() && System.nanoTime() - deadlineNs < 0) {
            final long before = verifier.unseen();
            YieldingIdleStrategy.INSTANCE.idle(market.poll() + operator.poll());
            if (verifier.unseen() < before) {
                deadlineNs = System.nanoTime() + SILENCE_MS * 1_000_000;
            }
            progress.update("announced prices", verifier.equal(), verifier.expected());
        }
    }
}
