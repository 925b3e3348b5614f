package io.evenkeel.node.system;

import io.aeron.Aeron;
import io.aeron.cluster.RecordingLog;
import io.evenkeel.codecs.feed.NodeAddress;
import io.evenkeel.node.launch.NodeMain;
import io.evenkeel.node.launch.NodeProperty;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.agrona.IoUtil;

/** A node as a process of its own, which can be killed. */
final class NodeProcess implements AutoCloseable {
    private final Path home;
    private final int id;
    private final Path aeronDir;
    private final Path properties;
    private Process process;
    private int starts;

    NodeProcess(
            final Path home,
            final int id,
            final List<NodeAddress> members,
            final Path keys,
            final String pipeline,
            final String... more)
            throws IOException {
        this.home = home;
        this.id = id;
        final Path memory = Path.of("/dev/shm");
        aeronDir = (Files.isWritable(memory) ? memory : home)
                .resolve("evenkeel-test-" + members.get(id).basePort());
        properties = home.resolve("node-" + id + ".properties");
        Files.writeString(properties, String.join("\n", List.of(
                NodeProperty.NODE_ID.key() + "=" + id,
                NodeProperty.MEMBERS.key() + "="
                        + members.stream().map(NodeAddress::toString).collect(Collectors.joining(",")),
                NodeProperty.DIR.key() + "=" + home.resolve("node-" + id),
                NodeProperty.AERON_DIR.key() + "=" + aeronDir,
                NodeProperty.KEYS_FILE.key() + "=" + keys,
                NodeProperty.LIMITS.key() + "=small",
                NodeProperty.PIPELINE.key() + "=" + pipeline,
                NodeProperty.PROFILE.key() + "=frugal",
                NodeProperty.CHAIN_INTERVAL.key() + "=100",
                NodeProperty.HEARTBEAT_TIMEOUT.key() + "=2s",
                NodeProperty.HEARTBEAT_INTERVAL.key() + "=100ms",
                NodeProperty.ELECTION_TIMEOUT.key() + "=500ms",
                NodeProperty.STALL_TIMEOUT.key() + "=20s")) + "\n" + String.join("\n", more) + "\n");
    }

    NodeProcess start() throws IOException {
        starts++;
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-opens",
                        "java.base/jdk.internal.misc=ALL-UNNAMED",
                        "--add-opens",
                        "java.base/java.util.zip=ALL-UNNAMED",
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NodeMain.class.getName(),
                        properties.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log()))
                .start();
        return this;
    }

    /** Waits until the process says that its node is up. */
    void awaitUp() throws IOException, InterruptedException {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (said().split("is up", -1).length <= starts) {
            if (!process.isAlive() || System.nanoTime() - deadlineNs > 0) {
                throw new AssertionError("node " + id + " did not come up: " + said());
            }
            Thread.sleep(50);
        }
    }

    private File log() {
        return home.resolve("node-" + id + ".log").toFile();
    }

    /** {@return what the node has said so far} */
    String said() throws IOException {
        return Files.readString(log().toPath());
    }

    /** {@return how the process is, what it has said so far, and what its counters show} */
    String describe() throws IOException {
        return "node " + id + (isAlive() ? " is alive" : " is dead") + " and said:\n" + said() + counters();
    }

    /** {@return the counters of the node's cluster and archive, if it is alive} */
    private String counters() {
        if (!isAlive()) {
            return "";
        }
        final StringBuilder text = new StringBuilder();
        try (Aeron aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(aeronDir()))) {
            aeron.countersReader().forEach((value, counterId, label) -> text.append(
                    label.startsWith("Cluster") || label.startsWith("evenkeel") || label.startsWith("rec-pos")
                            ? value + " " + label + "\n"
                            : ""));
        }
        return text.toString();
    }

    /** {@return whether the node would start from a snapshot} */
    boolean hasSnapshot() {
        try (RecordingLog log = new RecordingLog(clusterDir().toFile(), false)) {
            return log.getLatestSnapshot(0) != null;
        }
    }

    /** Kills the process as kill -9 does, and waits until it is gone. */
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    Path clusterDir() {
        return home.resolve("node-" + id).resolve("cluster");
    }

    String aeronDir() {
        return aeronDir.toString();
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
        IoUtil.delete(aeronDir.toFile(), true);
        IoUtil.delete(new File(aeronDir + ".lock"), true);
    }
}
