package io.evenkeel.system.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.client.EvenkeelClient;
import io.evenkeel.client.feed.FeedContext;
import io.evenkeel.client.feed.FeedSubscriber;
import io.evenkeel.codecs.feed.Feed;
import io.evenkeel.system.process.MortalCluster;
import java.io.IOException;
import java.nio.file.Path;
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
    private static final int NODES = MortalCluster.NODES;
    private static final int KILLS = Boolean.getBoolean("evenkeel.full") ? 5 : 1;
    private static final long BETWEEN_KILLS_MS = 6_000;
    private static final int FILLS_PER_SECOND = 1_000;

    @TempDir
    private Path home;
    private MortalCluster cluster;

    @RegisterExtension
    private final AfterTestExecutionCallback explanation =
            context -> context.getExecutionException().ifPresent(failure -> System.out.println(cluster.said()));

    private FillStream fills;

    @BeforeEach
    void startCluster() throws IOException {
        cluster = new MortalCluster(home);
    }

    @AfterEach
    void stopCluster() {
        CloseHelper.close(cluster);
    }

    @Test
    void shouldBookEveryAcknowledgedFillOnceOnEveryNodeWhenLeadersAreKilled() {
        final long seed = Long.getLong("seed", 1);
        System.out.println("seed=" + seed);
        fills = new FillStream(new Random(seed));
        Market.open(cluster.aeronDir(), cluster.nodes(), cluster::key);

        final FeedTally tally = new FeedTally();
        try (EvenkeelClient venue = venue();
                FeedSubscriber feed = FeedSubscriber.create(new FeedContext()
                        .aeronDirectoryName(cluster.aeronDir())
                        .feed(Feed.AUDIT)
                        .nodes(cluster.nodes())
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

        final AuditTrail trail = AuditTrail.of(cluster.aeronDir(), cluster.nodes(), cluster::key);
        for (int node = 0; node < NODES; node++) {
            assertThat(trail.bookings(node)).as("fills booked by node %d", node).isEqualTo(fills.accepted());
        }
        System.out.printf(
                "state hash %016x at position %d on all of %d nodes%n",
                trail.stateHash(), trail.statePosition(), NODES);
    }

    private EvenkeelClient venue() {
        return EvenkeelClient.connect(
                Market.context(cluster.aeronDir(), cluster.nodes(), Market.VENUE, cluster::key)
                        .ackListener(fills));
    }

    private void killAndRestartLeader(final EvenkeelClient venue, final int kill) {
        final int leader = venue.leaderMemberId();
        final long answeredBefore = fills.answered();
        cluster.kill(leader);
        fills.run(venue, FILLS_PER_SECOND, BETWEEN_KILLS_MS);
        System.out.printf(
                "kill %d: leader %d -> %d, %,d fills answered since, longest silence %d ms%n",
                kill, leader, venue.leaderMemberId(), fills.answered() - answeredBefore, fills.takeLongestSilenceMs());
        assertThat(fills.answered()).as("the client goes on by itself").isGreaterThan(answeredBefore);
        assertThat(venue.leaderMemberId()).isNotEqualTo(leader);
        cluster.start(leader);
        fills.run(venue, FILLS_PER_SECOND, 2 * BETWEEN_KILLS_MS);
        assertThat(cluster.isAlive(leader)).as(cluster.said()).isTrue();
    }

    private void killAllAndRestart(final EvenkeelClient venue) {
        for (int node = 0; node < NODES; node++) {
            cluster.kill(node);
        }
        final long answeredBefore = fills.answered();
        fills.run(venue, FILLS_PER_SECOND, 1_000);
        for (int node = 0; node < NODES; node++) {
            cluster.start(node);
        }
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
