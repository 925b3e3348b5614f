package io.evenkeel.tools.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeron.CncFileDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Random;
import org.agrona.IoUtil;
import org.junit.jupiter.api.Test;

/** What killed processes leave is cleared by the next one, and nothing else is. */
class ClientDriverTest {
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    /** Above every process id of this system. */
    private static final long DEAD = 10_000_000_000L + new Random().nextInt(1_000_000);

    @Test
    void shouldClearWhatIsLeftWhenADriverWasKilledWhileItBegan() throws IOException {
        final Path parent;
        try (ClientDriver own = ClientDriver.launchQuiet()) {
            parent = Path.of(own.aeronDir()).getParent();
        }
        final Path halfMade = directory(parent, DEAD + ".1");
        final Path fresh = directory(parent, DEAD + ".2");
        final Path running = directory(parent, ProcessHandle.current().pid() + ".99");
        Files.setLastModifiedTime(halfMade.resolve(CncFileDescriptor.CNC_FILE), LONG_AGO);
        Files.setLastModifiedTime(running.resolve(CncFileDescriptor.CNC_FILE), LONG_AGO);
        try (ClientDriver own = ClientDriver.launchQuiet()) {
            assertThat(halfMade).doesNotExist();
            assertThat(fresh).exists();
            assertThat(running).exists();
            assertThat(Path.of(own.aeronDir())).exists();
        } finally {
            IoUtil.delete(halfMade.toFile(), true);
            IoUtil.delete(fresh.toFile(), true);
            IoUtil.delete(running.toFile(), true);
        }
    }

    private static Path directory(final Path parent, final String suffix) throws IOException {
        final Path directory = Files.createDirectory(
                parent.resolve("evenkeel-client-" + System.getProperty("user.name") + "-" + suffix));
        Files.write(directory.resolve(CncFileDescriptor.CNC_FILE), new byte[4_096]);
        return directory;
    }
}
