package io.evenkeel.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.RejectCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The table of commands against the schema and against the permission matrix in PROTOCOL.md, which it writes anew with
 * {@code -Dprotocol.write=true}.
 */
class CommandTemplateTest {
    private static final Path ROOT = Path.of(System.getProperty("evenkeel.root", "../.."));
    private static final Path DOCUMENT = ROOT.resolve("PROTOCOL.md");
    private static final Path SCHEMA = ROOT.resolve("codecs/src/main/resources/evenkeel-schema.xml");
    private static final int FIRST_EVENT_ID = 100;
    private static final Pattern MESSAGE =
            Pattern.compile("<sbe:message name=\"(\\w+)\" id=\"(\\d+)\" description=\"([^\":]+): ");
    private static final List<String> ROLES = List.of(
            "venue", "oracle", "keeper", "backstop", "gateway", "owner", "governor", "operator", "auditor");

    private static String nameOf(final CommandTemplate template) {
        final Matcher words = Pattern.compile("([A-Z])([A-Z]*)_?").matcher(template.name());
        return words.replaceAll(word -> word.group(1) + word.group(2).toLowerCase(Locale.ROOT));
    }

    private static String rolesInWords(final CommandTemplate template) {
        if (template.roles() == Permissions.ALL) {
            return "anyone";
        }
        final List<String> names = ROLES.stream()
                .filter(role -> (template.roles() & 1 << ROLES.indexOf(role)) != 0)
                .sorted()
                .toList();
        return String.join(" or ", names);
    }

    @Test
    void shouldListEveryCommandAndItsRolesWhenTheSchemaNamesThem() throws IOException {
        final TreeMap<Integer, String> expected = new TreeMap<>();
        final Matcher messages = MESSAGE.matcher(Files.readString(SCHEMA));
        while (messages.find()) {
            final int id = Integer.parseInt(messages.group(2));
            if (id < FIRST_EVENT_ID) {
                final String[] roles = messages.group(3).toLowerCase(Locale.ROOT).split(" or ");
                Arrays.sort(roles);
                expected.put(id, messages.group(1) + ": " + String.join(" or ", roles));
            }
        }
        final TreeMap<Integer, String> listed = new TreeMap<>();
        for (final CommandTemplate template : CommandTemplate.values()) {
            listed.put(template.id(), nameOf(template) + ": " + rolesInWords(template));
            assertThat(CommandTemplate.find(template.id())).isSameAs(template);
        }

        assertThat(listed).isEqualTo(expected).hasSize(CommandTemplate.values().length);
    }

    @Test
    void shouldFindNothingWhenAnIdIsNoCommands() {
        for (final int id : new int[] {-1, 0, 7, 99, 100, 303, 65_535}) {
            assertThat(CommandTemplate.find(id)).isNull();
        }
        assertThat(RejectCode.get((short) 3)).isEqualTo(RejectCode.UNKNOWN_TEMPLATE);
    }

    @Test
    void shouldBeWhatProtocolPrintsWhenRolesAndCommandsAreCrossed() throws IOException {
        final StringBuilder table = new StringBuilder("| Id | Command |");
        ROLES.forEach(role -> table.append(' ').append(role).append(" |"));
        table.append("\n|---|---|").append(":-:|".repeat(ROLES.size())).append('\n');
        for (final CommandTemplate template : CommandTemplate.values()) {
            table.append("| ").append(template.id()).append(" | `").append(nameOf(template)).append("` |");
            for (int bit = 0; bit < ROLES.size(); bit++) {
                table.append((template.roles() & 1 << bit) != 0 ? " ● |" : " |");
            }
            table.append('\n');
        }

        assertSection(table.toString());
    }

    private static void assertSection(final String expected) throws IOException {
        final String begin = "<!-- begin permissions -->\n";
        final String text = Files.readString(DOCUMENT);
        final int from = text.indexOf(begin) + begin.length();
        final int to = text.indexOf("<!-- end permissions -->");
        if (Boolean.getBoolean("protocol.write")) {
            Files.writeString(DOCUMENT, text.substring(0, from) + expected + text.substring(to));
        }

        assertThat(text.substring(from, to)).as("permission matrix in PROTOCOL.md").isEqualTo(expected);
    }
}
