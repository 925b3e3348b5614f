package io.evenkeel.system.process;

import io.aeron.Aeron;
import io.aeron.exceptions.AeronException;
import io.evenkeel.codecs.feed.NodeAddress;
import io.evenkeel.node.launch.NodeMain;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.agrona.IoUtil;

/** One node of a cluster as a process of its own, that can be killed and started again. */
final class NodeProcess implements AutoCloseable {
    private final int member;
    private final Path home;
    private final List<NodeAddress> members;
    private final Path keys;
    private Process process;
    private int starts;

    NodeProcess(final int member, final Path home, final List<NodeAddress> members, final Path keys) {
        this.member = member;
        this.home = home;
        this.members = members;
        this.keys = keys;
    }

    void start() {
        starts++;
        final Path properties = home.resolve("node" + member + ".properties");
        final String addresses = members.stream().map(NodeAddress::toString).collect(Collectors.joining(","));
        try {
            Files.writeString(properties, String.join(
                    "\n",
                    "evenkeel.node.id=" + member,
                    "evenkeel.members=" + addresses,
                    "evenkeel.dir=" + home.resolve("node" + member),
                    "evenkeel.aeron.dir=" + aeronDirectory(),
                    "evenkeel.keys.file=" + keys,
                    "evenkeel.limits=small",
                    "evenkeel.log.term.length=1048576",
                    ""));
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "--add-opens",
                            "java.base/jdk.internal.misc=ALL-UNNAMED",
                            "--add-opens",
                            "java.base/java.util.zip=ALL-UNNAMED",
                            "-Xmx512m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            NodeMain.class.getName(),
                            preset().toString(),
                            properties.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.to(log()))
                    .start();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the layer for hosts that stall, as it is shipped} */
    private Path preset() throws IOException {
        final Path file = home.resolve("ci.properties");
        try (InputStream preset = NodeMain.class.getResourceAsStream("/presets/ci.properties")) {
            Files.copy(preset, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }

    private Path aeronDirectory() {
        final Path memory = Path.of("/dev/shm");
        final Path parent = Files.isWritable(memory) ? memory : home;
        return parent.resolve("evenkeel-test-" + ProcessHandle.current().pid() + "-" + members.get(member).basePort());
    }

    private File log() {
        return log(starts);
    }

    private File log(final int start) {
        return home.resolve(String.format(Locale.ROOT, "node%d-%d.log", member, start)).toFile();
    }

    private static String read(final File log) {
        try {
            return Files.readString(log.toPath());
        } catch (final IOException e) {
            return e.toString();
        }
    }

    /** {@return how the process is, what it said since each of its starts, and what its cluster's counters show} */
    String describe() {
        final StringBuilder text = new StringBuilder("node " + member + " at " + members.get(member) + ": ");
        text.append(isAlive() ? "alive" : "ended with " + exitValue()).append('\n');
        for (int start = 1; start <= starts; start++) {
            text.append("start ").append(start).append(": ").append(read(log(start)));
        }
        return text.append(isAlive() ? counters() : "").toString();
    }

    private String exitValue() {
        return process == null ? "no start" : Integer.toString(process.exitValue());
    }

    private String counters() {
        final StringBuilder text = new StringBuilder();
        try (Aeron aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(aeronDirectory().toString()))) {
            aeron.countersReader().forEach((value, counterId, label) -> {
                if (label.startsWith("Cluster") || label.startsWith("Errors")) {
                    text.append(value).append(' ').append(label).append('\n');
                }
            });
        } catch (final AeronException e) {
            text.append("no counters: ").append(e).append('\n');
        }
        return text.toString();
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Kills the node as {@code kill -9} does. */
    void kill() {
        if (process == null) {
            return;
        }
        process.destroyForcibly();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("node " + member + " survived SIGKILL");
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
        IoUtil.delete(aeronDirectory().toFile(), true);
        IoUtil.delete(new File(aeronDirectory() + ".lock"), true);
    }
}
