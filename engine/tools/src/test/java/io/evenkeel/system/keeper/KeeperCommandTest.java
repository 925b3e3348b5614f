package io.evenkeel.system.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.client.feed.FeedSubscriber;
import io.evenkeel.client.keeper.LiquidationAdapter;
import io.evenkeel.client.keeper.LiquidationListener;
import io.evenkeel.codecs.LiquidationEndedDecoder;
import io.evenkeel.codecs.LiquidationTradeDecoder;
import io.evenkeel.codecs.feed.Feed;
import io.evenkeel.node.launch.EmbeddedNode;
import io.evenkeel.node.launch.NodeContext;
import io.evenkeel.node.launch.NodeProperty;
import io.evenkeel.system.process.CommandProcess;
import io.evenkeel.tools.Evenkeel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
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
import picocli.CommandLine;

/** The keeper's command against a real node: killed and started again, within its limits, and ended in order. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class KeeperCommandTest {
    private static final long RICH = 2;
    private static final long POOR = 3;

    @TempDir
    private Path home;

    private final SleepingMillisIdleStrategy idle = new SleepingMillisIdleStrategy(1);
    private final EmbeddedNode node = EmbeddedNode.launch(new NodeContext().set(NodeProperty.LIMITS, "small"));
    private final List<String> trades = new ArrayList<>();
    private final List<Long> ended = new ArrayList<>();
    private CrashingMarket market;
    private CommandProcess keeper;
    private FeedSubscriber liquidations;

    @BeforeEach
    void open() throws IOException {
        Files.writeString(home.resolve("keys"), CrashingMarket.KEEPER + "="
                + HexFormat.of().formatHex(node.key(CrashingMarket.KEEPER)) + '\n');
        market = new CrashingMarket(node.aeronDir(), List.of(node.address()), node::key, List.of(RICH, POOR), 0);
        market.deposit(RICH, 10_000_000);
        market.openTraders(CrashingMarket.FIRST_LONG, 2, true);
        liquidations = FeedSubscriber.create(market.feed().feed(Feed.LIQUIDATION).fromNumber(1).listener(
                new LiquidationAdapter(new LiquidationListener() {
                    @Override
                    public void onTrade(final long logPosition, final LiquidationTradeDecoder trade) {
                        trades.add(trade.account() + " " + trade.keeper() + " " + trade.quantity());
                    }

                    @Override
                    public void onEnded(final long logPosition, final LiquidationEndedDecoder end) {
                        ended.add(end.account());
                    }
                })));
    }

    @AfterEach
    void close() {
        CloseHelper.closeAll(keeper, liquidations, market, node);
    }

    private void start(final long account, final String... more) {
        final List<String> call = new ArrayList<>(List.of(
                "keeper", "--nodes", node.address().toString(), "--keys", home.resolve("keys").toString(),
                "--account", "" + account));
        call.addAll(List.of(more));
        keeper = new CommandProcess(home, call);
        keeper.start();
    }

    private void await(final BooleanSupplier condition) {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean() && System.nanoTime() - deadlineNs < 0) {
            idle.idle(liquidations.poll() + market.house().poll());
        }
        assertThat(condition.getAsBoolean()).as("%s %s %s", keeper.said(), trades, ended).isTrue();
    }

    private void awaitWord(final String word, final int times) {
        await(() -> keeper.said().lines().filter(line -> line.startsWith(word + " ")).count() >= times);
    }

    @Test
    void shouldGoOnFromTheFeedsAloneWhenItIsKilledInTheMiddleOfAnAuction() throws Exception {
        start(RICH, "--strategy", "patient", "--wait-for", "2000");
        awaitWord("ready", 1);
        market.price(CrashingMarket.CRASHED);
        market.settle();
        // It waits for a discount of 0.2 %, which comes after 4 s; it does not live to see it.
        keeper.kill();
        assertThat(trades).isEmpty();
        keeper.start();
        await(() -> ended.size() == 2);
        assertThat(keeper.said().lines().filter(line -> line.startsWith("ready "))).last().asString()
                .isEqualTo("ready account=2 openLiquidations=2");
        assertThat(ended).containsExactlyInAnyOrder(100L, 101L);
        // What suffices grows with the discount: a lot may be left that is bid for once more.
        assertThat(trades).hasSizeBetween(2, 4).allMatch(trade -> trade.contains(" 2 "));
        awaitWord("traded", trades.size());

        assertThat(keeper.end()).as(keeper.said()).isEqualTo(128 + 15);
        assertThat(keeper.said()).endsWith(
                "ended bids=" + trades.size() + " traded=" + trades.size() + " refused=0\n");
        assertThat(keeper.left()).as("what it left behind").isEmpty();
    }

    @Test
    void shouldTakeNoMoreThanItsLimitWhenItIsKilledAndKnowsFromTheFeedWhatItHolds() throws Exception {
        // Each account must sell about 0.23 BTC; 0.3 BTC is all that this keeper wants.
        start(RICH, "--strategy", "eager", "--max-position", "0=3000", "--json");
        await(() -> keeper.said().contains("\"event\":\"ready\""));
        market.price(CrashingMarket.CRASHED);
        await(() -> taken() == 3_000);
        keeper.kill();
        keeper.start();
        await(() -> keeper.said().lines().filter(line -> line.contains("\"event\":\"ready\"")).count() == 2);
        assertThat(ended).hasSize(1);
        final int before = trades.size();
        // Bids that it must not make would come at once.
        await(elapsed(2_000));
        assertThat(trades).hasSize(before);
        assertThat(taken()).isEqualTo(3_000);
    }

    private long taken() {
        return trades.stream().mapToLong(trade -> Long.parseLong(trade.substring(trade.lastIndexOf(' ') + 1))).sum();
    }

    private static BooleanSupplier elapsed(final long ms) {
        final long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        return () -> System.nanoTime() - endNs > 0;
    }

    @Test
    void shouldStopWhenItsMarginIsRefusedAndGoOnWhenMoneyComes() throws Exception {
        start(POOR, "--strategy", "eager");
        awaitWord("ready", 1);
        market.price(CrashingMarket.CRASHED);
        awaitWord("stopped", 1);
        await(elapsed(1_000));
        assertThat(trades).isEmpty();
        assertThat(keeper.said().lines().filter(line -> line.startsWith("refused "))).hasSizeLessThanOrEqualTo(2)
                .allMatch(line -> line.contains("answer=INSUFFICIENT_MARGIN"));

        market.deposit(POOR, 1_000_000);
        await(() -> ended.size() == 2);
        assertThat(keeper.said()).contains("resumed account=3");
        assertThat(keeper.end()).isEqualTo(128 + 15);
    }

    @Test
    void shouldOnlyWatchWhenPassive() throws Exception {
        start(RICH, "--strategy", "passive", "--wait-for", "0");
        awaitWord("ready", 1);
        market.price(CrashingMarket.CRASHED);
        awaitWord("would-bid", 2);
        await(elapsed(500));
        assertThat(trades).isEmpty();
        assertThat(keeper.end()).isEqualTo(128 + 15);
        assertThat(keeper.said()).endsWith("ended bids=0 traded=0 refused=0\n");
    }

    @Test
    void shouldExitWithTwoWhenTheCallIsWrong() {
        final StringWriter err = new StringWriter();
        final CommandLine line = Evenkeel.commandLine().setErr(new PrintWriter(err, true));
        final String[] good = {"keeper", "--nodes", node.address().toString(), "--account", "2"};
        assertThat(line.execute("keeper", "--nodes", node.address().toString())).isEqualTo(2);
        assertThat(line.execute(with(good, "--strategy", "greedy"))).isEqualTo(2);
        assertThat(err.toString()).contains("eager, patient or passive, not \"greedy\"");
        assertThat(line.execute(with(good, "--wait-for", "1000001"))).isEqualTo(2);
        assertThat(line.execute(with(good, "--max-bid", "0"))).isEqualTo(2);
        assertThat(line.execute(with(good, "--max-position", "0=-1"))).isEqualTo(2);
        assertThat(err.toString()).contains("--max-position, --max-asset and --keep are not negative");
        assertThat(line.execute(with(good, "--max-asset", "1=-1"))).isEqualTo(2);
        assertThat(line.execute(with(good, "--keep", "0=-1"))).isEqualTo(2);
    }

    private static String[] with(final String[] call, final String... more) {
        final List<String> all = new ArrayList<>(List.of(call));
        all.addAll(List.of(more));
        return all.toArray(new String[0]);
    }
}
