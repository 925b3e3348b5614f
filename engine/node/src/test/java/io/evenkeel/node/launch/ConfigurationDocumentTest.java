package io.evenkeel.node.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Documentation and presets cannot say other than the code. {@code -Devenkeel.write=true} writes the table. */
final class ConfigurationDocumentTest {
    private static final Path CONFIG = Path.of(System.getProperty("evenkeel.root", "../..")).resolve("cluster-config");
    private static final String BEGIN = "<!-- properties -->\n";
    private static final String END = "<!-- /properties -->";

    @Test
    void shouldListEveryPropertyWithItsDefaultWhenRead() throws IOException {
        final Path readme = CONFIG.resolve("README.md");
        final String text = Files.readString(readme);
        final int begin = text.indexOf(BEGIN) + BEGIN.length();
        final int end = text.indexOf(END);
        if (Boolean.getBoolean("evenkeel.write")) {
            Files.writeString(readme, text.substring(0, begin) + table() + text.substring(end));
            return;
        }
        assertThat(text.substring(begin, end)).isEqualTo(table());
    }

    @Test
    void shouldConcludeWhenGivenAnyPreset() throws IOException {
        try (Stream<Path> files = Files.walk(CONFIG.resolve("src/main/resources/presets"))) {
            final List<Path> presets = files.filter(file -> file.toString().endsWith(".properties")).toList();
            assertThat(presets).hasSizeGreaterThanOrEqualTo(6);
            for (final Path preset : presets) {
                final NodeContext context = new NodeContext(new PropertySet().putFile(preset)).conclude();
                assertThat(context.members()).as(preset.toString()).isNotEmpty();
            }
        }
    }

    private static String table() {
        final StringBuilder table = new StringBuilder("| Property | Default | Meaning |\n|---|---|---|\n");
        for (final NodeProperty property : NodeProperty.values()) {
            table.append("| `").append(property.key()).append("` | ")
                    .append(property.defaultValue().isEmpty() ? "" : "`" + property.defaultValue() + "`")
                    .append(" | ").append(property.meaning()).append(" |\n");
        }
        return table.toString();
    }
}
