package io.evenkeel.system.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.client.EvenkeelClient;
import io.evenkeel.node.launch.EmbeddedNode;
import io.evenkeel.node.launch.NodeContext;
import io.evenkeel.node.launch.NodeProperty;
import io.evenkeel.system.process.CommandProcess;
import io.evenkeel.tools.Evenkeel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.CloseHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that joins a real node after an instruction was said, where nothing is repeated; and one that was away. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class GatewayJoinTest {
    private static final int OPERATOR = 1;
    private static final long PATIENCE_MS = 60_000;
    private static final long QUIET_MS = 1_000;
    private static final long REPEAT_MS = 500;

    @TempDir
    private Path home;
    private CommandProcess gateway;
    private CommandProcess successor;

    @AfterEach
    void endGateways() {
        CloseHelper.closeAll(gateway, successor);
    }

    @Test
    void shouldPayWhatWasSaidBeforeOnceTheFeedGoesOnWhenItHasJoined() throws Exception {
        final Path file = home.resolve("gateway.db");
        final GatewayBooks books = new GatewayBooks(file);
        try (EmbeddedNode node = EmbeddedNode.launch(new NodeContext().set(NodeProperty.LIMITS, "small"));
                ClientHouse house = new ClientHouse(node, 0);
                EvenkeelClient operator = ClientHouse.connect(node, OPERATOR, ClientHouse::mustBeAccepted)) {
            house.withdraw();
            gateway = start(node, home, file);
            awaitSession(gateway, file);
            house.poll(QUIET_MS);
            assertThat(books.count("payment")).isZero();
            operator.governance().startCycle();
            assertThat(operator.awaitAllAcknowledged(PATIENCE_MS)).isTrue();
            awaitAnswer(house, books);
            assertThat(books.rows("SELECT instruction, amount FROM payment")).containsExactly("1 1");
            assertThat(gateway.end()).as(gateway.said()).isEqualTo(128 + 15);
            assertThat(gateway.left()).as("what it left behind").isEmpty();
        }
    }

    /** It is frozen; its successor, on books of its own, pays what it hears of; then the first one goes on. */
    @Test
    void shouldNotPayWhatItsSuccessorPaidWhenItsHostWasFrozen() throws Exception {
        final Path file = home.resolve("gateway.db");
        final Path other = Files.createDirectory(home.resolve("other"));
        final GatewayBooks books = new GatewayBooks(file);
        final GatewayBooks others = new GatewayBooks(other.resolve("gateway.db"));
        try (EmbeddedNode node = EmbeddedNode.launch(new NodeContext().set(NodeProperty.LIMITS, "small"));
                ClientHouse house = new ClientHouse(node, REPEAT_MS)) {
            gateway = start(node, home, file);
            awaitSession(gateway, file);
            gateway.freeze();
            house.withdraw();
            successor = start(node, other, other.resolve("gateway.db"));
            for (long waitedMs = 0; !others.exist() && waitedMs < PATIENCE_MS; waitedMs += QUIET_MS) {
                house.poll(QUIET_MS);
            }
            awaitAnswer(house, others);
            gateway.thaw();
            for (long waitedMs = 0; gateway.isAlive() && waitedMs < PATIENCE_MS; waitedMs += QUIET_MS) {
                house.poll(QUIET_MS);
            }
            assertThat(gateway.isAlive()).as(gateway.said()).isFalse();
            house.withdraw();
            for (long waitedMs = 0; others.count("payment") < 2 && waitedMs < PATIENCE_MS; waitedMs += QUIET_MS) {
                house.poll(QUIET_MS);
            }

            assertThat(books.count("payment")).as(gateway.said()).isZero();
            assertThat(others.rows("SELECT instruction, amount FROM payment ORDER BY instruction"))
                    .as(successor.said()).containsExactly("1 1", "2 2");
        }
    }

    /** A deposit that is booked says that a gateway has a session. */
    private static void awaitSession(final CommandProcess gateway, final Path file) {
        assertThat(Evenkeel.commandLine().execute(
                "gateway", "deposit", "--db", file.toString(), "--account", "1", "--asset", "0", "--amount", "5",
                "--reference", "4711", "--wait", "60")).as(gateway.said()).isZero();
    }

    private static CommandProcess start(final EmbeddedNode node, final Path home, final Path file) throws Exception {
        final Path keys = Files.writeString(
                home.resolve("keys.properties"),
                ClientHouse.GATEWAY + "=" + HexFormat.of().formatHex(node.key(ClientHouse.GATEWAY)) + "\n");
        final CommandProcess process = new CommandProcess(home, List.of(
                "gateway", "--nodes", node.address().toString(), "--keys", keys.toString(), "--participant",
                Integer.toString(ClientHouse.GATEWAY), "--db", file.toString()));
        process.start();
        return process;
    }

    private void awaitAnswer(final ClientHouse house, final GatewayBooks books) throws SQLException {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        while (books.count("confirmation WHERE answer = 'ACCEPTED'") == 0 && System.nanoTime() - deadlineNs < 0) {
            house.poll(50);
        }
        assertThat(books.count("confirmation WHERE answer = 'ACCEPTED'")).as(gateway.said()).isEqualTo(1);
    }
}
