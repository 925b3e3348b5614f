package io.evenkeel.system.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.client.keeper.Bid;
import io.evenkeel.client.keeper.LiquidationKeeper;
import io.evenkeel.client.keeper.LiquidationListener;
import io.evenkeel.client.keeper.OpenOrder;
import io.evenkeel.node.launch.EmbeddedNode;
import io.evenkeel.node.launch.NodeContext;
import io.evenkeel.node.launch.NodeProperty;
import io.evenkeel.system.process.CommandProcess;
import io.evenkeel.tools.Evenkeel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
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

/** What the commands tell of a liquidation at a real node is what its keeper was told. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class LiquidationReportTest {
    private static final long RICH = 2;

    @TempDir
    private Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine commandLine =
            Evenkeel.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    private final SleepingMillisIdleStrategy idle = new SleepingMillisIdleStrategy(1);
    private final List<Bid> outcomes = new ArrayList<>();
    private final EmbeddedNode node = EmbeddedNode.launch(new NodeContext().set(NodeProperty.LIMITS, "small"));
    private CrashingMarket market;
    private LiquidationKeeper keeper;
    private CommandProcess follower;

    @BeforeEach
    void open() {
        market = new CrashingMarket(
                node.aeronDir(), List.of(node.address()), node::key, List.of(RICH), 10_000_000);
        market.openTraders(CrashingMarket.FIRST_LONG, 2, true);
        keeper = LiquidationKeeper.create(
                market.commands(CrashingMarket.KEEPER),
                market.feed().fromNumber(1),
                market.feed(),
                new LiquidationListener() { },
                outcomes::add);
        await(keeper::isReady);
    }

    @AfterEach
    void close() {
        CloseHelper.closeAll(follower, keeper, market, node);
    }

    private void await(final BooleanSupplier condition) {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean() && System.nanoTime() - deadlineNs < 0) {
            idle.idle(keeper.poll() + market.house().poll());
        }
        assertThat(condition.getAsBoolean())
                .as("%s %s %s", outcomes, keeper.board().open(), follower == null ? "" : follower.said())
                .isTrue();
    }

    private int run(final String... call) {
        final List<String> arguments = new ArrayList<>(List.of(call));
        arguments.addAll(List.of("--nodes", node.address().toString()));
        out.getBuffer().setLength(0);
        return commandLine.execute(arguments.toArray(new String[0]));
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out.toString());
    }

    /** Crashes, and cures the first account by one bid for twice what it needs. {@return the bid's outcome} */
    private Bid cureTheFirst() {
        market.price(CrashingMarket.CRASHED);
        await(() -> keeper.board().order(1) != null && keeper.board().order(2) != null);
        final OpenOrder order = keeper.board().order(1);
        keeper.bid(RICH, order, 2 * order.quantity(), CrashingMarket.CRASHED);
        await(() -> keeper.board().open().size() == 1 && outcomes.size() == 1);
        return outcomes.get(0);
    }

    @Test
    void shouldTellWhyWhoAndAtWhatCostWhenALiquidationIsOver() throws IOException {
        final Bid bid = cureTheFirst();
        assertThat(run("explain", "1", "--json")).as("%s", err).isZero();
        final JsonNode story = json();
        assertThat(story.get("account").asLong()).isEqualTo(CrashingMarket.FIRST_LONG);
        // 6,000 − 4,000 = 2,000 of equity; 5 % of 46,000 = 2,300.
        assertThat(story.get("equity").asText()).isEqualTo("2000.000000");
        assertThat(story.get("maintenanceMargin").asText()).isEqualTo("2300.000000");
        assertThat(story.get("outcome").asText()).isEqualTo("CURED");
        assertThat(story.get("cause").toString()).isEqualTo("{\"event\":\"MarketPrice\",\"symbol\":\"BTC-PERP\","
                + "\"before\":\"50000.00\",\"mark\":\"46000.00\",\"state\":\"VALID\"}");
        // The order is sized anew by any timer that comes before the bid.
        final List<JsonNode> steps = new ArrayList<>();
        story.get("steps").forEach(steps::add);
        steps.removeIf(step -> step.get("event").asText().equals("RESIZED"));
        assertThat(steps).extracting(step -> step.get("event").asText())
                .containsExactly("STARTED", "OFFERED", "BID_TRADED", "CURED");
        final JsonNode trade = steps.get(2);
        assertThat(trade.get("position").asLong()).isEqualTo(bid.logPosition());
        assertThat(Instant.parse(trade.get("time").asText()).toEpochMilli()).isEqualTo(bid.timeMs());
        // A price step times a quantity step is a unit of the dollar: 10^-2 · 10^-4.
        final long discount = bid.traded() * (CrashingMarket.CRASHED - bid.price());
        assertThat(trade.get("numbers").get("discount").asText())
                .isEqualTo(String.format("%d.%06d USDC", discount / 1_000_000, discount % 1_000_000));
        assertThat(story.get("losses").findValuesAsText("who"))
                .containsExactly("account 100", "account 2", "insurance");

        assertThat(run("explain", "1")).isZero();
        assertThat(out.toString()).containsPattern("outcome +CURED").containsPattern("BID_TRADED +account 2 was the");
        assertThat(run("explain", "9")).isEqualTo(1);
        assertThat(err.toString()).contains("there was no liquidation 9; there were 2");
    }

    @Test
    void shouldListWhatIsOpenAndWhatIsOverWhenAsked() throws IOException {
        cureTheFirst();
        assertThat(run("liquidations", "--json")).as("%s", err).isZero();
        assertThat(json().get("count").asInt()).isEqualTo(2);
        assertThat(json().get("open").asInt()).isEqualTo(1);
        assertThat(json().get("liquidations").findValuesAsText("outcome")).containsExactly("CURED", "OPEN");
        assertThat(json().get("liquidations").findValuesAsText("takers")).containsExactly("2", "");
        assertThat(run("liquidations", "--open", "--json")).isZero();
        assertThat(json().get("liquidations").findValuesAsText("liquidation")).containsExactly("2");
        assertThat(run("liquidations", "--account", "100", "--last", "1")).isZero();
        assertThat(out.toString()).containsPattern("liquidation +account +breachPosition").contains("CURED");
    }

    @Test
    void shouldPrintEachStepAsItComesWhenFollowing() throws Exception {
        follower = new CommandProcess(home, List.of(
                "liquidations", "--follow", "--json", "--account", "100", "--nodes", node.address().toString()));
        follower.start();
        await(() -> follower.said().contains("liquidations: following"));
        cureTheFirst();
        await(() -> follower.said().contains("CURED"));
        final List<String> events = new ArrayList<>();
        for (final String line : follower.said().lines().filter(said -> said.startsWith("{")).toList()) {
            events.add(new ObjectMapper().readTree(line).get("event").asText());
        }
        assertThat(events).containsExactly("STARTED", "OFFERED", "BID_TRADED", "CURED");
        assertThat(follower.said()).contains("\"cause.before\":\"50000.00\"");
        assertThat(follower.end()).isEqualTo(128 + 15);
        assertThat(follower.left()).isEmpty();
    }
}
