package io.evenkeel.tools.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TidyTest {
    private static final double MOSTLY = 0.9;
    private static final int LONG_METHOD = 25;
    private static final int LONG_FILE = 250;

    private static final Repository REPOSITORY = Repository.here();
    private static final List<SourceFile> SOURCES = REPOSITORY.sources();

    static Stream<TidyRule> rules() {
        return Stream.of(
                new SizeRule(), new NameRule(), new OpenEndRule(), new SuppressionRule(), new TestNameRule(),
                new TestAssertionRule());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void shouldBeKeptWhenSourcesAreRead(final TidyRule rule) {
        assertThat(SOURCES).as("Java sources of the repository").hasSizeGreaterThan(50);
        assertThat(SOURCES.stream().map(rule::breaches).flatMap(List::stream)).isEmpty();
    }

    static Stream<Planted> planted() {
        return Stream.of(
                new Planted("LongMethod", new SizeRule(), List.of("a body of 61 lines", "a body of 62 lines")),
                new Planted("LongFile", new SizeRule(), List.of("601 lines")),
                new Planted("Names", new NameRule(), List.of(
                        "type AccountManager", "type MathUtils", "type LedgerImpl", "type IAccount",
                        "type MarketData", "package io.evenkeel.common.ledger")),
                new Planted("OpenEnds", new OpenEndRule(), List.of("marker is not.", "// FIX" + "ME soon")),
                new Planted("Suppressions", new SuppressionRule(), List.of(
                        "@SuppressWarnings(\"unchecked\")", "@Disabled",
                        "// CHECK" + "STYLE:OFF", "//no" + "inspection")),
                new Planted("TestNames", new TestNameRule(), List.of("test testLedger", "test shouldBalance")),
                new Planted("IdleTests", new TestAssertionRule(), List.of(
                        "shouldAssertNothingWhenRun", "shouldCallItselfWhenRun")));
    }

    @ParameterizedTest
    @MethodSource("planted")
    void shouldNameExactlyTheBreachesWhenTheyArePlanted(final Planted planted) throws IOException {
        final List<String> found = planted.rule().breaches(planted.source());
        assertThat(found).hasSameSizeAs(planted.breaches());
        assertThat(planted.breaches()).allSatisfy(breach ->
                assertThat(found).anyMatch(line -> line.contains(breach)));
    }

    @Test
    void shouldHoldNoOpenEndsWhenOtherFilesAreRead() throws IOException {
        final List<String> breaches = new ArrayList<>();
        for (final Path file : REPOSITORY.filesNamed(".xml", ".md", ".properties", ".sh", "scripts/test", "evenkeel")) {
            breaches.addAll(OpenEndRule.breaches(file.toString(), Files.readAllLines(file)));
        }
        assertThat(breaches).isEmpty();
    }

    @Test
    void shouldBeShortMostlyWhenMainCodeIsMeasured() {
        final List<SourceFile> main = SOURCES.stream().filter(SourceFile::isMain).toList();
        assertThat(shareUpTo(LONG_METHOD, main.stream().flatMap(SizeRule::bodyLengths)))
                .as("share of methods up to %d lines", LONG_METHOD)
                .isGreaterThanOrEqualTo(MOSTLY);
        assertThat(shareUpTo(LONG_FILE, main.stream().map(source -> source.lines().size())))
                .as("share of files up to %d lines", LONG_FILE)
                .isGreaterThanOrEqualTo(MOSTLY);
    }

    private static double shareUpTo(final int limit, final Stream<Integer> lengths) {
        return lengths.mapToInt(length -> length <= limit ? 1 : 0).average().orElseThrow();
    }

    /**
     * A source with known breaches.
     *
     * @param name     its file in the test resources, without endings.
     * @param rule     what it breaks.
     * @param breaches parts of the lines to be found, one for each.
     */
    record Planted(String name, TidyRule rule, List<String> breaches) {
        SourceFile source() throws IOException {
            try (InputStream stream = TidyTest.class.getResourceAsStream("/tidy/" + name + ".java.txt")) {
                return SourceFile.parse(name, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
