package io.evenkeel.node.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeron.Aeron;
import io.aeron.Subscription;
import io.aeron.archive.ArchiveTool;
import io.evenkeel.codecs.feed.Feed;
import io.evenkeel.node.launch.EmbeddedNode;
import io.evenkeel.node.launch.NodeContext;
import io.evenkeel.node.launch.NodeProperty;
import io.evenkeel.node.pipeline.Pacing;
import io.evenkeel.node.pipeline.StageName;
import io.evenkeel.node.traffic.Traffic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One live node in this process: logon, answers, feeds, snapshots, and its end. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class EmbeddedNodeTest {
    private static final int COMMANDS = 2_000;
    private static final int WINDOW = 50;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private NodeContext context(final String pipeline) {
        return new NodeContext()
                .set(NodeProperty.LIMITS, "small")
                .set(NodeProperty.PROFILE, "frugal")
                .set(NodeProperty.PIPELINE, pipeline)
                .set(NodeProperty.STALL_TIMEOUT, "20s")
                .err(new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    private static RawClient client(final EmbeddedNode node, final int participant, final String endpoint) {
        return new RawClient(node.aeronDir(), List.of(node.address()), participant, node.key(participant), endpoint);
    }

    private static String freeEndpoint() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + socket.getLocalPort();
        }
    }

    private static void setUp(final EmbeddedNode node, final Traffic traffic, final String endpoint) {
        try (RawClient operator = client(node, Traffic.OPERATOR, endpoint)) {
            for (int i = 0; i < Traffic.SETUP; i++) {
                operator.send(traffic.buffer(), 0, traffic.setup(i, i + 1));
            }
            operator.await(() -> operator.lastSequence() == Traffic.SETUP, "the set-up");
            assertThat(operator.rejected()).as("the last: " + operator.lastRejectCode()).isZero();
        }
    }

    private static long trade(final EmbeddedNode node, final Traffic traffic, final String endpoint) {
        try (RawClient trader = client(node, Traffic.TRADER, endpoint)) {
            trader.await(() -> trader.sessionSequence() >= 0, "the session's sequence");
            final long from = trader.sessionSequence();
            final long dropped = node.node().droppedAnswers();
            for (int i = 1; i <= COMMANDS; i++) {
                trader.send(traffic.buffer(), 0, traffic.next(from + i, System.currentTimeMillis()));
                if (i % WINDOW == 0) {
                    final long sent = from + i;
                    trader.await(() -> trader.lastSequence() >= sent - WINDOW, "answers");
                }
                trader.poll();
            }
            trader.await(() -> trader.lastSequence() == from + COMMANDS, "the last answer");
            // Asked while the client still listens: a notice may find it gone afterwards.
            assertThat(node.node().droppedAnswers()).as("dropped answers").isEqualTo(dropped);
            return trader.answers();
        }
    }

    @ParameterizedTest
    @CsvSource({"inline,false", "inline,true", "ring,true", "stages,true", "stages,false"})
    void shouldAnswerEveryCommandWhenTheClientChoosesTheWay(final String form, final boolean hasEndpoint)
            throws IOException {
        try (EmbeddedNode node = EmbeddedNode.launch(context(form))) {
            final Traffic traffic = new Traffic(7);
            setUp(node, traffic, hasEndpoint ? freeEndpoint() : "");
            final long answers = trade(node, traffic, hasEndpoint ? freeEndpoint() : "");
            assertThat(answers).isEqualTo(COMMANDS);
            assertThat(node.failure()).isNull();
            assertThat(node.node().refusedCommands()).isPositive();
        }
    }

    @Test
    void shouldRefuseLogonWhenTheKeyOrEndpointIsWrong() {
        try (EmbeddedNode node = EmbeddedNode.launch(context("inline"))) {
            final byte[] wrong = node.key(Traffic.OPERATOR);
            wrong[0] ^= 1;
            assertThatThrownBy(() -> new RawClient(
                            node.aeronDir(), List.of(node.address()), Traffic.OPERATOR, wrong, ""))
                    .hasMessageContaining("session failed authentication");
            assertThatThrownBy(() -> new RawClient(
                            node.aeronDir(), List.of(node.address()), 999, node.key(1), ""))
                    .hasMessageContaining("session failed authentication");
        }
    }

    @Test
    void shouldGoOnWhenASubscriberOfAFeedStandsStill() throws IOException {
        try (EmbeddedNode node = EmbeddedNode.launch(context("inline").set(NodeProperty.STALL_TIMEOUT, "3s"));
                Aeron aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(node.aeronDir()));
                Subscription idle = aeron.addSubscription(
                        "aeron:udp?control=" + node.address().feedEndpoint(Feed.AUDIT)
                                + "|control-mode=dynamic|endpoint=127.0.0.1:0",
                        Feed.AUDIT.streamId())) {
            final Traffic traffic = new Traffic(11);
            setUp(node, traffic, "");
            for (int i = 0; i < 4; i++) {
                trade(node, traffic, "");
            }
            try (ArchiveReader reader = new ArchiveReader(node.aeronDir(), node.address())) {
                final long frames = reader.events(Feed.AUDIT).size();
                assertThat(frames * 128L).as("far more than a subscriber's window").isGreaterThan(1_000_000L);
            }
            assertThat(idle.hasNoImages()).isFalse();
            assertThat(node.failure()).isNull();
        }
    }

    @Test
    void shouldRefuseASnapshotWhenItsRecordingHasDecayed(@TempDir final Path home) throws Exception {
        leaveSnapshot(home);
        damageSnapshot(home.resolve("node/archive"));
        assertThatThrownBy(() -> EmbeddedNode.launch(context("inline"), home))
                .hasMessageContaining("CRC checksum mismatch");
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("evenkeel: node stops: the service container");
    }

    /** The Archive finds nothing wrong with it: it was damaged before it was recorded. */
    @Test
    void shouldRefuseASnapshotWhenItWasRecordedDamaged(@TempDir final Path home) throws Exception {
        leaveSnapshot(home);
        final Path archive = home.resolve("node/archive");
        damageSnapshot(archive);
        ArchiveTool.checksum(new PrintStream(said, true, StandardCharsets.UTF_8), archive.toFile(), true, "CRC-32C");
        assertThatThrownBy(() -> EmbeddedNode.launch(context("inline"), home))
                .hasMessageContaining("start-up failed")
                .hasMessageContaining("the snapshot is damaged and is refused: the checksum of");
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("evenkeel: node stops: start-up failed");
    }

    private void leaveSnapshot(final Path home) throws InterruptedException {
        try (EmbeddedNode node = EmbeddedNode.launch(context("inline"), home)) {
            setUp(node, new Traffic(5), "");
            final long before = node.node().snapshotCount();
            assertThat(node.node().requestSnapshot()).isTrue();
            while (node.node().snapshotCount() == before) {
                Thread.sleep(20);
            }
        }
    }

    /** Flips one bit in what the snapshot says about USDC. */
    private static void damageSnapshot(final Path archive) throws IOException {
        final byte[] symbol = "USDC\0\0\0\0".getBytes(StandardCharsets.US_ASCII);
        int damaged = 0;
        try (Stream<Path> files = Files.list(archive)) {
            for (final Path file : files.filter(path -> path.toString().endsWith(".rec")).toList()) {
                damaged += flip(file, symbol);
            }
        }
        assertThat(damaged).as("snapshots damaged").isPositive();
    }

    private static int flip(final Path file, final byte[] symbol) throws IOException {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            final byte[] head = new byte[(int) Math.min(access.length(), 1 << 20)];
            access.readFully(head);
            final UnsafeBuffer bytes = new UnsafeBuffer(head);
            // A snapshot of the service holds a chunk: template 252 of schema 7100.
            boolean isSnapshot = false;
            for (int i = 0; i + 8 <= head.length; i += 8) {
                isSnapshot |= bytes.getShort(i + 2) == 252 && bytes.getShort(i + 4) == 7100;
            }
            for (int i = 0; isSnapshot && i + symbol.length <= head.length; i++) {
                if (Arrays.equals(head, i, i + symbol.length, symbol, 0, symbol.length)) {
                    access.seek(i);
                    access.write(symbol[0] ^ 1);
                    return 1;
                }
            }
            return 0;
        }
    }

    @Test
    void shouldEndWithALastWordWhenAStageThrows() throws InterruptedException {
        final Pacing bad = new Pacing() {
            @Override
            public int batchLimit(final StageName stage) {
                return 16;
            }

            @Override
            public void before(final StageName stage, final long logPosition) {
                if (stage == StageName.PRICE && logPosition > 3_000) {
                    throw new IllegalStateException("planted");
                }
            }
        };
        try (EmbeddedNode node = EmbeddedNode.launch(context("stages").pacing(bad))) {
            assertThat(node.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
            assertThat(node.failure().where()).isEqualTo("stage PRICE");
            assertThat(said.toString(StandardCharsets.UTF_8))
                    .contains("evenkeel: node stops: stage PRICE failed at log position ")
                    .contains("IllegalStateException: planted");
        }
    }

    @Test
    void shouldAnswerWhenTheProfileIsDedicated() {
        try (EmbeddedNode node = EmbeddedNode.launch(context("ring").set(NodeProperty.PROFILE, "dedicated"))) {
            setUp(node, new Traffic(3), "");
            assertThat(node.failure()).isNull();
        }
    }
}
