package io.evenkeel.node.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.evenkeel.codecs.feed.NodeAddress;
import io.evenkeel.core.EngineLimits;
import io.evenkeel.node.launch.EmbeddedNode;
import io.evenkeel.node.launch.Node;
import io.evenkeel.node.launch.NodeContext;
import io.evenkeel.node.launch.NodeLauncher;
import io.evenkeel.node.launch.NodeProperty;
import io.evenkeel.node.traffic.Traffic;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.agrona.CloseHelper;
import org.agrona.IoUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Three live nodes, one of which was given smaller limits than the others: it refuses an account that they open, and so
 * has another state from there on.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class DivergedNodeTest {
    private static final int ACCOUNTS_OF_THE_ODD_ONE = Traffic.ACCOUNTS - 1;
    private static final int ODD_ONE = 2;
    private static final int COMMANDS = 1_000;
    private static final byte[] KEY = new byte[32];

    @TempDir
    private Path home;

    private final List<NodeAddress> members = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<CountDownLatch> ends = new ArrayList<>();
    private final List<ByteArrayOutputStream> said = new ArrayList<>();
    private final MediaDriver driver = MediaDriver.launchEmbedded(new MediaDriver.Context()
            .threadingMode(ThreadingMode.SHARED)
            .dirDeleteOnShutdown(true)
            .imageLivenessTimeoutNs(TimeUnit.SECONDS.toNanos(2)));

    private void start(final int oddOne, final String form) throws Exception {
        Files.writeString(home.resolve("keys"), "1=" + "00".repeat(32) + "\n2=" + "00".repeat(32));
        while (members.size() < 3) {
            final NodeAddress free = EmbeddedNode.freeAddress();
            if (members.stream().allMatch(
                    other -> Math.abs(other.basePort() - free.basePort()) > NodeAddress.PORTS_USED)) {
                members.add(free);
            }
        }
        for (int i = 0; i < members.size(); i++) {
            ends.add(new CountDownLatch(1));
            said.add(new ByteArrayOutputStream());
            if (i == ODD_ONE) {
                awaitLeader();
            }
            nodes.add(NodeLauncher.launch(context(i, form)
                    .limits(i == oddOne ? fewerAccounts() : EngineLimits.small())
                    .err(new PrintStream(said.get(i), true, StandardCharsets.UTF_8))
                    .terminationHook(ends.get(i)::countDown)));
        }
    }

    /** Two of three elect a leader, so that the odd one, which comes last, is not the one to answer clients. */
    private void awaitLeader() throws InterruptedException {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (nodes.stream().noneMatch(Node::isLeader)) {
            assertThat(System.nanoTime() - deadlineNs).as("time to elect a leader: %s", said).isNegative();
            Thread.sleep(20);
        }
    }

    private NodeContext context(final int id, final String form) {
        return new NodeContext()
                .set(NodeProperty.NODE_ID, Integer.toString(id))
                .set(NodeProperty.MEMBERS,
                        members.stream().map(NodeAddress::toString).collect(Collectors.joining(",")))
                .set(NodeProperty.DIR, home.resolve("node-" + id).toString())
                .set(NodeProperty.AERON_DIR, home.resolve("aeron-" + id).toString())
                .set(NodeProperty.KEYS_FILE, home.resolve("keys").toString())
                .set(NodeProperty.PROFILE, "frugal")
                .set(NodeProperty.PIPELINE, form)
                .set(NodeProperty.CHAIN_INTERVAL, "50")
                .set(NodeProperty.HEARTBEAT_TIMEOUT, "2s")
                .set(NodeProperty.HEARTBEAT_INTERVAL, "100ms")
                .set(NodeProperty.STARTUP_CANVASS_TIMEOUT, "4s")
                .set(NodeProperty.STALL_TIMEOUT, "20s");
    }

    private static EngineLimits fewerAccounts() {
        final EngineLimits most = EngineLimits.small();
        return new EngineLimits(
                ACCOUNTS_OF_THE_ODD_ONE, most.positions(), most.exposures(), most.participants(), most.sessions(),
                most.assets(), most.instruments(), most.sourcesPerPrice(), most.tradeIds(), most.references(),
                most.liquidations(), most.queuedUpdates(), most.ladderBuckets(), most.sliceEvaluations(),
                most.instructions());
    }

    @AfterEach
    void stop() {
        CloseHelper.quietCloseAll(nodes);
        CloseHelper.close(driver);
        IoUtil.delete(home.toFile(), true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"inline", "stages"})
    void shouldStopAloneWhenItsStateIsNotThatOfTheOthers(final String form) throws Exception {
        start(ODD_ONE, form);
        final Traffic traffic = new Traffic(9);
        setUp(traffic);
        trade(traffic);

        assertThat(ends.get(ODD_ONE).await(60, TimeUnit.SECONDS)).as("the odd node ends: %s", said).isTrue();
        assertThat(nodes.get(ODD_ONE).failure().cause())
                .hasMessageContaining("this node has left the replicated state: its chain digest at log position");
        assertThat(said.get(ODD_ONE).toString(StandardCharsets.UTF_8)).contains("evenkeel: node stops: ");
        nodes.get(ODD_ONE).close();

        trade(traffic);
        for (int i = 0; i < nodes.size(); i++) {
            if (i != ODD_ONE) {
                assertThat(nodes.get(i).failure()).as("node %d: %s", i, said.get(i)).isNull();
                assertThat(ends.get(i).getCount()).as("node %d has not ended", i).isEqualTo(1);
            }
        }
    }

    private void setUp(final Traffic traffic) {
        try (RawClient operator = client(Traffic.OPERATOR)) {
            operator.await(() -> operator.sessionSequence() >= 0, "the session's sequence");
            for (int i = 0; i < Traffic.SETUP; i++) {
                operator.send(traffic.buffer(), 0, traffic.setup(i, i + 1));
            }
            operator.await(() -> operator.lastSequence() == Traffic.SETUP, "the set-up");
            assertThat(operator.rejected()).as("refusals of the leader").isZero();
        }
    }

    private void trade(final Traffic traffic) {
        try (RawClient trader = client(Traffic.TRADER)) {
            trader.await(() -> trader.sessionSequence() >= 0, "the session's sequence");
            final long first = trader.sessionSequence() + 1;
            final long last = first + COMMANDS - 1;
            for (long sequence = first; sequence <= last; sequence++) {
                trader.send(traffic.buffer(), 0, traffic.next(sequence, System.currentTimeMillis()));
                trader.poll();
            }
            trader.await(() -> trader.lastSequence() == last, "the last answer");
        }
    }

    private RawClient client(final int participant) {
        return new RawClient(driver.aeronDirectoryName(), members, participant, KEY, "");
    }

    @Test
    void shouldGoOnWhenAllStatesAreEqual() throws Exception {
        start(-1, "inline");
        final Traffic traffic = new Traffic(9);
        setUp(traffic);
        trade(traffic);
        assertThat(ends.get(0).await(4, TimeUnit.SECONDS)).as("a node ends: %s", said).isFalse();
        for (final Node node : nodes) {
            assertThat(node.failure()).isNull();
        }
    }
}
