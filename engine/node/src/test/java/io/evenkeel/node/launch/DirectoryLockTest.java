package io.evenkeel.node.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Locks on directories, between real processes where it matters. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class DirectoryLockTest {
    private static final String PREFIX = "evenkeel-test-";

    @TempDir
    private Path parent;

    /** Holds the lock of the directory that it is told until it is killed. */
    static final class Holder {
        private Holder() {
        }

        /** Says when it has the lock. */
        public static void main(final String... arguments) throws InterruptedException {
            try (DirectoryLock lock = DirectoryLock.acquire(Path.of(arguments[0]))) {
                System.out.println(lock == null ? "" : "locked");
                Thread.sleep(TimeUnit.MINUTES.toMillis(1));
            }
        }
    }

    private static Process hold(final Path dir) throws IOException {
        final Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        dir.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(process.inputReader().readLine()).startsWith("locked");
        return process;
    }

    private static void kill(final Process process) throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void shouldLeaveNoFileWhenGivenUp() {
        final Path dir = parent.resolve("node-0");
        try (DirectoryLock lock = DirectoryLock.acquire(dir)) {
            assertThat(lock).isNotNull();
            assertThat(DirectoryLock.file(dir)).exists();
        }
        assertThat(DirectoryLock.file(dir)).doesNotExist();
        DirectoryLock.acquire(dir).close();
    }

    @Test
    void shouldRefuseASecondLockWhenItIsHeldInThisProcess() {
        final Path dir = parent.resolve("node-0");
        try (DirectoryLock lock = DirectoryLock.acquire(dir)) {
            assertThatThrownBy(() -> DirectoryLock.acquire(dir)).hasMessage("another node in this process uses " + dir);
            assertThat(lock).isNotNull();
        }
    }

    @Test
    void shouldKeepOthersOutWhenItsProcessLives() throws Exception {
        final Path dir = parent.resolve("node-0");
        final Process holder = hold(dir);
        try {
            assertThatThrownBy(() -> DirectoryLock.acquire(dir)).hasMessage("another process uses " + dir);
            assertThat(DirectoryLock.acquireAbandoned(dir)).isNull();
        } finally {
            kill(holder);
        }
        DirectoryLock.acquire(dir).close();
    }

    @Test
    void shouldRemoveAbandonedDirectoriesAndLeaveTheOthersWhenTheirOwnersLive() throws Exception {
        final Path dead = Files.createDirectories(parent.resolve(PREFIX + "9000"));
        Files.writeString(dead.resolve("cnc.dat"), "old");
        final Path alive = Files.createDirectories(parent.resolve(PREFIX + "9100"));
        final Path mine = Files.createDirectories(parent.resolve(PREFIX + "9200"));
        final Path stranger = Files.createDirectories(parent.resolve("another-9300"));
        Files.createFile(DirectoryLock.file(stranger));
        kill(hold(dead));
        final Process holder = hold(alive);
        try (DirectoryLock lock = DirectoryLock.acquire(mine)) {
            assertThat(lock).isNotNull();
            assertThat(AbandonedDrivers.remove(parent, PREFIX)).isEqualTo(1);
            assertThat(dead).doesNotExist();
            assertThat(DirectoryLock.file(dead)).doesNotExist();
            assertThat(alive).exists();
            assertThat(mine).exists();
            assertThat(DirectoryLock.file(mine)).exists();
            assertThat(DirectoryLock.file(stranger)).exists();
            assertThatThrownBy(() -> DirectoryLock.acquire(alive)).hasMessage("another process uses " + alive);
        } finally {
            kill(holder);
        }
    }
}
