package io.evenkeel.system.end;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.tools.Evenkeel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A command that is told to end while its node works leaves no directory, no process and no stack trace. */
class OrderlyEndTest {
    private static final int TERMINATED = 128 + 15;

    @TempDir
    private Path directory;

    @Test
    @Timeout(120)
    void shouldLeaveNothingBehindWhenDemoIsToldToEnd() throws IOException, InterruptedException {
        final Process process = start("demo", "--seconds", "100", "--accounts", "20");
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            final List<String> lines = new ArrayList<>();
            String line = reader.readLine();
            while (line != null) {
                lines.add(line);
                if (line.contains("BTC-PERP")) {
                    process.toHandle().destroy();
                }
                line = reader.readLine();
            }
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(lines.toString()).isTrue();
            assertThat(process.exitValue()).as(lines.toString()).isEqualTo(TERMINATED);
            assertThat(lines).noneMatch(said -> said.startsWith("\tat "));
            assertThat(left(directory, "evenkeel-")).isEmpty();
            assertThat(left(Path.of("/dev/shm"), "evenkeel-embedded-" + process.pid())).isEmpty();
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(final String... arguments) throws IOException {
        final List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens",
                "java.base/jdk.internal.misc=ALL-UNNAMED",
                "--add-opens",
                "java.base/java.util.zip=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + directory,
                "-cp",
                System.getProperty("java.class.path"),
                Evenkeel.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static List<Path> left(final Path parent, final String prefix) throws IOException {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(parent)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix)).toList();
        }
    }
}
