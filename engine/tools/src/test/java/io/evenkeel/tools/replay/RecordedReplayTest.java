package io.evenkeel.tools.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Real recordings through a real node. They are no part of this repository: they are looked for in the directory that
 * {@code -Devenkeel.recordings=DIR} names, or in {@code ../shared/data}, and the tests are skipped without them.
 */
class RecordedReplayTest {
    private static final Path DIRECTORY = Path.of(System.getProperty("evenkeel.recordings", "../../../shared/data"));

    @Test
    @Timeout(300)
    void shouldAgreeWithVenueWhenRecordedFillsAreReplayed() throws IOException {
        final ReplayRun run = ReplayRun.of(
                "hyperliquid-fills", recording("hyperliquid_fills_20251027_part1.csv.gz"), 1);
        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.number("/positions/chained")).isGreaterThan(2_000);
        assertThat(run.json().at("/positions/differ")).isEmpty();
        assertThat(run.json().at("/profits/independentShare").asDouble()).isGreaterThan(0.99);
    }

    @Test
    @Timeout(300)
    void shouldAnnounceWhatRecordingMakesOfItWhenRecordedQuotesAreReplayed() throws IOException {
        final ReplayRun run =
                ReplayRun.of("binance-bookticker", recording("binance_bookticker_usdm_20240808.csv.gz"), 1);
        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.number("/acknowledged")).isEqualTo(3 * run.number("/quotes"));
        assertThat(run.number("/announced/equal")).isEqualTo(run.number("/announced/expected")).isPositive();
    }

    private static Path recording(final String name) {
        final Path file = DIRECTORY.resolve(name);
        assumeThat(file).as("skipped: the recording %s is not there", file.toAbsolutePath().normalize()).exists();
        return file;
    }
}
