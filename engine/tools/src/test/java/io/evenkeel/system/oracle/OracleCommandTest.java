package io.evenkeel.system.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.client.AssetTerms;
import io.evenkeel.client.ClientContext;
import io.evenkeel.client.EvenkeelClient;
import io.evenkeel.client.InstrumentTerms;
import io.evenkeel.client.Role;
import io.evenkeel.client.feed.FeedContext;
import io.evenkeel.client.feed.FeedSubscriber;
import io.evenkeel.codecs.MarketPriceDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SourceStatisticsDecoder;
import io.evenkeel.codecs.feed.Feed;
import io.evenkeel.node.launch.EmbeddedNode;
import io.evenkeel.node.launch.NodeContext;
import io.evenkeel.node.launch.NodeProperty;
import io.evenkeel.tools.Evenkeel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The oracle's command against a real node: what it publishes is what the node takes, restarted or not. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class OracleCommandTest {
    private static final int OPERATOR = 1;
    private static final int ORACLE = 3;
    private static final int FILED = 0;
    private static final int SIMULATED = 1;
    private static final int FIRST_SIMULATED = 11;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine commandLine =
            Evenkeel.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    private final List<String> indexes = new ArrayList<>();
    private final List<String> counts = new ArrayList<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final MarketPriceDecoder price = new MarketPriceDecoder();
    private final SourceStatisticsDecoder statistics = new SourceStatisticsDecoder();
    private final EmbeddedNode node = EmbeddedNode.launch(new NodeContext().set(NodeProperty.LIMITS, "small"));

    @TempDir
    private Path directory;

    @BeforeEach
    void list() throws IOException {
        Files.writeString(
                directory.resolve("keys"), ORACLE + "=" + HexFormat.of().formatHex(node.key(ORACLE)) + '\n');
        try (EvenkeelClient operator = EvenkeelClient.connect(new ClientContext()
                .aeronDirectoryName(node.aeronDir())
                .nodes(List.of(node.address()))
                .participant(OPERATOR)
                .keySupplier(() -> node.key(OPERATOR))
                .connectTimeoutMs(120_000)
                .ackListener((sequence, status, code, result, position, timeMs, isRepeated) ->
                        assertThat(code).isEqualTo(RejectCode.NONE)))) {
            operator.addParticipant(ORACLE, EnumSet.of(Role.ORACLE), 0);
            operator.addAsset(new AssetTerms(0, "USDC").exponent(-6).numeraire());
            operator.addInstrument(perpetual(FILED, "BTC-PERP"));
            operator.addInstrument(perpetual(SIMULATED, "ETH-PERP"));
            operator.addPriceSource(PricedKind.INSTRUMENT, FILED, 1, ORACLE, 1);
            for (int i = 0; i < 5; i++) {
                operator.addPriceSource(PricedKind.INSTRUMENT, SIMULATED, FIRST_SIMULATED + i, ORACLE, 1);
            }
            assertThat(operator.awaitAllAcknowledged(60_000)).isTrue();
        }
    }

    private static InstrumentTerms perpetual(final int id, final String symbol) {
        return new InstrumentTerms(id, symbol)
                .priceExponent(-2).quantityExponent(-4).tier(Long.MAX_VALUE, 200_000, 100_000);
    }

    @AfterEach
    void close() {
        node.close();
    }

    private int oracle(final String... more) {
        out.getBuffer().setLength(0);
        final List<String> call = new ArrayList<>(List.of(
                "oracle", "--dir", directory.toString(), "--nodes", node.address().toString(),
                "--keys", directory.resolve("keys").toString(), "--participant", "" + ORACLE,
                "--pace", "acknowledged"));
        call.addAll(List.of(more));
        return commandLine.execute(call.toArray(new String[0]));
    }

    private void follow(final Feed feed, final BooleanSupplier isEnough) {
        try (FeedSubscriber subscriber = FeedSubscriber.create(new FeedContext()
                .aeronDirectoryName(node.aeronDir())
                .feed(feed)
                .nodes(List.of(node.address()))
                .localHost("127.0.0.1")
                .fromNumber(1)
                .listener(this::onEvent))) {
            final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (!isEnough.getAsBoolean() && System.nanoTime() - deadlineNs < 0) {
                subscriber.poll();
            }
        }
    }

    private void onEvent(
            final long number, final long position, final DirectBuffer buffer, final int offset, final int length) {
        switch (header.wrap(buffer, offset).templateId()) {
            case MarketPriceDecoder.TEMPLATE_ID -> {
                price.wrapAndApplyHeader(buffer, offset, header);
                indexes.add(price.priced() + " " + price.index());
            }
            case SourceStatisticsDecoder.TEMPLATE_ID -> {
                statistics.wrapAndApplyHeader(buffer, offset, header);
                counts.add(statistics.source() + " outliers " + statistics.outliers() + " late " + statistics.late()
                        + " refused " + statistics.refused());
            }
            default -> { }
        }
    }

    @Test
    void shouldPublishLinesWithASequenceOfItsOwnWhenStartedAgainAndAgain() throws IOException {
        final Path file = Files.writeString(directory.resolve("prices.csv"), """
                timeMs,kind,symbolOrId,price,confidence
                1000,INSTRUMENT,BTC-PERP,50000.01
                1500,INSTRUMENT,BTC-PERP,abc
                2000,INSTRUMENT,0,5000100,25
                2500,INSTRUMENT,BTC-PERP,50002.5
                """);
        final String[] call = {file.toString(), "--source", "1", "--symbol", "BTC-PERP=0:-2"};
        assertThat(oracle(call)).as("%s %s", out, err).isEqualTo(1);
        assertThat(out.toString().lines()).containsExactly(
                "bad-line line=3 reason=price \"abc\" is no number", "ended accepted=3 refused=0 badLines=1");

        assertThat(oracle(call)).isEqualTo(1);
        assertThat(out.toString()).contains("ended accepted=3 refused=0 badLines=1");

        // Without its sequence the node takes nothing, and counts it against the source.
        Files.writeString(directory.resolve("oracle-3-1.sequence"), "5\n");
        Files.writeString(file, "1000,INSTRUMENT,0,5000300\n1001,INSTRUMENT,0,5000400\n");
        assertThat(oracle(file.toString(), "--source", "1", "--json")).isEqualTo(1);
        assertThat(out.toString().lines()).containsExactly(
                "{\"event\":\"refused\",\"line\":1,\"source\":1,\"price\":5000300,\"answer\":\"STALE_PRICE\"}",
                "{\"event\":\"refused\",\"line\":2,\"source\":1,\"price\":5000400,\"answer\":\"STALE_PRICE\"}",
                "{\"event\":\"ended\",\"accepted\":0,\"refused\":2,\"badLines\":0}");

        follow(Feed.MARKET, () -> indexes.size() >= 6);
        assertThat(indexes).containsExactly(
                "0 5000001", "0 5000100", "0 5000250", "0 5000001", "0 5000100", "0 5000250");
        follow(Feed.AUDIT, () -> counts.contains("1 outliers 0 late 2 refused 0"));
        assertThat(counts).endsWith("1 outliers 0 late 2 refused 0");
    }

    @Test
    void shouldFindIdsAndExponentsInTheListingsWhenLinesHaveSymbols() throws IOException {
        final Path file = Files.writeString(directory.resolve("prices.csv"), """
                timeMs,kind,symbolOrId,price,confidence
                1000,INSTRUMENT,BTC-PERP,50000.01
                1500,INSTRUMENT,XBTUSD,50001
                2000,INSTRUMENT,SOL-PERP,150
                2500,ASSET,ETH-PERP,2000
                3000,INSTRUMENT,BTC-PERP,50000.001
                3500,INSTRUMENT,XBTUSD,50002.5
                """);
        assertThat(oracle(file.toString(), "--source", "1", "--symbol", "XBTUSD=BTC-PERP")).isEqualTo(1);
        assertThat(out.toString().lines()).as("%s", err).containsExactly(
                "reads-listings line=2",
                "bad-line line=4 reason=symbol \"SOL-PERP\" is unknown: no INSTRUMENT is listed as that, and no"
                        + " --symbol SOL-PERP=ID[:EXPONENT] is given",
                "bad-line line=5 reason=symbol \"ETH-PERP\" is unknown: no ASSET is listed as that, and no"
                        + " --symbol ETH-PERP=ID[:EXPONENT] is given",
                "bad-line line=6 reason=price \"50000.001\" has no exact mantissa in 10^-2",
                "ended accepted=3 refused=0 badLines=3");
        follow(Feed.MARKET, () -> indexes.size() >= 3);
        assertThat(indexes).containsExactly("0 5000001", "0 5000100", "0 5000250");
    }

    @Test
    void shouldKeepTheIndexHonestWhenAMinorityOfSimulatedSourcesIsWrong() {
        assertThat(oracle("--simulate", "5", "--priced", "ETH-PERP", "--price", "1000000", "--rounds", "10",
                "--source", "11", "--fault", "colluding", "--fault", "stuck", "--seed", "7"))
                .as("%s %s", out, err).isZero();
        assertThat(out.toString()).contains("fault=COLLUDING accepted=10", "fault=STUCK accepted=10", "fault=NONE",
                "ended accepted=50 refused=0 badLines=0");
        // The path walks at most ten times 0.1 % and sources see it within 0.02 %; the band is 0.5 %. Colluders say
        // 20 % less.
        follow(Feed.AUDIT, () -> !counts.isEmpty());
        follow(Feed.MARKET, () -> indexes.size() >= 20);
        assertThat(indexes.subList(5, indexes.size())).isNotEmpty().allSatisfy(index ->
                assertThat(Long.parseLong(index.substring(2))).isBetween(980_000L, 1_020_000L));
        assertThat(counts).anyMatch(count -> !count.contains("outliers 0 "));

        assertThat(oracle("--simulate", "1", "--priced", "SOL-PERP", "--price", "1", "--source", "11")).isEqualTo(1);
        assertThat(err.toString()).contains("no INSTRUMENT is listed as SOL-PERP");
    }

    @Test
    void shouldExitWithTwoWhenTheCallIsWrong() {
        assertThat(oracle("--source", "1")).isEqualTo(2);
        assertThat(err.toString()).contains("give a file, - or --simulate");
        assertThat(oracle("nowhere.csv", "--source", "1")).isEqualTo(2);
        assertThat(err.toString()).contains("cannot read nowhere.csv");
        assertThat(oracle("--source", "1", "--simulate", "3", "--price", "1", "--fault", "stuck:4")).isEqualTo(2);
        assertThat(err.toString()).contains("4 of 3 sources cannot have faults");
        assertThat(oracle("-", "--source", "1", "--fault", "asleep")).isEqualTo(2);
    }
}
