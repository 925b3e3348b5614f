package io.evenkeel.system.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.evenkeel.client.EvenkeelClient;
import io.evenkeel.client.feed.FeedContext;
import io.evenkeel.client.feed.FeedSubscriber;
import io.evenkeel.codecs.feed.Feed;
import io.evenkeel.codecs.feed.NodeAddress;
import io.evenkeel.node.launch.EmbeddedNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.agrona.CloseHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes as processes, a venue that fills steadily, and leaders that are killed. */
@Timeout(value = 400, unit = TimeUnit.SECONDS)
class FailoverTest {
    private static final int NODES = 3;
    private static final int KILLS = Boolean.getBoolean("evenkeel.full") ? 5 : 1;
    private static final long BETWEEN_KILLS_MS = 6_000;
    private static final int FILLS_PER_SECOND = 1_000;

    @TempDir
    private Path home;
    private final List<NodeAddress> members = new ArrayList<>();
    private final List<NodeProcess> nodes = new ArrayList<>();

    @RegisterExtension
    private final AfterTestExecutionCallback explanation = context -> context.getExecutionException()
            .ifPresent(failure -> nodes.forEach(node -> System.out.println(node.describe())));

    private final byte[][] keys = new byte[3][32];
    private MediaDriver driver;
    private FillStream fills;

    @BeforeEach
    void startCluster() throws IOException {
        final StringBuilder keyLines = new StringBuilder();
        for (int participant = 1; participant < keys.length; participant++) {
            new SecureRandom().nextBytes(keys[participant]);
            keyLines.append(participant).append('=').append(HexFormat.of().formatHex(keys[participant])).append('\n');
        }
        final Path keysFile = Files.writeString(home.resolve("keys.properties"), keyLines);
        while (members.size() < NODES) {
            final NodeAddress address = EmbeddedNode.freeAddress();
            if (members.stream().noneMatch(other -> Math.abs(other.basePort() - address.basePort()) < 100)) {
                members.add(address);
            }
        }
        for (int i = 0; i < NODES; i++) {
            nodes.add(new NodeProcess(i, home, members, keysFile));
            nodes.get(i).start();
        }
        driver = MediaDriver.launch(new MediaDriver.Context()
                .aeronDirectoryName(home.resolve("client-driver").toString())
                .threadingMode(ThreadingMode.SHARED)
                .imageLivenessTimeoutNs(TimeUnit.SECONDS.toNanos(1))
                .dirDeleteOnShutdown(true));
    }

    @AfterEach
    void stopCluster() {
        CloseHelper.closeAll(nodes);
        CloseHelper.close(driver);
    }

    @Test
    void shouldBookEveryAcknowledgedFillOnceOnEveryNodeWhenLeadersAreKilled() {
        final long seed = Long.getLong("seed", 1);
        System.out.println("seed=" + seed);
        fills = new FillStream(new Random(seed));
        Market.open(driver.aeronDirectoryName(), members, participant -> keys[participant].clone());

        final FeedTally tally = new FeedTally();
        try (EvenkeelClient venue = venue();
                FeedSubscriber feed = FeedSubscriber.create(new FeedContext()
                        .aeronDirectoryName(driver.aeronDirectoryName())
                        .feed(Feed.AUDIT)
                        .nodes(members)
                        .fromNumber(1)
                        .listener(tally))) {
            fills.follow(feed);
            fills.run(venue, FILLS_PER_SECOND, BETWEEN_KILLS_MS);
            for (int kill = 1; kill <= KILLS; kill++) {
                killAndRestartLeader(venue, kill);
            }
            killAllAndRestart(venue);
            fills.run(venue, 0, BETWEEN_KILLS_MS);
            assertThat(venue.outstanding()).isZero();
            assertThat(tally.fills()).as("heard live, once: %s", feed.describe()).isEqualTo(fills.answered());
            System.out.printf(
                    "%,d fills sent and answered, %,d of them by a kept answer; %d resends, %d sessions%n",
                    fills.sent(), fills.answeredFromMemory(), venue.resends(), venue.sessions());
        }
        fills.assertEachAnsweredOnceAndAccepted();

        final AuditTrail trail = AuditTrail.of(driver.aeronDirectoryName(), members, id -> keys[id].clone());
        for (int node = 0; node < NODES; node++) {
            assertThat(trail.bookings(node)).as("fills booked by node %d", node).isEqualTo(fills.accepted());
        }
        System.out.printf(
                "state hash %016x at position %d on all of %d nodes%n",
                trail.stateHash(), trail.statePosition(), NODES);
    }

    private EvenkeelClient venue() {
        return EvenkeelClient.connect(
                Market.context(driver.aeronDirectoryName(), members, Market.VENUE, id -> keys[id].clone())
                        .ackListener(fills));
    }

    private void killAndRestartLeader(final EvenkeelClient venue, final int kill) {
        final int leader = venue.leaderMemberId();
        final long answeredBefore = fills.answered();
        nodes.get(leader).kill();
        fills.run(venue, FILLS_PER_SECOND, BETWEEN_KILLS_MS);
        System.out.printf(
                "kill %d: leader %d -> %d, %,d fills answered since, longest silence %d ms%n",
                kill, leader, venue.leaderMemberId(), fills.answered() - answeredBefore, fills.takeLongestSilenceMs());
        assertThat(fills.answered()).as("the client goes on by itself").isGreaterThan(answeredBefore);
        assertThat(venue.leaderMemberId()).isNotEqualTo(leader);
        nodes.get(leader).start();
        fills.run(venue, FILLS_PER_SECOND, 2 * BETWEEN_KILLS_MS);
        assertThat(nodes.get(leader).isAlive()).as(nodes.get(leader).output()).isTrue();
    }

    private void killAllAndRestart(final EvenkeelClient venue) {
        nodes.forEach(NodeProcess::kill);
        final long answeredBefore = fills.answered();
        fills.run(venue, FILLS_PER_SECOND, 1_000);
        nodes.forEach(NodeProcess::start);
        fills.run(venue, FILLS_PER_SECOND, 5 * BETWEEN_KILLS_MS);
        System.out.printf(
                "all killed: leader %d, %,d fills answered since, longest silence %d ms, session %d%n",
                venue.leaderMemberId(),
                fills.answered() - answeredBefore,
                fills.takeLongestSilenceMs(),
                venue.sessions());
        assertThat(fills.answered()).as("the client goes on by itself").isGreaterThan(answeredBefore);
    }
}
