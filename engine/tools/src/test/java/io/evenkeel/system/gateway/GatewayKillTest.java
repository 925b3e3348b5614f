package io.evenkeel.system.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.client.feed.FeedContext;
import io.evenkeel.client.feed.FeedSubscriber;
import io.evenkeel.codecs.feed.Feed;
import io.evenkeel.node.launch.EmbeddedNode;
import io.evenkeel.node.launch.NodeContext;
import io.evenkeel.node.launch.NodeProperty;
import io.evenkeel.system.process.CommandProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that is killed again and again, at random, while the ledger tells it to pay. */
class GatewayKillTest {
    private static final boolean IS_FULL = Boolean.getBoolean("evenkeel.full");
    private static final int KILLS = IS_FULL ? 200 : 8;
    /** Kills that find nothing to do: of few all may. */
    private static final int MOST_IN_VAIN = IS_FULL ? KILLS * 3 / 4 : KILLS;
    private static final long INSTRUCTIONS = IS_FULL ? 10_000 : 400;
    private static final int TIME_LIMIT_MINUTES = 60;
    private static final long PATIENCE_MS = 120_000;

    /** One account in eight is to fail; its money comes back. */
    private static final long FAILING_ACCOUNT = 8;

    @TempDir
    private Path home;

    private final Random random = new Random(Long.getLong("seed", 1));
    private CommandProcess gateway;

    @AfterEach
    void endGateway() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    @Timeout(value = TIME_LIMIT_MINUTES, unit = TimeUnit.MINUTES)
    void shouldPayEachInstructionOnceWhenItIsKilledAgainAndAgain() throws Exception {
        try (EmbeddedNode node = EmbeddedNode.launch(new NodeContext().set(NodeProperty.LIMITS, "small"));
                ClientHouse house = new ClientHouse(node)) {
            final Path keys = Files.writeString(
                    home.resolve("keys.properties"),
                    ClientHouse.GATEWAY + "=" + HexFormat.of().formatHex(node.key(ClientHouse.GATEWAY)) + "\n");
            final Path file = home.resolve("gateway.db");
            gateway = new CommandProcess(home, List.of(
                    "gateway", "--nodes", node.address().toString(), "--keys", keys.toString(), "--participant",
                    Integer.toString(ClientHouse.GATEWAY), "--db", file.toString(), "--json", "--fail", "account=8"));
            final GatewayBooks books = new GatewayBooks(file);
            final Deaths deaths = new Deaths();
            final long usualLifeMs = firstLife(house, books);
            while (deaths.count < KILLS) {
                live(house, usualLifeMs, deaths.count);
                gateway.kill();
                deaths.add(books, house.sent());
            }
            lastLife(house, books);
            System.out.println(deaths);
            assertThat(deaths.idle + deaths.beforeBooks).as("kills in vain").isLessThanOrEqualTo(MOST_IN_VAIN);
            assertPaidOnce(books);
            assertLedgerAgrees(node);
        }
    }

    /** Runs until something is paid. {@return how long that took, milliseconds} */
    private long firstLife(final ClientHouse house, final GatewayBooks books) throws Exception {
        final long startNs = System.nanoTime();
        gateway.start();
        house.withdraw();
        awaitOrExplain(house, () -> books.exist() && books.count("payment") > 0);
        gateway.kill();
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
    }

    /** One life of random length, at most half as long again as until a payment, with withdrawals all along. */
    private void live(final ClientHouse house, final long usualLifeMs, final int lives) {
        final long lifeMs = 50L + random.nextInt((int) Math.max(1_000, usualLifeMs * 3 / 2));
        final long withdrawals = INSTRUCTIONS * (lives + 1) / KILLS - house.sent();
        gateway.start();
        for (long i = 0; i < withdrawals; i++) {
            house.withdraw();
            house.poll(lifeMs / (withdrawals + 1));
        }
        house.poll(lifeMs / (withdrawals + 1));
    }

    private void lastLife(final ClientHouse house, final GatewayBooks books) throws Exception {
        while (house.sent() < INSTRUCTIONS) {
            house.withdraw();
        }
        gateway.start();
        awaitOrExplain(house, () -> house.isAnswered() && books.count("ended") == INSTRUCTIONS
                && books.count("confirmation WHERE answer IS NULL") == 0);
        assertThat(gateway.end()).as(gateway.said()).isEqualTo(128 + 15);
        assertThat(gateway.left()).as("what it left behind").isEmpty();
    }

    private interface Question {
        boolean ask() throws SQLException, IOException;
    }

    private void awaitOrExplain(final ClientHouse house, final Question question) throws SQLException, IOException {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        boolean holds = question.ask();
        while (!holds && System.nanoTime() - deadlineNs < 0) {
            assertThat(gateway.isAlive()).as(gateway.said()).isTrue();
            house.poll(50);
            holds = question.ask();
        }
        assertThat(holds).as(gateway.said()).isTrue();
    }

    private static void assertPaidOnce(final GatewayBooks books) throws SQLException, IOException {
        long paid = 0;
        long amount = 0;
        for (long number = 1; number <= INSTRUCTIONS; number++) {
            if (ClientHouse.accountOf(number) != FAILING_ACCOUNT) {
                paid++;
                amount += number;
            }
        }
        assertThat(books.count("instruction")).isEqualTo(INSTRUCTIONS);
        assertThat(books.rows("SELECT count(*), count(DISTINCT instruction), sum(amount) FROM payment"))
                .containsExactly(paid + " " + paid + " " + amount);
        assertThat(books.rows("SELECT count(*) FROM confirmation WHERE outcome = 'FAILED'"))
                .containsExactly(Long.toString(INSTRUCTIONS - paid));
        assertThat(books.rows("SELECT count(*) FROM ended e JOIN confirmation c ON c.instruction = e.instruction"
                        + " JOIN instruction i ON i.instruction = e.instruction"
                        + " WHERE e.outcome = c.outcome AND e.amount = i.amount AND e.reference = c.reference"))
                .containsExactly(Long.toString(INSTRUCTIONS));
    }

    /** The audit feed alone: what went into {@code IN_TRANSIT} came out of it, and every account has what it should. */
    private static void assertLedgerAgrees(final EmbeddedNode node) {
        final TransitLedger ledger = new TransitLedger();
        try (FeedSubscriber feed = FeedSubscriber.create(new FeedContext()
                .aeronDirectoryName(node.aeronDir())
                .feed(Feed.AUDIT)
                .nodes(List.of(node.address()))
                .fromNumber(1)
                .listener(ledger))) {
            final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
            while (ledger.ended() < INSTRUCTIONS && System.nanoTime() - deadlineNs < 0) {
                feed.poll();
            }
        }
        assertThat(ledger.ended()).isEqualTo(INSTRUCTIONS);
        assertThat(ledger.instructed()).isEqualTo(INSTRUCTIONS);
        assertThat(ledger.inTransit()).isZero();
        for (long account = 1; account <= ClientHouse.ACCOUNTS; account++) {
            long expected = ClientHouse.DEPOSIT;
            for (long number = 1; number <= INSTRUCTIONS; number++) {
                final boolean isPaid = ClientHouse.accountOf(number) == account && account != FAILING_ACCOUNT;
                expected -= isPaid ? number : 0;
            }
            assertThat(ledger.balance(account)).as("balance of account %d", account).isEqualTo(expected);
        }
    }

    /** How it was when it was killed. */
    private static final class Deaths {
        private int count;
        private int beforeBooks;
        private int withInstructionsUnread;
        private int withAnswersAwaited;
        private int idle;

        void add(final GatewayBooks books, final long sent) throws SQLException, IOException {
            count++;
            if (!books.exist()) {
                beforeBooks++;
                return;
            }
            final boolean isBehind = books.count("instruction") < sent;
            final boolean isAwaiting = books.count("confirmation WHERE answer IS NULL") > 0;
            withInstructionsUnread += isBehind ? 1 : 0;
            withAnswersAwaited += isAwaiting ? 1 : 0;
            idle += isBehind || isAwaiting ? 0 : 1;
        }

        @Override
        public String toString() {
            return count + " kills: " + withInstructionsUnread + " with instructions not taken down, "
                    + withAnswersAwaited + " with answers awaited, " + idle + " with nothing to do, " + beforeBooks
                    + " before there were books";
        }
    }
}
