package io.evenkeel.tools.cluster;

import io.evenkeel.codecs.feed.NodeAddress;
import io.evenkeel.node.launch.NodeMain;
import io.evenkeel.node.launch.NodeProperty;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A node that runs as a process of its own. A process id alone may have been given to somebody else since, so the time
 * at which it started is kept with it, and without both nothing is ended.
 *
 * @param address   where the node is reached.
 * @param pid       id of the process.
 * @param startedAt when it started, as the system says; empty if it does not.
 */
public record NodeProcess(NodeAddress address, long pid, String startedAt) {
    /**
     * Starts a node on the class path of this process.
     *
     * @param address    where it will be reached.
     * @param files      property files in layers, the last on top.
     * @param properties on top of the files.
     * @param log        where its output goes, appended.
     */
    static NodeProcess start(
            final NodeAddress address,
            final List<Path> files,
            final Map<NodeProperty, String> properties,
            final Path log)
            throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(machineOptions());
        properties.forEach((property, value) -> command.add("-D" + property.key() + "=" + value));
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(NodeMain.class.getName());
        files.forEach(file -> command.add(file.toString()));
        final Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        process.getOutputStream().close();
        return new NodeProcess(address, process.pid(), startOf(process.toHandle()));
    }

    /** {@return the options of this process that a node needs too: opened packages and the choice of collector} */
    private static List<String> machineOptions() {
        final List<String> options = new ArrayList<>();
        for (final String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (argument.startsWith("--add-opens") || argument.startsWith("-X")) {
                options.add(argument);
            }
        }
        return options;
    }

    private static String startOf(final ProcessHandle handle) {
        return handle.info().startInstant().map(Instant::toString).orElse("");
    }

    private Optional<ProcessHandle> handle() {
        return ProcessHandle.of(pid)
                .filter(handle -> handle.isAlive() && startOf(handle).equals(startedAt));
    }

    /** {@return whether it runs} */
    public boolean isAlive() {
        return handle().isPresent();
    }

    /** Asks it to end in order. */
    public void askToEnd() {
        handle().ifPresent(ProcessHandle::destroy);
    }

    /** Waits until it has ended, and ends it by force after that time. {@return whether it ended by itself} */
    public boolean awaitEnd(final long timeoutMs) {
        final Optional<ProcessHandle> handle = handle();
        if (handle.isEmpty()) {
            return true;
        }
        try {
            handle.get().onExit().get(timeoutMs, TimeUnit.MILLISECONDS);
            return true;
        } catch (final java.util.concurrent.TimeoutException | java.util.concurrent.ExecutionException e) {
            handle.get().destroyForcibly();
            handle.get().onExit().join();
            return false;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
