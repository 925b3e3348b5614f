package io.evenkeel.tools.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.client.message.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every golden scenario holds, and would not hold if any of its expectations were another. */
class GoldenScenarioTest {
    private static final Path DIRECTORY = Path.of("src", "test", "resources", "scenarios");
    private static final Schema SCHEMA = Schema.load();

    static List<Path> scenarios() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void shouldHoldWhenRunThroughTheCore(final Path file) throws MalformedLineException {
        final ScenarioReport report = ScenarioRun.run(ScenarioFile.read(file, SCHEMA), SCHEMA);
        assertThat(report.failures()).isEmpty();
        assertThat(report.expectations()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void shouldEndInTheSameStateWhenRunTwice(final Path file) throws MalformedLineException {
        final ScenarioFile scenario = ScenarioFile.read(file, SCHEMA);
        assertThat(ScenarioRun.run(scenario, SCHEMA).stateHash())
                .isEqualTo(ScenarioRun.run(scenario, SCHEMA).stateHash());
    }
}
