package io.evenkeel.system.process;

import io.evenkeel.tools.Evenkeel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.IoUtil;

/** A command as its operator runs it, and as fate ends it. */
public final class CommandProcess implements AutoCloseable {
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    private final Path home;
    private final List<String> arguments;
    private Process process;

    /**
     * Names a command that is not started yet.
     *
     * @param home      where its log and its temporary files are.
     * @param arguments the command and its options.
     */
    public CommandProcess(final Path home, final List<String> arguments) {
        this.home = home;
        this.arguments = List.copyOf(arguments);
    }

    /** Starts it, for the first time or again. */
    public void start() {
        final List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens",
                "java.base/jdk.internal.misc=ALL-UNNAMED",
                "--add-opens",
                "java.base/java.util.zip=ALL-UNNAMED",
                // Starts sooner, so that more of its life is worth ending.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-Djava.io.tmpdir=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                Evenkeel.class.getName()));
        command.addAll(arguments);
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log().toFile()))
                    .start();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path log() {
        return home.resolve(arguments.get(0) + ".log");
    }

    /** {@return what it has said since it was started first} */
    public String said() {
        try {
            return Files.exists(log()) ? Files.readString(log()) : "";
        } catch (final IOException e) {
            return e.toString();
        }
    }

    /** {@return whether it runs} */
    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Has it stand still, as a host does that is frozen. */
    public void freeze() throws InterruptedException, IOException {
        signal("STOP");
    }

    /** Has it go on as if nothing had been. */
    public void thaw() throws InterruptedException, IOException {
        signal("CONT");
    }

    private void signal(final String name) throws InterruptedException, IOException {
        final Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
            throw new IllegalStateException(arguments.get(0) + " got no SIG" + name);
        }
    }

    /** Ends it as {@code kill -9} does, and clears what its successors would. */
    public void kill() throws InterruptedException, IOException {
        process.destroyForcibly();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException(arguments.get(0) + " survived SIGKILL");
        }
        for (final Path path : itsDirectories()) {
            IoUtil.delete(path.toFile(), true);
        }
    }

    /** Asks it to end, as an operator does. {@return its exit code} */
    public int end() throws InterruptedException {
        process.toHandle().destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException(arguments.get(0) + " did not end");
        }
        return process.exitValue();
    }

    /** {@return what it left among temporary files and in shared memory when it ended in order} */
    public List<String> left() throws IOException {
        final List<String> names = new ArrayList<>();
        for (final Path path : itsDirectories()) {
            names.add(path.toString());
        }
        return names;
    }

    private List<Path> itsDirectories() throws IOException {
        final List<Path> found = new ArrayList<>();
        for (final Path parent : List.of(home, SHARED_MEMORY)) {
            if (Files.isDirectory(parent)) {
                try (DirectoryStream<Path> paths =
                        Files.newDirectoryStream(parent, "evenkeel-*-" + process.pid() + ".*")) {
                    paths.forEach(found::add);
                }
            }
        }
        return found;
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
