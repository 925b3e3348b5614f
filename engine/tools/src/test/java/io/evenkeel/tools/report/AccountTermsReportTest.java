package io.evenkeel.tools.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.client.AssetTerms;
import io.evenkeel.client.ClientContext;
import io.evenkeel.client.CollateralLimits;
import io.evenkeel.client.EvenkeelClient;
import io.evenkeel.client.InstrumentTerms;
import io.evenkeel.client.Role;
import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SettlementMode;
import io.evenkeel.node.launch.EmbeddedNode;
import io.evenkeel.node.launch.NodeContext;
import io.evenkeel.node.launch.NodeProperty;
import io.evenkeel.tools.Evenkeel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Why a withdrawal of account 1 is refused, as a real node's feed and snapshot tell it: 5 USDC are reserved for its
 * orders, 200 of the 350 that it takes out wait for an hour, and a fill 2 % off the mark pauses the next.
 */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class AccountTermsReportTest {
    private static final int OPERATOR = 1;
    private static final int VENUE = 2;
    private static final long DOLLAR = 1_000_000;

    @TempDir
    private static Path home;

    private static EmbeddedNode node;
    private static RejectCode lastCode;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine commandLine =
            Evenkeel.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));

    @BeforeAll
    static void holdBack() throws InterruptedException {
        node = EmbeddedNode.launch(new NodeContext().set(NodeProperty.LIMITS, "small"), home);
        try (EvenkeelClient operator = connect(OPERATOR)) {
            operator.addParticipant(VENUE, EnumSet.of(Role.VENUE, Role.ORACLE, Role.GATEWAY, Role.OWNER), 0);
            operator.addAsset(new AssetTerms(0, "USDC").exponent(-6).numeraire());
            operator.addInstrument(new InstrumentTerms(0, "BTC-PERP")
                    .priceExponent(-2).quantityExponent(-4).tier(Long.MAX_VALUE, 20_000, 10_000));
            operator.addPriceSource(PricedKind.INSTRUMENT, 0, 1, VENUE, 1);
            operator.addAccount(1, VENUE, AccountKind.STANDARD, 50);
            operator.addAccount(2, VENUE, AccountKind.STANDARD, 0);
            operator.orders().setAccountTerms(1, 2, SettlementMode.EXTERNAL);
            operator.orders().setMarketTerms(0, 0, 10_000, 0, 0);
            operator.governance().setCollateralLimits(
                    new CollateralLimits(0, 0, 0, 0, 0, 150 * DOLLAR, Duration.ofHours(1).toMillis()));
            awaitAccepted(operator);
        }
        try (EvenkeelClient venue = connect(VENUE)) {
            venue.deposit(1, 0, 1_000 * DOLLAR, 1);
            venue.deposit(2, 0, 1_000 * DOLLAR, 2);
            venue.orders().setLeverage(1, 20);
            venue.orders().reserveMargin(1, 5 * DOLLAR);
            venue.withdraw(1, 0, 100 * DOLLAR);
            venue.withdraw(1, 0, 200 * DOLLAR);
            venue.withdraw(1, 0, 50 * DOLLAR);
            venue.submitPrice(PricedKind.INSTRUMENT, 0, 1, 1, 5_000_000, 0, System.currentTimeMillis());
            venue.trade(9, 0, 1, 2, 100, 5_100_000, 0, 0);
            awaitAccepted(venue);
            venue.withdraw(1, 0, DOLLAR);
            assertThat(venue.awaitAllAcknowledged(30_000)).isTrue();
            assertThat(lastCode).isEqualTo(RejectCode.WITHDRAWALS_PAUSED);
        }
        takeSnapshot();
    }

    private static void awaitAccepted(final EvenkeelClient client) {
        assertThat(client.awaitAllAcknowledged(30_000)).isTrue();
        assertThat(lastCode).isEqualTo(RejectCode.NONE);
    }

    private static void takeSnapshot() throws InterruptedException {
        final long before = node.node().snapshotCount();
        assertThat(node.node().requestSnapshot()).isTrue();
        while (node.node().snapshotCount() == before) {
            Thread.sleep(20);
        }
    }

    private static EvenkeelClient connect(final int participant) {
        lastCode = RejectCode.NONE;
        return EvenkeelClient.connect(new ClientContext()
                .aeronDirectoryName(node.aeronDir())
                .nodes(List.of(node.address()))
                .participant(participant)
                .keySupplier(() -> node.key(participant))
                .connectTimeoutMs(120_000)
                .ackListener((sequence, status, code, result, position, timeMs, isRepeated) ->
                        lastCode = lastCode == RejectCode.NONE ? code : lastCode));
    }

    @AfterAll
    static void close() {
        node.close();
    }

    private JsonNode account(final String id, final String... place) throws IOException {
        out.getBuffer().setLength(0);
        final List<String> call = new ArrayList<>(List.of("account", id, "--json"));
        call.addAll(List.of(place));
        assertThat(commandLine.execute(call.toArray(new String[0]))).as(err.toString()).isZero();
        return new ObjectMapper().readTree(out.toString());
    }

    private static void assertTerms(final JsonNode account) {
        assertThat(account.get("reservedMargin").asText()).isEqualTo("5.000000");
        assertThat(account.get("leverage").asInt()).isEqualTo(20);
        assertThat(account.get("feeTier").asInt()).isEqualTo(2);
        assertThat(account.get("settlement").asText()).isEqualTo("EXTERNAL");
        assertThat(account.get("instructions").findValuesAsText("instruction")).containsExactly("1", "2", "3");
        assertThat(account.get("instructions").findValuesAsText("amount"))
                .containsExactly("100.000000", "200.000000", "50.000000");
        assertThat(account.get("instructions").findValuesAsText("state")).containsExactly("TOLD", "DELAYED", "TOLD");
    }

    @Test
    void shouldTellWhatHoldsWithdrawalsBackWhenTheFeedIsRead() throws IOException {
        final String nodes = node.address().toString();
        final JsonNode account = account("1", "--nodes", nodes);
        assertTerms(account);
        assertThat(account.get("offMark").get("tradeId").asLong()).isEqualTo(9);
        assertThat(account.get("offMark").get("logPosition").asLong()).isPositive();
        final JsonNode other = account("2", "--nodes", nodes);
        assertThat(other.get("leverage").isNull()).isTrue();
        assertThat(other.get("settlement").asText()).isEqualTo("INTERNAL");
        assertThat(other.get("reservedMargin").asText()).isEqualTo("0.000000");
        assertThat(other.get("instructions")).isEmpty();
        assertThat(commandLine.execute("account", "1", "--nodes", nodes)).isZero();
        assertThat(out.toString()).containsPattern("offMark +tradeId=9").containsPattern("2 +WITHDRAWAL .*DELAYED");
    }

    @Test
    void shouldTellUntilWhenWithdrawalsWaitWhenASnapshotIsRead() throws IOException {
        final JsonNode account =
                account("1", "--snapshot", home.resolve("node").toString(), "--limits", "SMALL");
        assertTerms(account);
        final Instant asOf = Instant.parse(account.get("asOf").asText());
        assertThat(Instant.parse(account.get("withdrawalsPausedUntil").asText()))
                .isBetween(asOf.plus(Duration.ofHours(7)), asOf.plus(Duration.ofHours(8)));
        assertThat(Instant.parse(account.get("instructions").get(1).get("tellsAt").asText()))
                .isBetween(asOf.plus(Duration.ofMinutes(50)), asOf.plus(Duration.ofMinutes(60)));
    }
}
