package io.evenkeel.tools.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ScriptTest {
    private static final Repository REPOSITORY = Repository.here();

    static Stream<Path> scripts() {
        final List<Path> folders = List.of(REPOSITORY.root().resolve("scripts"), REPOSITORY.root().resolve(".ci"));
        return REPOSITORY.filesNamed("").stream().filter(file -> folders.contains(file.getParent()));
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void shouldBeReadyToRunWhenCheckedOut(final Path script) throws Exception {
        assertThat(script).isExecutable();
        assertThat(Files.readAllLines(script).get(0)).startsWith("#!/usr/bin/env ");
        final Process shell = new ProcessBuilder("bash", "-n", script.toString()).redirectErrorStream(true).start();
        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEmpty();
        assertThat(shell.waitFor()).isZero();
    }
}
