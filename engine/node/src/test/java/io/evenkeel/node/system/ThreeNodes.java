package io.evenkeel.node.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeron.cluster.ClusterTool;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.StateHashReportDecoder;
import io.evenkeel.codecs.feed.Feed;
import io.evenkeel.codecs.feed.NodeAddress;
import io.evenkeel.core.EngineLimits;
import io.evenkeel.node.launch.EmbeddedNode;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.agrona.CloseHelper;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Three real processes around each test that registers it, and what tests ask of them: to be killed, to start again,
 * and to have published, each of them, what a node that never stopped would. They know participants 1 and 2. When a
 * test fails it says what each node has said.
 */
final class ThreeNodes implements BeforeEachCallback, AfterEachCallback {
    private static final int CHAIN_INTERVAL = 100;
    private static final long PATIENCE_S = 30;
    private static final byte[] KEY = new byte[32];

    private final String[] properties;
    private final List<NodeAddress> members = new ArrayList<>();
    private final List<NodeProcess> nodes = new ArrayList<>();
    private Path home;
    private MediaDriver driver;

    /** Makes nodes that are not started, with properties of their own beside those of all tests. */
    ThreeNodes(final String... properties) {
        this.properties = properties;
    }

    @Override
    public void beforeEach(final ExtensionContext context) throws IOException {
        home = Files.createTempDirectory("evenkeel-three-nodes");
        final Path keys = Files.writeString(home.resolve("keys"), "1=" + "00".repeat(32) + "\n2=" + "00".repeat(32));
        while (members.size() < 3) {
            final NodeAddress free = EmbeddedNode.freeAddress();
            if (members.stream().allMatch(
                    other -> Math.abs(other.basePort() - free.basePort()) > NodeAddress.PORTS_USED)) {
                members.add(free);
            }
        }
        final String[] forms = {"inline", "ring", "inline"};
        for (int i = 0; i < members.size(); i++) {
            nodes.add(new NodeProcess(home, i, members, keys, forms[i], properties).start());
        }
        driver = MediaDriver.launchEmbedded(new MediaDriver.Context()
                .threadingMode(ThreadingMode.SHARED)
                .dirDeleteOnShutdown(true)
                .imageLivenessTimeoutNs(TimeUnit.SECONDS.toNanos(2)));
    }

    @Override
    public void afterEach(final ExtensionContext context) throws IOException {
        if (context.getExecutionException().isPresent()) {
            for (final NodeProcess node : nodes) {
                System.out.println(node.describe());
            }
        }
        CloseHelper.closeAll(nodes);
        CloseHelper.close(driver);
        IoUtil.delete(home.toFile(), true);
    }

    /** Connects a participant, and waits until its session knows where the participant's sequence stands. */
    RawClient client(final int participant) {
        final RawClient client = new RawClient(driver.aeronDirectoryName(), members, participant, KEY, "");
        client.await(() -> client.sessionSequence() >= 0, "the session's sequence");
        return client;
    }

    /** Kills the node that leads. {@return which it was} */
    int killLeader() {
        final int leader = leader();
        nodes.get(leader).kill();
        return leader;
    }

    private int leader() {
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).isAlive() && ClusterTool.isLeader(quiet(), nodes.get(i).clusterDir().toFile()) == 0) {
                return i;
            }
        }
        throw new AssertionError("nobody leads");
    }

    /** Starts a node again that was killed, and waits until it is up. */
    void restart(final int node) throws IOException, InterruptedException {
        nodes.get(node).start().awaitUp();
    }

    /** Kills all nodes, and starts them again. */
    void restartAll() throws IOException, InterruptedException {
        for (final NodeProcess node : nodes) {
            node.kill();
        }
        for (final NodeProcess node : nodes) {
            node.start();
        }
        for (final NodeProcess node : nodes) {
            node.awaitUp();
        }
    }

    /** Takes a snapshot on every node. */
    void snapshot() {
        final File dir = nodes.get(leader()).clusterDir().toFile();
        assertThat(ClusterTool.snapshot(dir, quiet())).as("snapshot taken").isTrue();
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        for (final NodeProcess node : nodes) {
            while (!node.hasSnapshot()) {
                assertThat(System.nanoTime() - deadlineNs).as("snapshots on every node").isNegative();
            }
        }
    }

    private static PrintStream quiet() {
        return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }

    /** Waits until the leader has published an event. {@return its audit feed so far} */
    List<byte[]> await(final Predicate<byte[]> wanted, final String what) {
        try (ArchiveReader reader = new ArchiveReader(driver.aeronDirectoryName(), members.get(leader()))) {
            return await(reader, wanted, what);
        }
    }

    private static List<byte[]> await(final ArchiveReader reader, final Predicate<byte[]> wanted, final String what) {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        while (true) {
            final List<byte[]> events = reader.events(Feed.AUDIT);
            if (events.stream().anyMatch(wanted)) {
                return events;
            }
            if (System.nanoTime() - deadlineNs > 0) {
                throw new AssertionError("no " + what + " among " + events.size() + " events");
            }
        }
    }

    /**
     * Checks that the audit and market feeds of all nodes are those of a fresh engine over the whole log, up to a
     * report of the state hash at least: call it when one was asked for. {@return that engine}
     */
    LogReplay checkFeeds() throws IOException {
        final List<List<byte[]>> audits = new ArrayList<>();
        final List<List<byte[]>> markets = new ArrayList<>();
        for (final NodeAddress member : members) {
            try (ArchiveReader reader = new ArchiveReader(driver.aeronDirectoryName(), member)) {
                // Followers publish a little later than the leader answers.
                audits.add(await(reader, event -> isA(event, StateHashReportDecoder.TEMPLATE_ID), "state hash report"));
                markets.add(reader.events(Feed.MARKET));
            }
        }
        final LogReplay never = new LogReplay(EngineLimits.small(), CHAIN_INTERVAL, slot -> true);
        try (ArchiveReader reader = new ArchiveReader(driver.aeronDirectoryName(), members.get(0))) {
            never.take(reader);
        }
        System.out.println(never.entries() + " log entries, " + never.auditEvents().size() + " events; nodes have "
                + audits.stream().map(List::size).toList());
        for (int i = 0; i < nodes.size(); i++) {
            assertPrefix("audit feed of node " + i, audits.get(i), never.auditEvents());
            assertPrefix("market feed of node " + i, markets.get(i), never.marketEvents());
            assertThat(nodes.get(i).said()).doesNotContain("node stops");
        }
        return never;
    }

    /** {@return whether an event is of a type} */
    static boolean isA(final byte[] event, final int templateId) {
        return templateId(event) == templateId;
    }

    private static int templateId(final byte[] event) {
        return new MessageHeaderDecoder().wrap(new UnsafeBuffer(event), 0).templateId();
    }

    private static void assertPrefix(final String what, final List<byte[]> actual, final List<byte[]> expected) {
        assertThat(actual).as(what).isNotEmpty().hasSizeLessThanOrEqualTo(expected.size());
        for (int i = 0; i < actual.size(); i++) {
            if (!Arrays.equals(actual.get(i), expected.get(i))) {
                throw new AssertionError(what + ": event " + i + " of " + actual.size() + " is template "
                        + templateId(actual.get(i)) + ", a node that never stopped has template "
                        + templateId(expected.get(i)));
            }
        }
    }
}
