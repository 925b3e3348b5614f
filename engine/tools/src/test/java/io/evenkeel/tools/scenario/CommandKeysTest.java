package io.evenkeel.tools.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.client.message.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whether a scenario can say every command that there is. */
class CommandKeysTest {
    private static final Path SOURCES = Path.of("src", "main", "java", "io", "evenkeel", "tools", "scenario");
    private static final Path DOCUMENT = Path.of("..", "..", "SCENARIOS.md");
    private static final int FIRST_EVENT = 100;

    private static String text(final Path file) {
        try {
            return Files.readString(file);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldWriteEveryCommandWhenTheDocumentNamesNoReasonAgainstIt() throws IOException {
        final Schema schema = Schema.load();
        final String writers;
        try (Stream<Path> files = Files.list(SOURCES)) {
            writers = files.sorted().map(CommandKeysTest::text).collect(Collectors.joining());
        }
        final List<String> unsaid = Arrays.stream(schema.templateIds())
                .filter(template -> template < FIRST_EVENT)
                .mapToObj(schema::templateName)
                .filter(name -> !writers.contains("import io.evenkeel.codecs." + name + "Encoder;"))
                .toList();
        assertThat(unsaid).containsExactlyInAnyOrder("StateHashRequest", "SessionRequest");
        unsaid.forEach(name -> assertThat(text(DOCUMENT)).contains("`" + name + "`"));
    }
}
