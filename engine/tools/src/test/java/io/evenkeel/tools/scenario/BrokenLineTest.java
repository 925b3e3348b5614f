package io.evenkeel.tools.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The example of the contract, each of its lines broken in turn: what is malformed, what is refused, what fails. */
class BrokenLineTest {
    private static final Path EXAMPLE =
            Path.of("src", "test", "resources", "scenarios", "contract-example.jsonl");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void shouldExitWithTwoWhenAnyLineHasAnUnknownKey() throws IOException {
        final List<String> lines = Files.readAllLines(EXAMPLE);
        for (int i = 0; i < lines.size(); i++) {
            final String line = lines.get(i);
            final String broken = line.contains("{\"expectInvariants\"")
                    ? line.replace("expectInvariants", "expectInvariant")
                    : line.replace("}}", ",\"colour\":\"red\"}}");
            assertThat(broken).isNotEqualTo(line);
            assertThat(run(replace(lines, i, broken))).as(broken).isEqualTo(2);
            assertThat(err.toString()).as(broken).contains(":" + (i + 1) + ": ");
            assertThat(out.toString()).as("nothing is run").isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2  | "settlementAsset":"USDC" | "settlementAsset":"EUR"
            2  | "im":"0.2"               | "im":"0.2000001"
            2  | "priceExponent":-2       | "priceExponent":"-2"
            3  | "id":1                   | "id":"1"
            5  | "asset":"USDC"           | "asset":"USDT"
            5  | "amount":"500"           | "amount":"500.0000001"
            7  | "symbol":"BTC-PERP"      | "symbol":"BTC"
            7  | "price":"50000"          | "price":"50000.001"
            8  | "quantity":"0.1"         | "quantity":"0.00001"
            8  | "instrument":"BTC-PERP"  | "instrument":"USDC"
            9  | "status":"MARGIN_CALL"   | "status":"MARGIN"
            10 | "price":"49999.99"       | "price":49999.99
            11 | "LiquidationStarted"     | "LiquidationBegun"
            13 | true                     | "true"
            """)
    void shouldExitWithTwoWhenLineIsMalformed(final int line, final String from, final String to)
            throws IOException {
        assertThat(run(broken(line, from, to))).isEqualTo(2);
        assertThat(err.toString()).contains("broken.jsonl:" + line + ": ");
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1  | "numeraire":true      | "numeraire":false    | BAD_PARAMETER
            2  | "mm":"0.1"            | "mm":"0.3"           | BAD_PARAMETER
            2  | "tiers"               | "tick":"0","tiers"   | BAD_PARAMETER
            3  | "id":1                | "id":-1              | BAD_PARAMETER
            4  | "id":2                | "id":1               | ALREADY_EXISTS
            5  | "account":1           | "account":7          | UNKNOWN_ACCOUNT
            5  | "amount":"500"        | "amount":"-500"      | BAD_QUANTITY
            7  | "price":"50000"       | "price":"-50000"     | BAD_PRICE
            8  | "buyer":1             | "buyer":7            | UNKNOWN_ACCOUNT
            8  | "quantity":"0.1"      | "quantity":"-0.1"    | BAD_QUANTITY
            8  | "quantity":"0.1"      | "quantity":"0"       | BAD_QUANTITY
            8  | "price":"50000"       | "price":"-1"         | BAD_PRICE
            """)
    void shouldFailUnlessExpectedWhenCommandIsRefused(
            final int line, final String from, final String to, final String code) throws IOException {
        final List<String> lines = broken(line, from, to);
        assertThat(run(lines)).isEqualTo(1);
        assertThat(out.toString()).contains("broken.jsonl:" + line + ": expected", "refused: " + code);
        final List<String> expecting = new ArrayList<>(lines.subList(0, line));
        expecting.add("{\"expectReject\": \"" + code + "\"}");
        assertThat(run(expecting)).as("expected").isZero();
        expecting.set(line, "{\"expectReject\": \"HALTED\"}");
        assertThat(run(expecting)).as("expected otherwise").isEqualTo(1);
    }

    @Test
    void shouldRefuseWhenPriceOrQuantityIsOffTheGrid() throws IOException {
        final List<String> lines = broken(2, "\"tiers\"", "\"tick\":\"0.5\",\"lot\":\"0.01\",\"tiers\"");
        final List<String> offTick = replace(lines, 7, lines.get(7).replace("\"50000\"", "\"50000.01\""));
        offTick.add(8, "{\"expectReject\": \"OFF_GRID\"}");
        assertThat(run(offTick.subList(0, 9))).isZero();
        final List<String> offLot = replace(lines, 7, lines.get(7).replace("\"0.1\"", "\"0.105\""));
        offLot.add(8, "{\"expectReject\": \"OFF_GRID\"}");
        assertThat(run(offLot.subList(0, 9))).isZero();
    }

    @Test
    void shouldRefuseWhenTimeGoesBack() throws IOException {
        final List<String> lines = new ArrayList<>(Files.readAllLines(EXAMPLE));
        lines.add(0, "{\"time\": \"2025-12-31T23:59:59.999Z\"}");
        assertThat(run(lines)).isEqualTo(1);
        assertThat(out.toString()).contains("broken.jsonl:1: expected the command to be accepted was refused");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            9  | "equity":"500"           | "equity":"500.000001"
            9  | "initialMargin":"1000"   | "initialMargin":"999"
            9  | "status":"MARGIN_CALL"   | "status":"HEALTHY"
            11 | "account":1              | "account":2
            12 | "45000"                  | "45000.01"
            """)
    void shouldSayExpectedAndActualWhenExpectationFails(final int line, final String from, final String to)
            throws IOException {
        assertThat(run(broken(line, from, to))).isEqualTo(1);
        assertThat(out.toString()).containsPattern("broken.jsonl:" + line + ": expected .* was .*");
        assertThat(out.toString().lines().filter(text -> text.contains(": expected"))).hasSize(1);
    }

    private static List<String> broken(final int line, final String from, final String to) throws IOException {
        final List<String> lines = Files.readAllLines(EXAMPLE);
        final String broken = lines.get(line - 1).replace(from, to);
        assertThat(broken).isNotEqualTo(lines.get(line - 1));
        return replace(lines, line - 1, broken);
    }

    private static List<String> replace(final List<String> lines, final int index, final String line) {
        final List<String> copy = new ArrayList<>(lines);
        copy.set(index, line);
        return copy;
    }

    private int run(final List<String> lines) throws IOException {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        final Path file = Files.write(directory.resolve("broken.jsonl"), lines);
        return new CommandLine(new ScenarioCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(file.toString());
    }
}
