package io.evenkeel.system.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.client.feed.FeedSubscriber;
import io.evenkeel.client.keeper.Bid;
import io.evenkeel.client.keeper.LiquidationKeeper;
import io.evenkeel.client.keeper.LiquidationListener;
import io.evenkeel.codecs.LiquidationEndedDecoder;
import io.evenkeel.codecs.LiquidationOrderDecoder;
import io.evenkeel.codecs.LiquidationStartedDecoder;
import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.codecs.LiquidationTradeDecoder;
import io.evenkeel.codecs.feed.Feed;
import io.evenkeel.system.process.MortalCluster;
import io.evenkeel.tools.cluster.ParticipantLine;
import io.evenkeel.tools.cluster.StateHashes;
import io.evenkeel.tools.keeper.Inventory;
import io.evenkeel.tools.keeper.KeeperDesk;
import io.evenkeel.tools.keeper.KeeperJournal;
import io.evenkeel.tools.keeper.KeeperLimits;
import io.evenkeel.tools.keeper.Strategy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.agrona.CloseHelper;
import org.agrona.concurrent.SleepingIdleStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes, busy with prices and fills, and a market that crashes; the leader is killed in the middle of the
 * auctions, again and again where asked for. Keepers are not restarted: each liquidation goes on with its own clock, no
 * bid trades twice, and the nodes are of one mind in the end.
 */
@Timeout(value = 1_800, unit = TimeUnit.SECONDS)
class KeeperFailoverTest {
    private static final boolean IS_FULL = Boolean.getBoolean("evenkeel.full");
    private static final int KILLS = IS_FULL ? 5 : 1;
    private static final int LONGS = IS_FULL ? 200 : 30;
    /** All of each is sold, in fifteen bids or so: what keepers can answer in time, failover included. */
    private static final int INSURED_LONGS = IS_FULL ? 60 : 30;
    private static final long PRICE_PERIOD_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int FILLS_PER_PRICE = 10;
    private static final long FIRST_KEEPER = 2;
    private static final long DOLLAR = 1_000_000;

    /** About 0.065 BTC a bid, of the 0.23, or of all, that each account must sell: several bids, some on the way. */
    private static final long BID_DOLLARS = 3_000;

    @TempDir
    private Path home;

    private final Random random = new Random(Long.getLong("seed", 1));
    private final Chronicle heard = new Chronicle();
    private final List<KeeperDesk> desks = new ArrayList<>();
    private final List<Bid> outcomes = new ArrayList<>();
    private MortalCluster cluster;
    private CrashingMarket market;
    private LiquidationKeeper keeper;
    private FeedSubscriber audit;
    private long nextPriceNs;
    private long price = CrashingMarket.OPENING;

    @RegisterExtension
    private final AfterTestExecutionCallback explanation =
            context -> context.getExecutionException().ifPresent(failure -> System.out.println(cluster.said()));

    @BeforeEach
    void open() throws IOException {
        cluster = new MortalCluster(home);
        final List<Long> keepers = List.of(FIRST_KEEPER, FIRST_KEEPER + 1);
        market = new CrashingMarket(cluster.aeronDir(), cluster.nodes(), cluster::key, keepers, 50_000_000);
        keeper = LiquidationKeeper.create(
                market.commands(CrashingMarket.KEEPER),
                market.feed().fromNumber(1),
                market.feed(),
                heard,
                this::onOutcome);
        final List<Inventory> inventories = keepers.stream().map(Inventory::new).toList();
        for (int i = 0; i < inventories.size(); i++) {
            desks.add(new KeeperDesk(
                    FIRST_KEEPER + i,
                    Strategy.patient(500 + 1_000L * i),
                    new KeeperLimits(0, BID_DOLLARS * DOLLAR, Long.MAX_VALUE, Map.of()),
                    inventories.get(i),
                    KeeperJournal.silent()));
        }
        audit = FeedSubscriber.create(market.feed().feed(Feed.AUDIT).fromNumber(1).listener(
                (number, position, buffer, offset, length) ->
                        inventories.forEach(it -> it.onEvent(number, position, buffer, offset, length))));
    }

    @AfterEach
    void close() {
        CloseHelper.closeAll(audit, keeper, market, cluster);
    }

    private void onOutcome(final Bid bid) {
        outcomes.add(bid);
        desks.forEach(desk -> desk.onOutcome(bid, System.currentTimeMillis()));
    }

    /** One turn of everything: prices wobble a little, and there are fills with each. */
    private int turn() {
        int count = keeper.poll() + audit.poll() + market.house().poll();
        assertThat(keeper.client().isClosed()).as(keeper.client().endReason()).isFalse();
        if (System.nanoTime() - nextPriceNs >= 0 && market.house().outstanding() < 500) {
            nextPriceNs = System.nanoTime() + PRICE_PERIOD_NS;
            market.price(price + random.nextInt(2_001) - 1_000);
            for (int i = 0; i < FILLS_PER_PRICE; i++) {
                market.fill(1 + random.nextInt(5), price);
            }
            count++;
        }
        if (keeper.isReady()) {
            for (final KeeperDesk desk : desks) {
                count += desk.turn(keeper.board(), keeper.markets(), keeper::bid, System.currentTimeMillis());
            }
        }
        return count;
    }

    private void await(final BooleanSupplier condition, final long seconds, final String what) {
        final SleepingIdleStrategy idle = new SleepingIdleStrategy(100_000);
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!condition.getAsBoolean()) {
            idle.idle(turn());
            assertThat(System.nanoTime() - deadlineNs)
                    .as("%s: %s, %d outcomes, %s", what, heard, outcomes.size(), keeper.subscriber().describe())
                    .isNegative();
        }
    }

    @Test
    void shouldGoOnWithEachLiquidationAndTradeNoBidTwiceWhenLeadersAreKilledInTheMiddleOfAuctions() {
        killInTheMiddle(LONGS, CrashingMarket.CRASHED);
    }

    /**
     * Insurance pays for what is lost beyond the bankruptcy price: four thousand dollars each in the end, at 40,000.
     * The first keeper bids from 43,478.25 on, when 2.6 of twenty seconds are over.
     */
    @Test
    void shouldGoOnToInsureEachLiquidationWhenLeadersAreKilledInTheMiddleOfInsuredAuctions() {
        market.insure(1_000_000, 4_000);
        killInTheMiddle(INSURED_LONGS, CrashingMarket.SUNK);
        assertThat(heard.insured).isPositive();
    }

    private void killInTheMiddle(final int longs, final long crashed) {
        System.out.println("seed=" + Long.getLong("seed", 1));
        for (int kill = 1; kill <= KILLS; kill++) {
            crashAndKill(kill, longs, crashed);
        }
        await(() -> keeper.pendingBids() == 0 && market.house().outstanding() == 0, 60, "answers to all");
        heard.assertConsistent();
        assertBidsTradedOnce();
        try (ParticipantLine operator = ParticipantLine.connect(cluster, 1)) {
            if (IS_FULL) {
                assertThat(keeper.client().resends()).as("bids sent again to another leader").isPositive();
            }
            final List<StateHashes.Report> reports = StateHashes.ask(cluster, operator);
            assertThat(StateHashes.areSound(reports)).as("%s", reports).isTrue();
            System.out.printf("%d liquidations, %d bids, %d traded, %d refused; %d resends, %d sessions; state hash %s"
                            + " on all nodes%n",
                    heard.started.size(), outcomes.size(), outcomes.stream().filter(bid -> bid.traded() > 0).count(),
                    outcomes.stream().filter(Bid::isRefused).count(), keeper.client().resends(),
                    keeper.client().sessions(), reports.get(0).hex());
        }
    }

    private void crashAndKill(final int kill, final int longs, final long crashed) {
        price = CrashingMarket.OPENING;
        market.price(price);
        market.settle();
        final long first = CrashingMarket.FIRST_LONG + (kill - 1L) * longs;
        market.openTraders(first, longs, true);
        final int endedBefore = heard.ended.size();
        final int tradesBefore = heard.trades.size();
        price = crashed;
        await(() -> heard.trades.size() >= tradesBefore + longs / 2 && keeper.pendingBids() > 0, 60,
                "the first trades, and a bid on the way");
        final int leader = market.house().leaderMemberId();
        final Set<Long> open = new HashSet<>(heard.clocks.keySet());
        final int outcomesAtKill = outcomes.size();
        final long pendingAtKill = keeper.pendingBids();
        assertThat(open).as("auctions under way").isNotEmpty();
        cluster.kill(leader);
        final long killedNs = System.nanoTime();
        await(() -> outcomes.size() > outcomesAtKill + pendingAtKill, 120, "the next outcome of a bid");
        final long silenceMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - killedNs);
        await(() -> heard.ended.size() >= endedBefore + longs, 180, "the end of all liquidations");
        assertThat(heard.ended).as("those that were under way").containsAll(open);
        assertThat(keeper.client().leaderMemberId()).isNotEqualTo(leader);
        System.out.printf("kill %d: leader %d -> %d in the middle of %d auctions with %d bids on the way;"
                        + " a new bid was answered after %d ms%n",
                kill, leader, keeper.client().leaderMemberId(), open.size(), pendingAtKill, silenceMs);
        cluster.start(leader);
        await(() -> keeper.subscriber().liveNodes() == MortalCluster.NODES, 120, "the node that was killed");
    }

    /** Every bid has one outcome; every keeper's trade is the one of one bid, with its quantity and price. */
    private void assertBidsTradedOnce() {
        assertThat(outcomes).extracting(Bid::sequence).doesNotHaveDuplicates();
        assertThat(outcomes).hasSize((int) desks.stream().mapToLong(KeeperDesk::bids).sum());
        final Map<Long, String> traded = new HashMap<>();
        for (final Bid bid : outcomes) {
            if (bid.traded() > 0) {
                assertThat(traded.put(bid.logPosition(), bid.account() + " takes " + bid.traded() + " of "
                        + bid.liquidation() + " at " + bid.price())).isNull();
            }
        }
        assertThat(heard.trades).isEqualTo(traded);
    }

    /** What the liquidation feed told. */
    private static final class Chronicle implements LiquidationListener {
        private final Set<Long> started = new HashSet<>();
        private final Set<Long> ended = new HashSet<>();
        private final Map<Long, String> trades = new HashMap<>();
        private final Map<Long, Clock> clocks = new HashMap<>();
        private final List<String> complaints = new ArrayList<>();
        private long insured;

        private record Clock(boolean isPastBankruptcy, long startTimeMs) {
            boolean isFollowedBy(final Clock next) {
                return !isPastBankruptcy && next.isPastBankruptcy;
            }
        }

        @Override
        public void onStarted(final long logPosition, final LiquidationStartedDecoder it) {
            complainUnless(started.add(it.liquidation()), it.liquidation() + " started twice");
        }

        /** One position: its clock began once, and once more past the bankruptcy price, whoever led since. */
        @Override
        public void onOrder(final long logPosition, final LiquidationOrderDecoder it) {
            if (it.quantity() > 0) {
                final Clock now = new Clock(it.step().value() > LiquidationStep.BACKSTOP.value(), it.startTimeMs());
                final Clock before = clocks.put(it.liquidation(), now);
                complainUnless(before == null || before.equals(now) || before.isFollowedBy(now),
                        "the clock of " + it.liquidation() + " was " + before + " and is " + now);
            }
        }

        @Override
        public void onTrade(final long logPosition, final LiquidationTradeDecoder it) {
            insured += it.insured();
            complainUnless(trades.put(logPosition, it.keeper() + " takes " + it.quantity() + " of "
                    + it.liquidation() + " at " + it.price()) == null, "two trades at " + logPosition);
            complainUnless(started.contains(it.liquidation()) && !ended.contains(it.liquidation()),
                    "a trade of " + it.liquidation() + ", which is not open");
        }

        @Override
        public void onEnded(final long logPosition, final LiquidationEndedDecoder it) {
            complainUnless(ended.add(it.liquidation()), it.liquidation() + " ended twice");
            clocks.remove(it.liquidation());
        }

        private void complainUnless(final boolean holds, final String complaint) {
            if (!holds) {
                complaints.add(complaint);
            }
        }

        void assertConsistent() {
            assertThat(complaints).isEmpty();
            assertThat(started).isEqualTo(ended);
        }

        @Override
        public String toString() {
            return started.size() + " started, " + trades.size() + " trades, " + ended.size() + " ended " + complaints;
        }
    }
}
