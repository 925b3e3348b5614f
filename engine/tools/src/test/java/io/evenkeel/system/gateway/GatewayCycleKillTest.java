package io.evenkeel.system.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.client.feed.FeedContext;
import io.evenkeel.client.feed.FeedSubscriber;
import io.evenkeel.codecs.InstructionKind;
import io.evenkeel.codecs.feed.Feed;
import io.evenkeel.node.launch.EmbeddedNode;
import io.evenkeel.node.launch.NodeContext;
import io.evenkeel.node.launch.NodeProperty;
import io.evenkeel.system.process.CommandProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that is killed again and again while settlement cycles have it pay and collect. */
class GatewayCycleKillTest {
    private static final int KILLS = Boolean.getBoolean("evenkeel.full") ? 100 : 5;
    private static final int CYCLES_PER_LIFE = 3;
    private static final int TIME_LIMIT_MINUTES = 30;
    private static final int LONGEST_LIFE_MS = 4_000;
    private static final long PATIENCE_MS = 120_000;

    @TempDir
    private Path home;

    private final Random random = new Random(Long.getLong("seed", 1));

    @Test
    @Timeout(value = TIME_LIMIT_MINUTES, unit = TimeUnit.MINUTES)
    void shouldPayAndCollectOnceWhenItIsKilledAgainAndAgain() throws Exception {
        final Path file = home.resolve("gateway.db");
        try (EmbeddedNode node = EmbeddedNode.launch(new NodeContext().set(NodeProperty.LIMITS, "small"));
                CycleHouse house = new CycleHouse(node);
                CommandProcess gateway = gateway(node, file)) {
            for (int kill = 0; kill < KILLS; kill++) {
                gateway.start();
                for (int cycle = 0; cycle < CYCLES_PER_LIFE; cycle++) {
                    house.cycle();
                    house.poll(random.nextInt(LONGEST_LIFE_MS / CYCLES_PER_LIFE));
                }
                gateway.kill();
            }
            gateway.start();
            final CycleLedger ledger = settle(node, house);
            assertThat(gateway.end()).as(gateway.said()).isEqualTo(128 + 15);
            assertThat(gateway.left()).as("what it left behind").isEmpty();
            assertSettledOnce(new GatewayBooks(file), ledger);
        }
    }

    private CommandProcess gateway(final EmbeddedNode node, final Path file) throws Exception {
        final Path keys = Files.writeString(
                home.resolve("keys.properties"),
                CycleHouse.GATEWAY + "=" + HexFormat.of().formatHex(node.key(CycleHouse.GATEWAY)) + "\n");
        return new CommandProcess(home, List.of(
                "gateway", "--nodes", node.address().toString(), "--keys", keys.toString(), "--participant",
                Integer.toString(CycleHouse.GATEWAY), "--db", file.toString(), "--json", "--fail", "account=8"));
    }

    /** Reads the audit feed from its beginning until nothing is open any more. */
    private static CycleLedger settle(final EmbeddedNode node, final CycleHouse house) {
        final CycleLedger ledger = new CycleLedger();
        try (FeedSubscriber feed = FeedSubscriber.create(new FeedContext()
                .aeronDirectoryName(node.aeronDir())
                .feed(Feed.AUDIT)
                .nodes(List.of(node.address()))
                .fromNumber(1)
                .listener(ledger))) {
            final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
            while (!ledger.isSettled(house.cycles()) && System.nanoTime() - deadlineNs < 0) {
                feed.poll();
                house.poll(2);
            }
        }
        assertThat(ledger.isSettled(house.cycles())).as("cycles closed, instructions ended").isTrue();
        return ledger;
    }

    private static void assertSettledOnce(final GatewayBooks books, final CycleLedger ledger) throws Exception {
        System.out.println("instructions of cycles: " + books.rows(
                "SELECT i.kind, c.outcome, count(*) FROM instruction i JOIN confirmation c"
                        + " ON c.instruction = i.instruction GROUP BY i.kind, c.outcome ORDER BY i.kind, c.outcome"));
        assertThat(ledger.inTransit()).isZero();
        assertThat(books.count("instruction")).isEqualTo(ledger.ended());
        assertThat(books.rows("SELECT count(*) - count(DISTINCT instruction) FROM payment")).containsExactly("0");
        for (final InstructionKind kind : List.of(InstructionKind.PAY, InstructionKind.COLLECT)) {
            assertThat(ledger.confirmed(kind)).as("%s", kind).isGreaterThan(CycleHouse.MOVED);
            assertThat(books.rows("SELECT sum(p.amount) FROM payment p JOIN instruction i"
                            + " ON i.instruction = p.instruction WHERE i.kind = '" + kind + "'"))
                    .as("%s", kind).containsExactly(Long.toString(ledger.confirmed(kind)));
        }
    }
}
