package io.evenkeel.system.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.client.AssetTerms;
import io.evenkeel.client.EvenkeelClient;
import io.evenkeel.client.Role;
import io.evenkeel.codecs.AccountKind;
import io.evenkeel.node.launch.EmbeddedNode;
import io.evenkeel.system.process.CommandProcess;
import io.evenkeel.tools.Evenkeel;
import io.evenkeel.tools.cluster.ClusterHome;
import io.evenkeel.tools.cluster.LocalCluster;
import io.evenkeel.tools.cluster.ParticipantLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A real node whose gateway and operator have message keys: their commands are refused until they sign. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class SignedGatewayTest {
    private static final int OPERATOR = 1;
    private static final int OWNER = 2;
    private static final int BANK = 3;
    private static final int GATEWAY = 4;
    private static final long ACCOUNT = 7;
    private static final long PATIENCE_MS = 60_000;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine commandLine =
            Evenkeel.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));

    @TempDir
    private Path directory;
    private CommandProcess gateway;

    @AfterEach
    void endWhatRuns() throws IOException {
        if (gateway != null) {
            gateway.close();
        }
        ClusterHome.end(new ClusterHome(directory).processes(), 10_000);
    }

    private static byte[] secret(final int participant) {
        final byte[] key = new byte[32];
        Arrays.fill(key, (byte) (100 + participant));
        return key;
    }

    private static String line(final int participant) {
        return participant + "=" + HexFormat.of().formatHex(secret(participant)) + "\n";
    }

    @Test
    void shouldConfirmAndReportTheStateWhenTheFileHasTheMessageKeys() throws Exception {
        final Path config = Files.writeString(directory.resolve("node.properties"), "evenkeel.limits=small\n");
        final String port = Integer.toString(EmbeddedNode.freeAddress().basePort());
        assertThat(cluster("up", "--nodes", "1", "--base-port", port, "--config", config.toString()))
                .as(this::said).isZero();
        final ClusterHome home = new ClusterHome(directory);
        try (LocalCluster cluster = LocalCluster.attach(home.processes(), home.keys())) {
            found(cluster);
        }
        final Path keys = Files.writeString(directory.resolve("message-keys.properties"), "");
        final Path file = directory.resolve("gateway.db");
        gateway = new CommandProcess(directory, List.of(
                "gateway", "--dir", directory.toString(), "--participant", Integer.toString(GATEWAY), "--db",
                file.toString(), "--message-keys", keys.toString(), "--json"));
        gateway.start();
        await(() -> gateway.said().contains("participant 4 hears BAD_MAC for command 1"));
        final GatewayBooks books = new GatewayBooks(file);
        assertThat(books.count("payment")).as("paid by whom nobody hears").isZero();

        assertThat(cluster("status", "--message-keys", keys.toString())).as(this::said).isEqualTo(1);
        assertThat(said()).contains("a command of participant 1 was refused: BAD_MAC");

        Files.writeString(keys, line(OPERATOR) + line(GATEWAY));
        await(() -> books.rows("SELECT answer FROM confirmation").equals(List.of("ACCEPTED")));
        assertThat(books.rows("SELECT instruction, amount FROM payment")).containsExactly("1 500");
        assertThat(cluster("status", "--message-keys", keys.toString())).as(this::said).isZero();
        assertThat(gateway.end()).as(gateway.said()).isEqualTo(128 + 15);
        assertThat(gateway.left()).as("what it left behind").isEmpty();
    }

    /** Leaves an instruction for 500 units, and keys that whoever talks to the cluster next does not know yet. */
    private static void found(final LocalCluster cluster) {
        try (ParticipantLine operator = ParticipantLine.connect(cluster, OPERATOR)) {
            final EvenkeelClient client = operator.client();
            operator.require("owner", () -> client.addParticipant(OWNER, EnumSet.of(Role.OWNER), 0));
            operator.require("bank", () -> client.addParticipant(BANK, EnumSet.of(Role.GATEWAY), 0));
            operator.require("gateway", () -> client.addParticipant(GATEWAY, EnumSet.of(Role.GATEWAY), 0));
            operator.require("USDC", () -> client.addAsset(new AssetTerms(0, "USDC").exponent(-6).numeraire()));
            operator.require("terms", () -> client.governance().setSettlement(0, ClientHouse.REPEAT_MS, 0, 0));
            operator.require("account", () -> client.addAccount(ACCOUNT, OWNER, AccountKind.STANDARD, 0));
            try (ParticipantLine bank = ParticipantLine.connect(cluster, BANK)) {
                bank.require("deposit", () -> bank.client().deposit(ACCOUNT, 0, 1_000, 1));
            }
            try (ParticipantLine owner = ParticipantLine.connect(cluster, OWNER)) {
                owner.require("withdrawal", () -> owner.client().withdraw(ACCOUNT, 0, 500));
            }
            for (final int participant : new int[] {GATEWAY, OPERATOR}) {
                operator.require("key", () ->
                        client.governance().setMessageKey(participant, secret(participant), 0));
            }
        }
    }

    private void await(final Callable<Boolean> question) throws Exception {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        while (!question.call() && System.nanoTime() - deadlineNs < 0) {
            assertThat(gateway.isAlive()).as(gateway.said()).isTrue();
            Thread.sleep(50);
        }
        assertThat(question.call()).as(gateway.said()).isTrue();
    }

    private int cluster(final String verb, final String... options) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        final String[] call = {"cluster", verb, "--dir", directory.toString()};
        final String[] all = Arrays.copyOf(call, call.length + options.length);
        System.arraycopy(options, 0, all, call.length, options.length);
        return commandLine.execute(all);
    }

    private String said() {
        return out + "\n" + err;
    }
}
