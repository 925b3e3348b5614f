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
import io.evenkeel.system.process.CommandProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * An oracle that is killed again and again, at random, while it publishes a file. Each row has a price of its own, so
 * the feed tells which rows were taken; a number of the source that was sent before, or that is below one that was,
 * would be refused and counted against it.
 */
class OracleKillTest {
    private static final boolean IS_FULL = Boolean.getBoolean("evenkeel.full");
    private static final int KILLS = IS_FULL ? 50 : 3;
    private static final int TIME_LIMIT_MINUTES = 30;
    private static final int OPERATOR = 1;
    private static final int ORACLE = 3;
    private static final int ROWS = 2_000;
    private static final int ROWS_PER_SECOND = 500;
    private static final long FIRST_PRICE = 5_000_000;

    @TempDir
    private Path home;

    private final Random random = new Random(Long.getLong("seed", 1));
    private final SleepingMillisIdleStrategy idle = new SleepingMillisIdleStrategy(1);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final MarketPriceDecoder price = new MarketPriceDecoder();
    private final SourceStatisticsDecoder statistics = new SourceStatisticsDecoder();
    private final List<Long> taken = new ArrayList<>();
    private final List<String> counts = new ArrayList<>();
    private final EmbeddedNode node = EmbeddedNode.launch(new NodeContext().set(NodeProperty.LIMITS, "small"));
    private FeedSubscriber audit;
    private CommandProcess oracle;
    private int begun;

    @BeforeEach
    void list() throws IOException {
        Files.writeString(home.resolve("keys"), ORACLE + "=" + HexFormat.of().formatHex(node.key(ORACLE)) + '\n');
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
            operator.addInstrument(new InstrumentTerms(0, "BTC-PERP")
                    .priceExponent(-2).quantityExponent(-4).tier(Long.MAX_VALUE, 200_000, 100_000));
            operator.addPriceSource(PricedKind.INSTRUMENT, 0, 1, ORACLE, 1);
            assertThat(operator.awaitAllAcknowledged(60_000)).isTrue();
        }
        audit = FeedSubscriber.create(new FeedContext()
                .aeronDirectoryName(node.aeronDir())
                .feed(Feed.AUDIT)
                .nodes(List.of(node.address()))
                .fromNumber(1)
                .listener(this::onEvent));
    }

    @AfterEach
    void close() {
        CloseHelper.closeAll(oracle, audit, node);
    }

    private void onEvent(
            final long number, final long position, final DirectBuffer buffer, final int offset, final int length) {
        switch (header.wrap(buffer, offset).templateId()) {
            case MarketPriceDecoder.TEMPLATE_ID -> {
                taken.add(price.wrapAndApplyHeader(buffer, offset, header).index() - FIRST_PRICE);
                begun += taken.get(taken.size() - 1) == 0 ? 1 : 0;
            }
            case SourceStatisticsDecoder.TEMPLATE_ID -> {
                statistics.wrapAndApplyHeader(buffer, offset, header);
                counts.add("late " + statistics.late() + " refused " + statistics.refused());
            }
            default -> { }
        }
    }

    private CommandProcess oracle(final Path file, final Path sequence) {
        return new CommandProcess(home, List.of(
                "oracle", file.toString(), "--nodes", node.address().toString(), "--keys",
                home.resolve("keys").toString(), "--participant", "" + ORACLE, "--source", "1", "--pace",
                ROWS_PER_SECOND + "/s", "--sequence", sequence.toString()));
    }

    private static Path write(final Path file, final int rows) throws IOException {
        final StringBuilder lines = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            lines.append(1_000 + row).append(",INSTRUMENT,BTC-PERP,5").append(String.format("%04d.%02d%n",
                    row / 100, row % 100));
        }
        return Files.writeString(file, lines);
    }

    private void await(final BooleanSupplier condition) {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (!condition.getAsBoolean() && System.nanoTime() - deadlineNs < 0) {
            idle.idle(audit.poll());
        }
        assertThat(condition.getAsBoolean()).as("%s %d taken %s", oracle.said(), taken.size(), counts).isTrue();
    }

    private static long bound(final Path sequence) throws IOException {
        return Long.parseLong(Files.readString(sequence).strip());
    }

    @Test
    @Timeout(value = TIME_LIMIT_MINUTES, unit = TimeUnit.MINUTES)
    void shouldGoOnWithItsSequenceAndEndAtTheLastRowWhenItIsKilledAgainAndAgain() throws Exception {
        final Path sequence = home.resolve("one.sequence");
        oracle = oracle(write(home.resolve("prices.csv"), ROWS), sequence);
        long before = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            final int life = kill;
            oracle.start();
            // Its own first row: the one before it may have left some on their way.
            await(() -> begun == life);
            final long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextInt(2_500));
            await(() -> System.nanoTime() - endNs > 0);
            oracle.kill();
            // What it set apart before it sent anything is above all that it sent.
            assertThat(bound(sequence)).isGreaterThan(before);
            before = bound(sequence);
        }
        oracle.start();
        await(() -> !oracle.isAlive());
        assertThat(oracle.end()).as(oracle.said()).isZero();
        assertThat(oracle.left()).as("what it left behind").isEmpty();
        assertThat(oracle.said()).doesNotContain("refused line", "bad-line")
                .endsWith("ended accepted=" + ROWS + " refused=0 badLines=0\n");
        await(() -> taken.size() >= ROWS && taken.get(taken.size() - 1) == ROWS - 1);
        assertThat(bound(sequence)).isGreaterThanOrEqualTo(before + ROWS);
        assertLivesWhole();
        assertNothingWasCounted();
    }

    /** Each life took rows from the first on, each once and in order; the last one took them all. */
    private void assertLivesWhole() {
        final List<Integer> lives = new ArrayList<>();
        for (int i = 0; i < taken.size(); i++) {
            if (taken.get(i) == 0) {
                lives.add(i);
            } else {
                assertThat(taken.get(i)).as("after row %d", taken.get(i - 1)).isEqualTo(taken.get(i - 1) + 1);
            }
        }
        System.out.println("seed=" + Long.getLong("seed", 1) + ": lives began with the prices of ordinals " + lives
                + " of " + taken.size());
        assertThat(lives).hasSize(KILLS + 1);
        assertThat(taken.size() - lives.get(KILLS)).isEqualTo(ROWS);
    }

    /** A sequence that has been is refused and counted, so that the first count that is told is that one. */
    private void assertNothingWasCounted() throws Exception {
        oracle.close();
        final Path stale = Files.writeString(home.resolve("stale.sequence"), "5\n");
        oracle = oracle(write(home.resolve("row.csv"), 1), stale);
        oracle.start();
        await(() -> !counts.isEmpty());
        assertThat(counts).containsExactly("late 1 refused 0");
        await(() -> !oracle.isAlive());
        assertThat(oracle.said()).contains("answer=STALE_PRICE");
        assertThat(oracle.end()).isEqualTo(1);
    }
}
