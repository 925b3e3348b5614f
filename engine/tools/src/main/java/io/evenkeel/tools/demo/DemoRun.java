package io.evenkeel.tools.demo;

import io.evenkeel.client.AssetTerms;
import io.evenkeel.client.ClientContext;
import io.evenkeel.client.InstrumentTerms;
import io.evenkeel.client.Role;
import io.evenkeel.client.feed.FeedContext;
import io.evenkeel.client.feed.FeedListener;
import io.evenkeel.client.feed.FeedSubscriber;
import io.evenkeel.client.keeper.LiquidationKeeper;
import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.feed.Feed;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.tools.cluster.ParticipantLine;
import io.evenkeel.tools.cluster.RunningCluster;
import io.evenkeel.tools.cluster.StateHashes;
import io.evenkeel.tools.keeper.Inventory;
import io.evenkeel.tools.keeper.KeeperDesk;
import io.evenkeel.tools.keeper.KeeperJournal;
import io.evenkeel.tools.keeper.KeeperLimits;
import io.evenkeel.tools.keeper.Strategy;
import io.evenkeel.tools.report.AuditBooks;
import io.evenkeel.tools.report.AuditReader;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;
import org.agrona.CloseHelper;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/**
 * The demonstration: its participants, each with a line of its own, on one thread. Traders buy and sell against a
 * market maker with what their deposits carry; when prices fall, the cluster does the rest.
 */
final class DemoRun implements AutoCloseable {
    private static final int OPERATOR = 1;
    private static final int VENUE = 2;
    private static final int ORACLE = 3;
    private static final int GATEWAY = 4;
    private static final int KEEPERS = 5;
    private static final long MARKET_MAKER = 1;
    private static final long FIRST_KEEPER = 2;
    private static final int KEEPER_COUNT = 3;
    private static final long FIRST_TRADER = 100;
    private static final long UNIT = 1_000_000;
    private static final long PRICE_PERIOD_NS = 50_000_000;
    private static final long FILL_PERIOD_NS = 4_000_000;
    private static final long LONGEST_NAP_NS = 100_000;
    private static final long FEED_TIMEOUT_MS = 30_000;
    private static final int MARKETS = DemoMarket.SYMBOLS.size();

    private final RunningCluster cluster;
    private final DemoMarket market;
    private final Random random;
    private final long accounts;
    private final List<AutoCloseable> resources = new ArrayList<>();
    private final List<KeeperDesk> desks = new ArrayList<>();
    private final List<FeedListener> inventories = new ArrayList<>();
    private final AuditBooks books = new AuditBooks();
    private final AuditReader auditReader = new AuditReader(books);
    private final DemoView view;
    private final Map<Long, Long> sentAtNs = new HashMap<>();
    private final Map<RejectCode, Long> fillRefusals = new EnumMap<>(RejectCode.class);
    private final Histogram latency = new Histogram(60_000_000_000L, 3);
    private final ParticipantLine operator;
    private ParticipantLine venue;
    private ParticipantLine oracle;
    private ParticipantLine gateway;
    private LiquidationKeeper keeper;
    private FeedSubscriber audit;
    private long nextReference = 1;
    private long nextTradeId = 1;
    private long sourceSequence;
    private long sent;
    private StateHashes.Report stateReport;

    DemoRun(final RunningCluster cluster, final long seed, final long accounts, final DemoView view) {
        this.cluster = cluster;
        this.accounts = accounts;
        this.view = view;
        market = new DemoMarket(seed);
        random = new Random(seed + 1);
        operator = own(ParticipantLine.connect(cluster, OPERATOR));
    }

    private <T extends AutoCloseable> T own(final T resource) {
        resources.add(resource);
        return resource;
    }

    /** Admits participants, lists markets, opens and funds accounts. */
    void open() {
        admit(VENUE, Role.VENUE, Role.OWNER);
        admit(ORACLE, Role.ORACLE);
        admit(GATEWAY, Role.GATEWAY);
        admit(KEEPERS, Role.KEEPER, Role.OWNER);
        operator.require("USDC", () -> operator.client().addAsset(
                new AssetTerms(0, "USDC").exponent(-6).numeraire()));
        for (int i = 0; i < MARKETS; i++) {
            list(i);
        }
        openAccount(MARKET_MAKER, VENUE);
        for (long i = 0; i < KEEPER_COUNT; i++) {
            openAccount(FIRST_KEEPER + i, KEEPERS);
        }
        for (long i = 0; i < accounts; i++) {
            openAccount(FIRST_TRADER + i, VENUE);
        }
        connect();
        submitPrices();
        fund();
    }

    private void admit(final int participant, final Role first, final Role... others) {
        operator.require("participant " + participant, () -> operator.client()
                .addParticipant(participant, EnumSet.of(first, others), 0));
    }

    private void list(final int instrument) {
        operator.require(DemoMarket.SYMBOLS.get(instrument), () -> operator.client()
                .addInstrument(new InstrumentTerms(instrument, DemoMarket.SYMBOLS.get(instrument))
                        .priceExponent(DemoMarket.PRICE_EXPONENT)
                        .quantityExponent(DemoMarket.QUANTITY_EXPONENT)
                        .minSources(2)
                        .minNotional(10 * UNIT)
                        .liquidation(2_000, 10_000, 5_000, 100_000)
                        .tier(100_000 * UNIT, 100_000, 50_000)
                        .tier(Long.MAX_VALUE, 200_000, 100_000)));
        for (int source = 1; source <= DemoMarket.SOURCES; source++) {
            final int id = source;
            operator.require("source " + id, () -> operator.client()
                    .addPriceSource(PricedKind.INSTRUMENT, instrument, id, ORACLE, 1));
        }
    }

    private void openAccount(final long account, final int owner) {
        operator.require("account " + account, () -> operator.client()
                .addAccount(account, owner, AccountKind.STANDARD, 0));
    }

    private void connect() {
        venue = own(ParticipantLine.connect(cluster, VENUE, this::onVenueAck));
        oracle = own(ParticipantLine.connect(cluster, ORACLE));
        gateway = own(ParticipantLine.connect(cluster, GATEWAY));
        keeper = own(LiquidationKeeper.create(
                new ClientContext()
                        .aeronDirectoryName(cluster.aeronDir())
                        .nodes(cluster.nodes())
                        .participant(KEEPERS)
                        .keySupplier(() -> cluster.key(KEEPERS)),
                feed().fromNumber(1),
                feed(),
                view,
                bid -> desks.forEach(desk -> desk.onOutcome(bid, System.currentTimeMillis()))));
        for (int i = 0; i < KEEPER_COUNT; i++) {
            final Inventory inventory = new Inventory(FIRST_KEEPER + i);
            inventories.add(inventory);
            desks.add(new KeeperDesk(
                    FIRST_KEEPER + i,
                    Strategy.patient(1_000L * (i + 2)),
                    KeeperLimits.NONE,
                    inventory,
                    KeeperJournal.silent()));
        }
        audit = own(FeedSubscriber.create(feed().feed(Feed.AUDIT).fromNumber(1).listener(
                (number, position, buffer, offset, length) -> {
                    auditReader.onEvent(number, position, buffer, offset, length);
                    inventories.forEach(it -> it.onEvent(number, position, buffer, offset, length));
                })));
        await(keeper::isReady, "the keepers' line");
    }

    private FeedContext feed() {
        return new FeedContext().aeronDirectoryName(cluster.aeronDir()).nodes(cluster.nodes());
    }

    private void await(final BooleanSupplier condition, final String what) {
        final long deadlineNs = System.nanoTime() + FEED_TIMEOUT_MS * 1_000_000;
        while (!condition.getAsBoolean()) {
            cluster.check();
            if (System.nanoTime() - deadlineNs > 0) {
                throw new IllegalStateException("waited in vain for " + what);
            }
            poll();
        }
    }

    private void fund() {
        deposit(MARKET_MAKER, 50_000_000);
        for (long i = 0; i < KEEPER_COUNT; i++) {
            deposit(FIRST_KEEPER + i, 5_000_000);
        }
        for (long i = 0; i < accounts; i++) {
            deposit(FIRST_TRADER + i, 2_000 + random.nextInt(8_000));
        }
        gateway.send(() -> gateway.client().insuranceDeposit(0, 0, 1_000_000 * UNIT, nextReference++));
        awaitAnswers();
    }

    private void deposit(final long account, final long wholeAmount) {
        final long reference = nextReference++;
        gateway.send(() -> gateway.client().deposit(account, 0, wholeAmount * UNIT, reference));
        poll();
    }

    /** Runs the market for a time. */
    void trade(final long seconds) {
        final long startNs = System.nanoTime();
        final long lengthNs = seconds * 1_000_000_000L;
        final IdleStrategy idle = new BackoffIdleStrategy(10, 10, 1_000, LONGEST_NAP_NS);
        long nextPriceNs = startNs;
        long nextFillNs = startNs;
        for (long nowNs = startNs; nowNs - startNs < lengthNs; nowNs = System.nanoTime()) {
            if (nowNs - nextPriceNs >= 0) {
                market.step((double) (nowNs - startNs) / lengthNs);
                submitPrices();
                nextPriceNs += PRICE_PERIOD_NS;
            }
            if (nowNs - nextFillNs >= 0 && !market.isCrashing()) {
                fill();
                nextFillNs = Math.max(nextFillNs + FILL_PERIOD_NS, nowNs - PRICE_PERIOD_NS);
            }
            cluster.check();
            idle.idle(poll());
            bid(System.currentTimeMillis());
            view.show(this, keeper, nowNs - startNs, lengthNs);
        }
    }

    private void bid(final long nowMs) {
        desks.forEach(desk -> desk.turn(keeper.board(), keeper.markets(), keeper::bid, nowMs));
    }

    private void submitPrices() {
        for (int i = 0; i < MARKETS; i++) {
            for (int source = 1; source <= DemoMarket.SOURCES; source++) {
                submitPrice(i, source, market.oraclePrice(i));
            }
        }
    }

    private void submitPrice(final int instrument, final int source, final long price) {
        final long number = ++sourceSequence;
        oracle.send(() -> oracle.client().submitPrice(
                PricedKind.INSTRUMENT, instrument, source, number, price, 0, System.currentTimeMillis()));
    }

    /** One trader trades with the market maker: mostly buying, at three to nine times a typical deposit in all. */
    private void fill() {
        final int instrument = random.nextInt(MARKETS);
        final long trader = FIRST_TRADER + random.nextInt((int) accounts);
        final long price = market.tradePrice(instrument);
        final long notional = (100 + random.nextInt(3_000)) * UNIT;
        final long quantity = Math.max(1, notional / price);
        final boolean isBuying = random.nextInt(100) < 70;
        final long tradeId = nextTradeId++;
        final long sequence = venue.send(() -> venue.client().trade(
                tradeId,
                instrument,
                isBuying ? trader : MARKET_MAKER,
                isBuying ? MARKET_MAKER : trader,
                quantity,
                price,
                0,
                0));
        sentAtNs.put(sequence, System.nanoTime());
        sent++;
    }

    private void onVenueAck(
            final long sequence,
            final AckStatus status,
            final RejectCode code,
            final long result,
            final long position,
            final long timeMs,
            final boolean isRepeated) {
        if (status == AckStatus.REJECTED) {
            fillRefusals.merge(code, 1L, Long::sum);
        }
        final Long atNs = sentAtNs.remove(sequence);
        if (atNs != null) {
            latency.recordValue(Math.min(latency.getHighestTrackableValue(), System.nanoTime() - atNs));
        }
    }

    private int poll() {
        return operator.poll()
                + venue.poll()
                + oracle.poll()
                + gateway.poll()
                + keeper.poll()
                + audit.poll();
    }

    private void awaitAnswers() {
        List.of(venue, oracle, gateway).forEach(ParticipantLine::awaitAnswers);
        await(() -> keeper.pendingBids() == 0, "the outcome of bids");
    }

    /**
     * Ends the run: one more unit is paid to each account and to insurance, so that the cluster states every balance;
     * then the feed is read to its end.
     *
     * @return what does not hold; empty if all does.
     */
    List<String> settle() {
        awaitAnswers();
        for (final long account : allAccounts()) {
            gateway.send(() -> gateway.client().deposit(account, 0, 1, nextReference++));
            poll();
        }
        gateway.send(() -> gateway.client().insuranceDeposit(0, 0, 1, nextReference++));
        awaitAnswers();
        final long expected = 2 * (allAccounts().size() + 1L);
        final long deadlineNs = System.nanoTime() + FEED_TIMEOUT_MS * 1_000_000;
        while (books.balancesCompared() < expected && System.nanoTime() - deadlineNs < 0) {
            poll();
        }
        stateReport = StateHashes.ask(cluster, operator).get(0);
        final List<String> violations = new ArrayList<>(books.complaints());
        if (books.balancesCompared() < expected) {
            violations.add("only " + books.balancesCompared() + " of " + expected + " balances were stated");
        }
        if (books.liquidations().startedInHealth() + books.liquidations().soldTooCheap() > 0) {
            violations.add(books.liquidations().startedInHealth() + " liquidations started in health, "
                    + books.liquidations().soldTooCheap() + " trades were beyond the largest discount");
        }
        if (!sentAtNs.isEmpty()) {
            violations.add(sentAtNs.size() + " fills were not answered");
        }
        return violations;
    }

    private List<Long> allAccounts() {
        final List<Long> all = new ArrayList<>();
        all.add(MARKET_MAKER);
        for (long i = 0; i < KEEPER_COUNT; i++) {
            all.add(FIRST_KEEPER + i);
        }
        for (long i = 0; i < accounts; i++) {
            all.add(FIRST_TRADER + i);
        }
        return all;
    }

    /** {@return what the node says of its whole state, once the run is settled} */
    StateHashes.Report stateReport() {
        return stateReport;
    }

    AuditBooks books() {
        return books;
    }

    /** {@return how many numbers of the audit feed were read} */
    long auditNumber() {
        return auditReader.lastNumber();
    }

    /** {@return what the insurance pool has} */
    long insurance() {
        return books.houseBalance(HouseAccount.INSURANCE, 0, 0);
    }

    /** {@return what came in from outside} */
    long netDeposits() {
        return -books.houseBalance(HouseAccount.EXTERNAL, 0, 0);
    }

    Histogram latency() {
        return latency;
    }

    long fillsSent() {
        return sent;
    }

    long fillsAnswered() {
        return latency.getTotalCount();
    }

    /** {@return what the simulated world outside is up to} */
    String phase() {
        return market.phase();
    }

    /** {@return why fills were refused, and how many} */
    Map<RejectCode, Long> fillRefusals() {
        return fillRefusals;
    }

    long pricesAccepted() {
        return oracle.accepted();
    }

    long bids() {
        return desks.stream().mapToLong(KeeperDesk::bids).sum();
    }

    long bidsRefused() {
        return desks.stream().mapToLong(KeeperDesk::refusals).sum();
    }

    @Override
    public void close() {
        for (int i = resources.size() - 1; i >= 0; i--) {
            CloseHelper.close(resources.get(i));
        }
    }
}
