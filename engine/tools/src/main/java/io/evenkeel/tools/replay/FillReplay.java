package io.evenkeel.tools.replay;

import io.evenkeel.client.AssetTerms;
import io.evenkeel.client.EvenkeelClient;
import io.evenkeel.client.InstrumentTerms;
import io.evenkeel.client.Role;
import io.evenkeel.client.feed.FeedContext;
import io.evenkeel.client.feed.FeedSubscriber;
import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.feed.Feed;
import io.evenkeel.tools.Progress;
import io.evenkeel.tools.cluster.ParticipantLine;
import io.evenkeel.tools.cluster.RunningCluster;
import io.evenkeel.tools.cluster.StateHashes;
import io.evenkeel.tools.replay.TradePlan.PlannedTrade;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.agrona.concurrent.YieldingIdleStrategy;

/**
 * Sends a recording of fills through the wire, as a venue would, and compares what the cluster's audit feed says was
 * booked with what the venue says was.
 */
final class FillReplay implements Replay {
    private static final int OPERATOR = 1;
    private static final int VENUE = 2;
    private static final int ORACLE = 3;
    private static final int GATEWAY = 4;
    private static final int SOURCE = 1;

    /** What every account is given, 100 million: the recording does not say, and no margin is to be at stake. */
    private static final long COLLATERAL = 100_000_000_000_000L;
    private static final int IM_PPM = 100_000;
    private static final int MM_PPM = 50_000;
    private static final long FEED_TIMEOUT_MS = 60_000;

    private final FillRecording recording;
    private final Map<String, CoinUnits> units;
    private final TradePlan plan;
    private final FillVerifier verifier;
    private final Progress progress;
    private final Map<Long, Long> tradeBySequence = new HashMap<>();
    private final List<String> refusals = new ArrayList<>();
    private final Set<Long> numbers = new TreeSet<>();
    private final Map<Integer, Long> prices = new HashMap<>();
    private long sourceSequence;
    private long acknowledged;

    FillReplay(final FillRecording recording, final Progress progress) {
        this.recording = recording;
        this.progress = progress;
        units = CoinUnits.of(recording);
        final OpeningCosts costs = new OpeningCosts(recording);
        plan = new TradePlan(recording, units, costs);
        verifier = new FillVerifier(recording, units, costs);
        recording.pairs().forEach(pair -> pair.legs().forEach(fill -> numbers.add(fill.account())));
    }

    @Override
    public int instruments() {
        return units.size();
    }

    /** {@return accounts of the recording, and an omnibus account for each perpetual} */
    @Override
    public int accounts() {
        return numbers.size() + units.size();
    }

    @Override
    public int positions() {
        return 2 * plan.trades().size();
    }

    @Override
    public FillReport run(final RunningCluster cluster) {
        try (ParticipantLine operator = ParticipantLine.connect(cluster, OPERATOR)) {
            operator.require("the venue", () -> operator.client()
                    .addParticipant(VENUE, EnumSet.of(Role.VENUE, Role.OWNER), 0));
            operator.require("the oracle", () -> operator.client()
                    .addParticipant(ORACLE, EnumSet.of(Role.ORACLE), 0));
            operator.require("the gateway", () -> operator.client()
                    .addParticipant(GATEWAY, EnumSet.of(Role.GATEWAY), 0));
            openMarkets(operator);
            fund(cluster, operator);
            final long elapsedNs = trade(cluster, operator);
            progress.say("comparing the state of the nodes");
            final List<StateHashes.Report> hashes = StateHashes.ask(cluster, operator);
            return new FillReport(
                    recording, plan, verifier, units.size(), numbers.size(), acknowledged, refusals, elapsedNs,
                    hashes);
        }
    }

    private void openMarkets(final ParticipantLine operator) {
        final EvenkeelClient client = operator.client();
        operator.require("USDC", () -> client.addAsset(
                new AssetTerms(0, "USDC").exponent(CoinUnits.MONEY_EXPONENT).numeraire()));
        for (final CoinUnits coin : units.values()) {
            send(operator, () -> client.addInstrument(new InstrumentTerms(coin.instrument(), coin.coin())
                    .priceExponent(coin.priceExponent())
                    .quantityExponent(coin.quantityExponent())
                    .tier(Long.MAX_VALUE, IM_PPM, MM_PPM)));
            send(operator, () -> client.addPriceSource(
                    PricedKind.INSTRUMENT, coin.instrument(), SOURCE, ORACLE, 1));
            send(operator, () -> client.addAccount(TradePlan.omnibus(coin), VENUE, AccountKind.OMNIBUS, 0));
        }
        for (final long account : numbers) {
            send(operator, () -> client.addAccount(account, VENUE, AccountKind.STANDARD, 0));
            progress.update("opened accounts", operator.accepted(), numbers.size());
        }
        operator.awaitAnswers();
        if (operator.refused() > 0) {
            throw new IllegalStateException(operator.refused() + " assets, instruments or accounts were refused");
        }
    }

    private void fund(final RunningCluster cluster, final ParticipantLine operator) {
        try (ParticipantLine gateway = ParticipantLine.connect(cluster, GATEWAY)) {
            for (final long account : numbers) {
                send(gateway, () -> gateway.client().deposit(account, 0, COLLATERAL, account));
                operator.poll();
            }
            gateway.awaitAnswers();
            if (gateway.refused() > 0) {
                throw new IllegalStateException(gateway.refused() + " deposits were refused");
            }
        }
    }

    private long trade(final RunningCluster cluster, final ParticipantLine operator) {
        try (ParticipantLine oracle = ParticipantLine.connect(cluster, ORACLE, this::onPriceAck);
                ParticipantLine venue = ParticipantLine.connect(cluster, VENUE, this::onTradeAck);
                FeedSubscriber audit = FeedSubscriber.create(new FeedContext()
                        .aeronDirectoryName(cluster.aeronDir())
                        .feed(Feed.AUDIT)
                        .nodes(cluster.nodes())
                        .fromNumber(1)
                        .listener((number, position, buffer, offset, length) -> verifier.onEvent(buffer, offset)))) {
            plan.trades().forEach(trade -> submitPrice(oracle, trade, !prices.containsKey(trade.instrument())));
            oracle.awaitAnswers();
            final long startNs = System.nanoTime();
            for (final PlannedTrade trade : plan.trades()) {
                submitPrice(oracle, trade, trade.pair() != null);
                final long sequence = venue.send(() -> venue.client().trade(
                        trade.tradeId(),
                        trade.instrument(),
                        trade.buyer(),
                        trade.seller(),
                        trade.quantity(),
                        trade.price(),
                        trade.buyerFee(),
                        trade.sellerFee()));
                tradeBySequence.put(sequence, trade.tradeId());
                venue.poll();
                audit.poll();
                operator.poll();
                oracle.poll();
                progress.update("acknowledged trades", venue.accepted(), plan.trades().size());
            }
            venue.awaitAnswers();
            oracle.awaitAnswers();
            final long elapsedNs = System.nanoTime() - startNs;
            acknowledged = venue.accepted();
            follow(audit, venue, operator);
            return elapsedNs;
        }
    }

    /** Submits the price of a trade, where it is wanted and not in force already. */
    private void submitPrice(final ParticipantLine oracle, final PlannedTrade trade, final boolean isWanted) {
        final Long last = prices.get(trade.instrument());
        if (isWanted && (last == null || last != trade.price())) {
            prices.put(trade.instrument(), trade.price());
            final long number = ++sourceSequence;
            send(oracle, () -> oracle.client().submitPrice(
                    PricedKind.INSTRUMENT,
                    trade.instrument(),
                    SOURCE,
                    number,
                    trade.price(),
                    0,
                    System.currentTimeMillis()));
        }
    }

    /** Follows the feed until every trade was seen, or nothing more can come. */
    private void follow(final FeedSubscriber audit, final ParticipantLine venue, final ParticipantLine operator) {
        final long deadlineNs = System.nanoTime() + FEED_TIMEOUT_MS * 1_000_000;
        while (!verifier.isComplete() && refusals.isEmpty() && System.nanoTime() - deadlineNs < 0) {
            YieldingIdleStrategy.INSTANCE.idle(audit.poll() + venue.poll() + operator.poll());
            progress.update("compared trades", verifier.tradesSeen(), recording.pairs().size());
        }
    }

    private void onPriceAck(
            final long sequence,
            final AckStatus status,
            final RejectCode code,
            final long result,
            final long position,
            final long timeMs,
            final boolean isRepeated) {
        if (status == AckStatus.REJECTED) {
            refusals.add("a price: " + code);
        }
    }

    private void onTradeAck(
            final long sequence,
            final AckStatus status,
            final RejectCode code,
            final long result,
            final long position,
            final long timeMs,
            final boolean isRepeated) {
        final Long tradeId = tradeBySequence.remove(sequence);
        if (status == AckStatus.REJECTED) {
            refusals.add("trade " + tradeId + ": " + code);
        }
    }

    private static void send(final ParticipantLine line, final LongSupplier command) {
        line.send(command);
        line.poll();
    }
}
