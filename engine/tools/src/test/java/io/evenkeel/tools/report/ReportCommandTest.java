package io.evenkeel.tools.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.client.AckListener;
import io.evenkeel.client.AssetTerms;
import io.evenkeel.client.ClientContext;
import io.evenkeel.client.EvenkeelClient;
import io.evenkeel.client.InstrumentTerms;
import io.evenkeel.client.Role;
import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.node.launch.EmbeddedNode;
import io.evenkeel.node.launch.NodeContext;
import io.evenkeel.node.launch.NodeProperty;
import io.evenkeel.tools.Evenkeel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Reports of a real node, by the command line. Two accounts get 1,000 USDC each. 1 buys 0.01 BTC from 2 at 50,000 and
 * pays a fee of 0.25, 2 one of 0.10; the mark goes to 51,000; 1 sells 0.004 to 2 there: 0.004 · 1,000 = 4 USDC
 * realised. So 1 has 1,000 − 0.25 + 4 = 1,003.75 and 0.006 BTC with 0.006 · 1,000 = 6 USDC unrealised; 2 has
 * 1,000 − 0.10 − 4 = 995.90 and the opposite. In the end a price comes once more, and is refused as late.
 */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class ReportCommandTest {
    private static final int OPERATOR = 1;
    private static final int VENUE = 2;
    @TempDir
    private static Path home;

    private static EmbeddedNode node;
    private static LocalDate dayBefore;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine commandLine =
            Evenkeel.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));

    @BeforeAll
    static void trade() throws InterruptedException {
        dayBefore = LocalDate.now(ZoneOffset.UTC);
        node = EmbeddedNode.launch(new NodeContext().set(NodeProperty.LIMITS, "small"), home);
        try (EvenkeelClient operator = connect(OPERATOR)) {
            operator.addParticipant(VENUE, EnumSet.of(Role.VENUE, Role.ORACLE, Role.GATEWAY, Role.OWNER), 0);
            operator.addAsset(new AssetTerms(0, "USDC").exponent(-6).numeraire());
            operator.addInstrument(new InstrumentTerms(0, "BTC-PERP")
                    .priceExponent(-2).quantityExponent(-4).tier(Long.MAX_VALUE, 20_000, 10_000));
            operator.addPriceSource(PricedKind.INSTRUMENT, 0, 1, VENUE, 1);
            operator.addAccount(1, VENUE, AccountKind.STANDARD, 0);
            operator.addAccount(2, VENUE, AccountKind.STANDARD, 0);
            // Before anybody has a position, so that it pays nothing.
            operator.governance().startCycle();
            assertThat(operator.awaitAllAcknowledged(30_000)).isTrue();
        }
        try (EvenkeelClient venue = connect(VENUE)) {
            venue.deposit(1, 0, 1_000_000_000, 1);
            venue.deposit(2, 0, 1_000_000_000, 2);
            venue.submitPrice(PricedKind.INSTRUMENT, 0, 1, 1, 5_000_000, 0, System.currentTimeMillis());
            venue.trade(1, 0, 1, 2, 100, 5_000_000, 250_000, 100_000);
            venue.submitPrice(PricedKind.INSTRUMENT, 0, 1, 2, 5_100_000, 0, System.currentTimeMillis());
            venue.trade(2, 0, 2, 1, 40, 5_100_000, 0, 0);
            assertThat(venue.awaitAllAcknowledged(30_000)).isTrue();
        }
        try (EvenkeelClient late = connect(VENUE, (sequence, status, code, result, position, timeMs, isRepeated) ->
                assertThat(code).isEqualTo(RejectCode.STALE_PRICE))) {
            late.submitPrice(PricedKind.INSTRUMENT, 0, 1, 1, 5_000_000, 0, System.currentTimeMillis());
            assertThat(late.awaitAllAcknowledged(30_000)).isTrue();
        }
        takeSnapshot();
    }

    private static void takeSnapshot() throws InterruptedException {
        final long before = node.node().snapshotCount();
        assertThat(node.node().requestSnapshot()).isTrue();
        while (node.node().snapshotCount() == before) {
            Thread.sleep(20);
        }
    }

    private static EvenkeelClient connect(final int participant) {
        return connect(participant, ReportCommandTest::mustBeAccepted);
    }

    private static EvenkeelClient connect(final int participant, final AckListener ackListener) {
        return EvenkeelClient.connect(new ClientContext()
                .aeronDirectoryName(node.aeronDir())
                .nodes(List.of(node.address()))
                .participant(participant)
                .keySupplier(() -> node.key(participant))
                .connectTimeoutMs(120_000)
                .ackListener(ackListener));
    }

    private static void mustBeAccepted(
            final long sequence,
            final AckStatus status,
            final RejectCode code,
            final long result,
            final long position,
            final long timeMs,
            final boolean isRepeated) {
        assertThat(status).as("%d: %s", sequence, code).isEqualTo(AckStatus.ACCEPTED);
    }

    @AfterAll
    static void close() {
        node.close();
    }

    private int run(final String... call) {
        final List<String> arguments = new ArrayList<>(List.of(call));
        arguments.add("--nodes");
        arguments.add(node.address().toString());
        out.getBuffer().setLength(0);
        return commandLine.execute(arguments.toArray(new String[0]));
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out.toString());
    }

    @Test
    void shouldTellBalanceAndPositionWhenAskedForAnAccount() throws IOException {
        assertThat(run("account", "1", "--json")).as(err.toString()).isZero();
        final JsonNode account = json();
        assertThat(account.get("owner").asInt()).isEqualTo(VENUE);
        assertThat(account.get("status").asText()).isEqualTo("HEALTHY");
        assertThat(account.get("balances").toString())
                .isEqualTo("[{\"asset\":\"USDC\",\"balance\":\"1003.750000\"}]");
        assertThat(account.get("positions").toString()).isEqualTo("[{\"instrument\":\"BTC-PERP\","
                + "\"quantity\":\"0.0060\",\"entryPrice\":\"50000.0000\",\"mark\":\"51000.00\",\"price\":\"VALID\","
                + "\"notional\":\"306.000000\",\"unrealised\":\"6.000000\",\"asset\":\"USDC\"}]");
        assertThat(run("account", "7")).isEqualTo(1);
        assertThat(err.toString()).contains("there is no account 7");
    }

    /**
     * At 51,000 with IM 2 % and MM 1 %: notional 0.006 · 51,000 = 306, so IM 6.12 and MM 3.06. 1 has 1,003.75 + 6 =
     * 1,009.75 and can never lose more than its 300 of entry value: no price liquidates it. 2 has 995.90 − 6 = 989.90;
     * its short holds while 989.90 − 0.006 · (P − 51,000) ≥ 0.00006 · P, P ≤ 1,295.90 / 0.00606 = 213,844.88….
     */
    @Test
    void shouldTellMarginAndLiquidationPriceWhenReadFromASnapshot() throws IOException {
        assertThat(runOnSnapshot("account", "2", "--json")).as(err.toString()).isZero();
        final JsonNode account = json();
        assertThat(account.get("status").asText()).isEqualTo("HEALTHY");
        assertThat(account.get("equity").asText()).isEqualTo("989.900000");
        assertThat(account.get("initialMargin").asText()).isEqualTo("6.120000");
        assertThat(account.get("maintenanceMargin").asText()).isEqualTo("3.060000");
        // 989.9 / 3.06 = 323.4967320…
        assertThat(account.get("marginRatio").asText()).isEqualTo("323.496732");
        assertThat(account.get("logPosition").asLong()).isPositive();
        assertThat(account.get("balances").toString())
                .isEqualTo("[{\"asset\":\"USDC\",\"balance\":\"995.900000\",\"effective\":\"989.900000\"}]");
        assertThat(account.get("positions").toString()).isEqualTo("[{\"instrument\":\"BTC-PERP\","
                + "\"quantity\":\"-0.0060\",\"entryPrice\":\"50000.0000\",\"mark\":\"51000.00\","
                + "\"price\":\"VALID\",\"notional\":\"306.000000\",\"unrealised\":\"-6.000000\",\"asset\":\"USDC\","
                + "\"liquidationPrice\":\"213844.88\"}]");
        assertThat(runOnSnapshot("account", "1")).isZero();
        assertThat(out.toString()).containsPattern("equity +1009.750000").containsPattern("marginRatio +329.983660");
        assertThat(runOnSnapshot("account", "7")).isEqualTo(1);
    }

    @Test
    void shouldListAccountsBesidePositionsWhenReadFromASnapshot() throws IOException {
        assertThat(runOnSnapshot("positions", "--json")).as(err.toString()).isZero();
        assertThat(json().get("count").asInt()).isEqualTo(2);
        assertThat(json().get("accounts").findValuesAsText("equity")).containsExactly("1009.750000", "989.900000");
        assertThat(json().get("accounts").findValuesAsText("status")).containsExactly("HEALTHY", "HEALTHY");
        assertThat(json().get("positions").get(0).get("liquidationPrice").isNull()).isTrue();
        assertThat(runOnSnapshot("positions")).isZero();
        assertThat(out.toString()).containsPattern("account +status +equity +initialMargin +maintenanceMargin");
        assertThat(runOnSnapshot("positions", "--instrument", "ETH-PERP", "--json")).isZero();
        assertThat(json().get("accounts")).isEmpty();
    }

    @Test
    void shouldSayWhyWhenThereIsNoSnapshotToRead(@TempDir final Path empty) throws IOException {
        assertThat(commandLine.execute("account", "1", "--snapshot", empty.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("is not the directory of a node");
    }

    private int runOnSnapshot(final String... call) {
        final List<String> arguments = new ArrayList<>(List.of(call));
        arguments.addAll(List.of("--snapshot", home.resolve("node").toString(), "--limits", "SMALL"));
        out.getBuffer().setLength(0);
        return commandLine.execute(arguments.toArray(new String[0]));
    }

    @Test
    void shouldListBothSidesWhenAskedForPositions() throws IOException {
        assertThat(run("positions", "--json")).isZero();
        assertThat(json().get("count").asInt()).isEqualTo(2);
        assertThat(json().get("positions").findValuesAsText("unrealised")).containsExactly("6.000000", "-6.000000");
        assertThat(run("positions")).isZero();
        assertThat(out.toString())
                .containsPattern("account +instrument +quantity")
                .containsPattern("2 +BTC-PERP +-0.0060");
        assertThat(run("positions", "--instrument", "ETH-PERP", "--json")).isZero();
        assertThat(json().get("count").asInt()).isZero();
    }

    @Test
    void shouldReconcileWhenAskedForTheLedger() throws IOException {
        assertThat(run("ledger", "--json")).as(() -> out + " " + err).isZero();
        final JsonNode asset = json().get("assets").get(0);
        assertThat(asset.get("ACCOUNTS").asText()).isEqualTo("1999.650000");
        assertThat(asset.get("EXTERNAL").asText()).isEqualTo("-2000.000000");
        assertThat(asset.get("FEES").asText()).isEqualTo("0.350000");
        assertThat(asset.get("CLEARING").asText()).isEqualTo("0.000000");
        assertThat(asset.get("sum").asText()).isEqualTo("0.000000");
        final JsonNode market = json().get("markets").get(0);
        assertThat(market.get("openInterest").asText()).isEqualTo("0.0060");
        assertThat(market.get("netQuantity").asText()).isEqualTo("0.0000");
        assertThat(json().get("reconciles").asBoolean()).isTrue();
        assertThat(run("ledger")).isZero();
        assertThat(out.toString()).containsPattern("reconciles +true").contains("BTC-PERP");
    }

    @Test
    void shouldAddUpToTheLedgerWhenAskedForAStatement() throws IOException {
        assertThat(run("statement", "1", "--json")).isZero();
        assertThat(json().get("reconciles").asBoolean()).isTrue();
        final JsonNode day = json().get("days").get(0);
        assertThat(LocalDate.parse(day.get("day").asText()))
                .isBetween(dayBefore, LocalDate.now(ZoneOffset.UTC));
        assertThat(day.get("opening").asText()).isEqualTo("0.000000");
        assertThat(day.get("deposits").asText()).isEqualTo("1000.000000");
        assertThat(day.get("trading").asText()).isEqualTo("4.000000");
        assertThat(day.get("realisedProfit").asText()).isEqualTo("4.000000");
        assertThat(day.get("fees").asText()).isEqualTo("-0.250000");
        assertThat(day.get("closing").asText()).isEqualTo("1003.750000");
        assertThat(run("statement", "2", "--to", "2020-01-01", "--json")).isZero();
        assertThat(json().get("days")).isEmpty();
    }

    /** The first batch: no marks, no accounts with positions, no instructions, and none before it. */
    @Test
    void shouldHoldWhenAskedForTheFirstCycle() throws IOException {
        final long hash = BatchHash.chain(0, 1, 0, 0, 0, 0, 0, 0, 0);
        assertThat(run("cycle", "1", "--json")).as(() -> out + " " + err).isZero();
        assertThat(json().get("closed").asBoolean()).isTrue();
        assertThat(json().get("holds").asBoolean()).isTrue();
        assertThat(json().get("hash").asText()).isEqualTo(HexFormat.of().toHexDigits(hash));
        assertThat(json().get("faults")).isEmpty();
    }

    @Test
    void shouldSaySoWhenThereWasNoSuchCycle() {
        assertThat(run("cycle", "2")).isEqualTo(1);
        assertThat(err.toString()).contains("there was no cycle 2");
    }

    /** Timers say counts on the feed, so they may not be there yet. */
    @Test
    void shouldTellHowOftenASourceWasWrongWhenAskedForSources() throws Exception {
        final String row = "[{\"symbol\":\"BTC-PERP\",\"kind\":\"INSTRUMENT\",\"source\":1,\"participant\":2,"
                + "\"weight\":1,\"outliers\":0,\"late\":1,\"refused\":0}]";
        assertThat(runOnSnapshot("sources", "--json")).as(err.toString()).isZero();
        assertThat(json().get("sources").toString()).isEqualTo(row);
        assertThat(json().get("logPosition").asLong()).isPositive();
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        do {
            assertThat(run("sources", "--json")).as(err.toString()).isZero();
        } while (!json().get("sources").toString().equals(row) && System.nanoTime() - deadlineNs < 0);
        assertThat(json().get("sources").toString()).isEqualTo(row);
        assertThat(json().get("count").asInt()).isEqualTo(1);
        assertThat(run("sources", "--symbol", "BTC-PERP")).isZero();
        assertThat(out.toString())
                .containsPattern("symbol +kind +source +participant +weight +outliers +late +refused")
                .containsPattern("BTC-PERP +INSTRUMENT +1 +2 +1 +0 +1 +0");
        assertThat(run("sources", "--symbol", "ETH-PERP", "--json")).isZero();
        assertThat(json().get("count").asInt()).isZero();
    }
}
