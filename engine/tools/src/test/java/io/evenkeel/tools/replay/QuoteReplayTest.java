package io.evenkeel.tools.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Quotes made by hand, through a real node. */
class QuoteReplayTest {
    private static final String FORMAT = "binance-bookticker";
    private static final String HEADER = "symbol,local_ts_ns,txn_ts_ms,bid,bid_qty,ask,ask_qty\n";

    /** A quote, the same again, a move of the ask alone, a jump of 5 %, and another market with more decimals. */
    private static final List<String> ROWS = List.of(
            "AAAUSDT,0,1700000000000,100.00,1,100.02,1",
            "AAAUSDT,0,1700000000001,100.00,1,100.02,1",
            "AAAUSDT,0,1700000000002,100.00,1,100.04,1",
            "AAAUSDT,0,1700000000003,105.00,1,105.02,1",
            "BBBUSDT,0,1700000000004,0.012345,1,0.012346,1");

    @TempDir
    private Path directory;

    /**
     * First row: bid alone THIN, bid and ask 100.01 VALID, all three the same index with one source more. Second:
     * nothing. Third: ask 100.04 of {100.00, 100.01, 100.04} makes the mean (100.00 + 2 · 100.01 + 100.04)/4 =
     * 100.015, then the middle 100.02 makes 100.02. Fourth: bid, ask and middle each move it; 5 % apart they disagree
     * until the last. The other market: three.
     */
    @Test
    @Timeout(120)
    void shouldAnnounceWhatRecordingMakesOfItWhenQuotesAreReplayed() throws IOException {
        final ReplayRun run = ReplayRun.of(FORMAT, write(ROWS), 1);
        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.json().at("/passed").asBoolean()).isTrue();
        assertThat(run.number("/quotes")).isEqualTo(5);
        assertThat(run.number("/sent")).isEqualTo(15);
        assertThat(run.number("/acknowledged")).isEqualTo(15);
        assertThat(run.number("/announced/expected")).isEqualTo(11);
        assertThat(run.number("/announced/equal")).isEqualTo(11);
        assertThat(run.number("/announced/differ")).isZero();
        assertThat(run.number("/announced/states/THIN")).isEqualTo(2);
        assertThat(run.number("/announced/states/UNCERTAIN")).isEqualTo(2);
        assertThat(run.number("/announced/states/VALID")).isEqualTo(7);
        assertThat(run.json().at("/nodes")).hasSize(1);
        assertThat(run.json().at("/nodes/0/stateHash").asText()).matches("[0-9a-f]{16}");
    }

    @Test
    void shouldNameLineAndExitWithTwoWhenRowIsBroken() throws IOException {
        assertBroken("AAAUSDT,0,1700000000000,100.00,1", "quotes.csv:7: has 5 columns, not 7");
        assertBroken("AAAUSDT,0,1700000000000,lots,1,100.02,1", "quotes.csv:7: bid \"lots\" is not a number");
        assertBroken("AAAUSDT,0,1700000000000,0,1,100.02,1", "quotes.csv:7: bid 0 is not above 0");
        assertBroken("AAAUSDT,0,1700000000000,100.03,1,100.02,1", "quotes.csv:7: ask 100.02 is below bid 100.03");
        assertBroken("AAAUSDT,0,soon,100.00,1,100.02,1", "quotes.csv:7: txn_ts_ms \"soon\" is not a whole number");
        assertBroken("A A,0,1700000000000,100.00,1,100.02,1", "quotes.csv:7: symbol \"A A\" is not a symbol");
        assertBroken("AAAUSDT,0,1,1e999999,1,1e999999,1", "quotes.csv:7: bid 1e999999 has too many digits");
    }

    @Test
    void shouldExitWithTwoWhenFileIsNoSuchRecording() throws IOException {
        final Path other = Files.writeString(directory.resolve("other.csv"), "a,b\n1,2\n");
        assertThat(ReplayRun.of(FORMAT, other, 1).errors()).contains("other.csv: is not of this format");
        assertThat(ReplayRun.of(FORMAT, directory, 1).errors()).contains("is a directory");
        final ReplayRun missing = ReplayRun.of(FORMAT, directory.resolve("none.csv"), 1);
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.errors()).contains("none.csv: no such file").doesNotContain("\tat ");
    }

    private void assertBroken(final String row, final String complaint) throws IOException {
        final List<String> rows = new java.util.ArrayList<>(ROWS);
        rows.add(row);
        final ReplayRun run = ReplayRun.of(FORMAT, write(rows), 1);
        assertThat(run.exitCode()).as(run.errors()).isEqualTo(2);
        assertThat(run.errors()).contains(complaint).doesNotContain("starting", "\tat ");
    }

    private Path write(final List<String> rows) throws IOException {
        return Files.writeString(directory.resolve("quotes.csv"), HEADER + String.join("\n", rows) + "\n");
    }
}
