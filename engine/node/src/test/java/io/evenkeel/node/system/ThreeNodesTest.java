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
import io.evenkeel.node.traffic.Traffic;
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
import org.agrona.CloseHelper;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Three real processes, killed in turn, then all at once; they publish what a node that never stopped would. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class ThreeNodesTest {
    private static final int BATCH = Boolean.getBoolean("evenkeel.full") ? 20_000 : 1_500;
    private static final int CHAIN_INTERVAL = 100;
    private static final byte[] KEY = new byte[32];

    @TempDir
    private Path home;

    private final List<NodeAddress> members = new ArrayList<>();
    private final List<NodeProcess> nodes = new ArrayList<>();
    private final Traffic traffic = new Traffic(42);
    private MediaDriver driver;

    @RegisterExtension
    private final AfterTestExecutionCallback explanation = context -> {
        if (context.getExecutionException().isPresent()) {
            for (final NodeProcess node : nodes) {
                System.out.println(node.describe());
            }
        }
    };

    @BeforeEach
    void start() throws IOException {
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
            nodes.add(new NodeProcess(home, i, members, keys, forms[i]).start());
        }
        driver = MediaDriver.launchEmbedded(new MediaDriver.Context()
                .threadingMode(ThreadingMode.SHARED)
                .dirDeleteOnShutdown(true)
                .imageLivenessTimeoutNs(TimeUnit.SECONDS.toNanos(2)));
    }

    @AfterEach
    void stop() {
        CloseHelper.closeAll(nodes);
        CloseHelper.close(driver);
    }

    @Test
    void shouldPublishWhatOneNodeWouldWhenNodesAreKilled() throws Exception {
        setUp();
        final int first = trade(BATCH);
        final int leader = leader();
        nodes.get(leader).kill();
        final long killedNs = System.nanoTime();
        trade(BATCH);
        System.out.println("killed leader " + leader + " after sequence " + first + "; went on after "
                + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - killedNs) + " ms");
        nodes.get(leader).start().awaitUp();
        trade(BATCH);
        snapshot();
        trade(BATCH);
        for (final NodeProcess node : nodes) {
            node.kill();
        }
        for (final NodeProcess node : nodes) {
            node.start();
        }
        for (final NodeProcess node : nodes) {
            node.awaitUp();
        }
        trade(BATCH);
        final int last = requestStateHash();
        checkFeeds(last);
    }

    private void setUp() {
        try (RawClient operator = client(Traffic.OPERATOR)) {
            operator.await(() -> operator.sessionSequence() >= 0, "the session's sequence");
            for (int i = 0; i < Traffic.SETUP; i++) {
                operator.send(traffic.buffer(), 0, traffic.setup(i, i + 1));
            }
            operator.await(() -> operator.lastSequence() == Traffic.SETUP, "the set-up");
            assertThat(operator.rejected()).as("refusals, the last: " + operator.lastRejectCode()).isZero();
        }
    }

    /** Sends commands from where the trader's sequence stands, until all are answered. {@return the last sequence} */
    private int trade(final int count) {
        try (RawClient trader = client(Traffic.TRADER)) {
            trader.await(() -> trader.sessionSequence() >= 0, "the session's sequence");
            final long from = trader.sessionSequence();
            for (int i = 1; i <= count; i++) {
                final int length = traffic.next(from + i, System.currentTimeMillis());
                trader.send(traffic.buffer(), 0, length);
                trader.poll();
            }
            final int last = (int) from + count;
            trader.await(() -> trader.lastSequence() == last, "the answer to " + last);
            return last;
        }
    }

    private int requestStateHash() {
        try (RawClient operator = client(Traffic.OPERATOR)) {
            operator.await(() -> operator.sessionSequence() >= 0, "the session's sequence");
            final int sequence = (int) operator.sessionSequence() + 1;
            operator.send(traffic.buffer(), 0, traffic.stateHashRequest(sequence));
            operator.await(() -> operator.lastSequence() == sequence, "the answer to the request");
            return sequence;
        }
    }

    private RawClient client(final int participant) {
        return new RawClient(driver.aeronDirectoryName(), members, participant, KEY, "");
    }

    private int leader() {
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).isAlive() && ClusterTool.isLeader(quiet(), nodes.get(i).clusterDir().toFile()) == 0) {
                return i;
            }
        }
        throw new AssertionError("nobody leads");
    }

    private void snapshot() {
        final File dir = nodes.get(leader()).clusterDir().toFile();
        final boolean isTaken = ClusterTool.snapshot(dir, quiet());
        assertThat(isTaken).as("snapshot taken").isTrue();
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        for (final NodeProcess node : nodes) {
            while (!node.hasSnapshot()) {
                assertThat(System.nanoTime() - deadlineNs).as("snapshots on every node").isNegative();
            }
        }
    }

    private static PrintStream quiet() {
        return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }

    private void checkFeeds(final int lastSequence) throws IOException {
        final List<List<byte[]>> audits = new ArrayList<>();
        final List<List<byte[]>> markets = new ArrayList<>();
        for (final NodeAddress member : members) {
            try (ArchiveReader reader = new ArchiveReader(driver.aeronDirectoryName(), member)) {
                audits.add(awaitReport(reader, lastSequence));
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
    }

    /** Followers publish a little later than the leader answers. */
    private static List<byte[]> awaitReport(final ArchiveReader reader, final int requests) {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            final List<byte[]> events = reader.events(Feed.AUDIT);
            final boolean hasReport = events.stream().anyMatch(ThreeNodesTest::isReport);
            if (hasReport) {
                return events;
            }
            if (System.nanoTime() - deadlineNs > 0) {
                throw new AssertionError("no state hash report for sequence " + requests);
            }
        }
    }

    private static boolean isReport(final byte[] event) {
        return new MessageHeaderDecoder().wrap(new UnsafeBuffer(event), 0).templateId()
                == StateHashReportDecoder.TEMPLATE_ID;
    }

    private static void assertPrefix(final String what, final List<byte[]> actual, final List<byte[]> expected) {
        assertThat(actual).as(what).isNotEmpty().hasSizeLessThanOrEqualTo(expected.size());
        for (int i = 0; i < actual.size(); i++) {
            if (!Arrays.equals(actual.get(i), expected.get(i))) {
                throw new AssertionError(what + ": event " + i + " of " + actual.size() + " is template "
                        + (actual.get(i)[2] & 0xFF) + ", a node that never stopped has template "
                        + (expected.get(i)[2] & 0xFF));
            }
        }
    }
}
