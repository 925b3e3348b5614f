package io.evenkeel.system.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.client.feed.FeedSubscriber;
import io.evenkeel.client.keeper.Bid;
import io.evenkeel.client.keeper.BidListener;
import io.evenkeel.client.keeper.CollateralBid;
import io.evenkeel.client.keeper.CollateralOrder;
import io.evenkeel.client.keeper.LiquidationAdapter;
import io.evenkeel.client.keeper.LiquidationKeeper;
import io.evenkeel.client.keeper.LiquidationListener;
import io.evenkeel.client.keeper.ListedAsset;
import io.evenkeel.codecs.CollateralTradeDecoder;
import io.evenkeel.codecs.LiquidationEndedDecoder;
import io.evenkeel.codecs.LiquidationTradeDecoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.feed.Feed;
import io.evenkeel.node.launch.EmbeddedNode;
import io.evenkeel.node.launch.NodeContext;
import io.evenkeel.node.launch.NodeProperty;
import io.evenkeel.system.process.CommandProcess;
import io.evenkeel.tools.report.AuditBooks;
import io.evenkeel.tools.report.AuditReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.agrona.CloseHelper;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Collateral of an account that owes dollars and owns ether, sold by a real node: to the keeper's command, within its
 * means, and to a line, at the price that its order says. No insurance pool has money to buy it.
 */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class CollateralKeeperTest {
    private static final long RICH = 2;
    private static final long POOR = 3;
    private static final long PLEDGER = 50;
    private static final long DOLLAR = 1_000_000;
    private static final long RICH_DOLLARS = 1_000_000;
    private static final long POOR_DOLLARS = 300;
    private static final long ETHER_TO_CURE = 64_000_000;

    @TempDir
    private Path home;

    private final SleepingMillisIdleStrategy idle = new SleepingMillisIdleStrategy(1);
    private final EmbeddedNode node = EmbeddedNode.launch(new NodeContext().set(NodeProperty.LIMITS, "small"));
    private final AuditBooks books = new AuditBooks();
    private final Sales sales = new Sales();
    private final List<CollateralBid> outcomes = new ArrayList<>();
    private CrashingMarket market;
    private FeedSubscriber liquidations;
    private FeedSubscriber audit;
    private CommandProcess keeper;
    private LiquidationKeeper line;

    @BeforeEach
    void open() throws IOException {
        Files.writeString(home.resolve("keys"), CrashingMarket.KEEPER + "="
                + HexFormat.of().formatHex(node.key(CrashingMarket.KEEPER)) + '\n');
        market = new CrashingMarket(node.aeronDir(), List.of(node.address()), node::key, List.of(RICH, POOR), 0);
        market.deposit(RICH, RICH_DOLLARS);
        market.deposit(POOR, POOR_DOLLARS);
        market.openPledger(PLEDGER);
        liquidations = FeedSubscriber.create(market.feed().feed(Feed.LIQUIDATION).fromNumber(1)
                .listener(new LiquidationAdapter(sales)));
        audit = FeedSubscriber.create(market.feed().feed(Feed.AUDIT).fromNumber(1).listener(new AuditReader(books)));
    }

    @AfterEach
    void close() {
        CloseHelper.closeAll(keeper, line, audit, liquidations, market, node);
    }

    private void start(final long account, final String... more) {
        final List<String> call = new ArrayList<>(List.of(
                "keeper", "--nodes", node.address().toString(), "--keys", home.resolve("keys").toString(),
                "--account", "" + account));
        call.addAll(List.of(more));
        keeper = new CommandProcess(home, call);
        final long before = said("ready ");
        keeper.start();
        await(() -> said("ready ") == before + 1);
    }

    private long said(final String beginning) {
        return keeper.said().lines().filter(line -> line.startsWith(beginning)).count();
    }

    private void await(final BooleanSupplier condition) {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean() && System.nanoTime() - deadlineNs < 0) {
            idle.idle(liquidations.poll() + audit.poll() + market.house().poll() + (line == null ? 0 : line.poll()));
        }
        assertThat(condition.getAsBoolean())
                .as("%s %s %s", keeper == null ? "" : keeper.said(), sales, outcomes).isTrue();
    }

    @Test
    void shouldBuyWhatCuresTheAccountWhenItsDiscountHasCome() throws Exception {
        start(RICH, "--strategy", "patient", "--wait-for", "2500");
        market.price(CrashingMarket.CRASHED);
        await(() -> sales.ended.size() == 1);
        await(() -> said("traded ") == sales.trades.size());

        assertThat(sales.ended).containsExactly("50 CURED");
        assertThat(sales.positionsSold).isZero();
        assertThat(sales.amount).isBetween(ETHER_TO_CURE, CrashingMarket.PLEDGED);
        // A quarter of 1 % off, or more where it came late; never what it would not pay.
        assertThat(sales.trades).allSatisfy(trade -> assertThat(trade.price).isBetween(7_500_000L, 9_975_000L));
        // A unit of ether is 10^-8, of a price 10^-4, of a dollar 10^-6.
        assertThat(sales.trades).allSatisfy(trade ->
                assertThat(trade.paid).isEqualTo(trade.amount * trade.price / 1_000_000));
        assertThat(keeper.said()).contains("asset=1 debtAsset=0 account=2", "paid=" + sales.trades.get(0).paid);
        assertBalances(RICH, RICH_DOLLARS * DOLLAR);
        assertThat(keeper.end()).as(keeper.said()).isEqualTo(128 + 15);
        assertThat(keeper.left()).as("what it left behind").isEmpty();
    }

    @Test
    void shouldPayNoMoreThanItHasWhenItIsKilledAndStartedAgain() throws Exception {
        start(POOR, "--strategy", "eager", "--max-asset", "1=20000000");
        market.price(CrashingMarket.CRASHED);
        // 0.2 ether are all that it wants at first.
        await(() -> sales.amount == 20_000_000);
        keeper.kill();
        assertThat(sales.paid).isBetween(150 * DOLLAR, 200 * DOLLAR);
        start(POOR, "--strategy", "eager");
        // Then it takes what its dollars buy without any discount, and with what is left, again.
        await(() -> sales.paid > POOR_DOLLARS * DOLLAR - DOLLAR);
        assertThat(sales.paid).isLessThanOrEqualTo(POOR_DOLLARS * DOLLAR);
        assertThat(keeper.said()).doesNotContain("INSUFFICIENT_BALANCE");
        assertThat(keeper.end()).as(keeper.said()).isEqualTo(128 + 15);
        assertThat(sales.ended).isEmpty();
        assertBalances(POOR, POOR_DOLLARS * DOLLAR);
    }

    /** The books of the audit feed hold to the unit, and what was paid and sold is where it belongs. */
    private void assertBalances(final long buyer, final long dollarsBefore) {
        // The cluster states each balance with a deposit, and the books compare it.
        final long compared = books.balancesCompared();
        for (final long account : List.of(buyer, PLEDGER)) {
            market.deposit(account, CrashingMarket.DOLLARS, 1);
            market.deposit(account, CrashingMarket.ETHER, 1);
        }
        market.settle();
        await(() -> books.balancesCompared() >= compared + 4
                && books.balance(buyer, CrashingMarket.ETHER) == sales.amount + 1);
        assertThat(books.complaints()).isEmpty();
        assertThat(books.balance(buyer, CrashingMarket.DOLLARS)).isEqualTo(dollarsBefore - sales.paid + 1);
        assertThat(books.balance(PLEDGER, CrashingMarket.ETHER))
                .isEqualTo(CrashingMarket.PLEDGED - sales.amount + 1);
        assertThat(books.balance(PLEDGER, CrashingMarket.DOLLARS)).isEqualTo(sales.paid + 1);
    }

    @Test
    void shouldPayWhatTheOrderSaysWhenABidComes() {
        line = LiquidationKeeper.create(
                market.commands(CrashingMarket.KEEPER),
                market.feed().fromNumber(1),
                market.feed(),
                new LiquidationListener() { },
                new BidListener() {
                    @Override
                    public void onOutcome(final Bid bid) {
                        throw new AssertionError("no position was bid for: " + bid);
                    }

                    @Override
                    public void onCollateralOutcome(final CollateralBid bid) {
                        outcomes.add(bid);
                    }
                });
        await(line::isReady);
        market.price(CrashingMarket.CRASHED);
        await(() -> !line.board().collateral().isEmpty());
        final CollateralOrder order = line.board().collateral().iterator().next();
        assertThat(order.quantity()).isGreaterThanOrEqualTo(ETHER_TO_CURE);
        final ListedAsset ether = line.markets().asset(CrashingMarket.ETHER);
        final ListedAsset dollars = line.markets().asset(CrashingMarket.DOLLARS);
        for (final long waitMs : new long[] {0, 700, 2_500}) {
            await(() -> System.currentTimeMillis() > order.startTimeMs() + waitMs);
            final int before = outcomes.size();
            assertThat(line.bid(RICH, order, 10_000_001, ether.price())).isPositive();
            await(() -> outcomes.size() > before);
            final CollateralBid bid = outcomes.get(before);
            assertThat(bid.answer()).isEqualTo(RejectCode.NONE);
            assertThat(bid.traded()).isEqualTo(10_000_001);
            assertThat(bid.price()).isEqualTo(order.price(bid.timeMs(), ether));
            assertThat(bid.paid()).isEqualTo(order.paid(bid.traded(), bid.timeMs(), ether, dollars));
        }
        assertThat(line.bid(RICH, order, 1_000_000, ether.price() / 2)).isPositive();
        await(() -> outcomes.size() == 4);
        assertThat(outcomes.get(3).answer()).isEqualTo(RejectCode.PRICE_MOVED);
        assertThat(line.pendingBids()).isZero();
        assertThat(outcomes).extracting(CollateralBid::sequence).doesNotHaveDuplicates();
    }

    /** A sale as the feed told it. */
    private record Sale(long amount, long price, long paid) {
    }

    /** What the liquidation feed told. */
    private static final class Sales implements LiquidationListener {
        private final List<Sale> trades = new ArrayList<>();
        private final List<String> ended = new ArrayList<>();
        private long positionsSold;
        private long amount;
        private long paid;

        @Override
        public void onTrade(final long logPosition, final LiquidationTradeDecoder trade) {
            positionsSold++;
        }

        @Override
        public void onCollateralTrade(final long logPosition, final CollateralTradeDecoder trade) {
            trades.add(new Sale(trade.quantity(), trade.price(), trade.paid()));
            amount += trade.quantity();
            paid += trade.paid();
        }

        @Override
        public void onEnded(final long logPosition, final LiquidationEndedDecoder end) {
            ended.add(end.account() + " " + end.outcome());
        }

        @Override
        public String toString() {
            return trades + " " + ended;
        }
    }
}
