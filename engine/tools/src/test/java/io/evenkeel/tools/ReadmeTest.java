package io.evenkeel.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Documents say nothing that the command line does not understand, and point at nothing that is not there. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern COMMAND = Pattern.compile("scripts/evenkeel ([^`\\n]+)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)\\)");

    @Test
    void shouldParseEveryCommandWhenADocumentIsFollowed() throws IOException {
        final List<String> commands = new ArrayList<>();
        for (final String document : List.of("README.md", "examples/own-keeper.md", "examples/crash-lab.md")) {
            final Matcher matcher = COMMAND.matcher(read(document));
            while (matcher.find()) {
                if (!matcher.group(1).matches("COMMAND.*|.*--help")) {
                    commands.add(matcher.group(1).trim());
                }
            }
        }
        assertThat(commands).hasSizeGreaterThan(8);
        for (final String command : commands) {
            final ParseResult parsed = Evenkeel.commandLine().parseArgs(command.split(" "));
            assertThat(parsed.errors()).as(command).isEmpty();
        }
    }

    @Test
    void shouldFindEveryFileWhenDocumentsPointAtIt() throws IOException {
        for (final String document : List.of(
                "README.md", "SCENARIOS.md", "ARCHITECTURE.md", "HACKING.md", "examples/own-keeper.md",
                "examples/crash-lab.md")) {
            final Matcher matcher = LINK.matcher(read(document));
            while (matcher.find()) {
                assertThat(ROOT.resolve(document).resolveSibling(matcher.group(1))).as(document).exists();
            }
        }
    }

    @Test
    void shouldHoldWhenExampleIsRun() {
        final CommandLine commandLine = Evenkeel.commandLine();
        assertThat(commandLine.execute("scenario", ROOT.resolve("examples/what-if.jsonl").toString())).isZero();
    }

    private static String read(final String document) throws IOException {
        return Files.readString(ROOT.resolve(document));
    }
}
