package io.evenkeel.tools.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PathFileTest {
    @TempDir
    private Path directory;

    private PricePath read(final String symbol, final String... lines) throws IOException {
        return PathFile.read(Path.of(new CrashRig(directory).file("path.csv", lines)), symbol);
    }

    @Test
    void shouldBeginAtZeroWhenTimesAreInstants() throws IOException {
        final PricePath path = read(null,
                "time,price", "2026-01-01T00:00:10Z,50", "2026-01-01T00:00:11Z,40", "2026-01-01T00:00:12Z,40");
        assertThat(path.moves().stream().map(PricePath.Move::timeMs)).containsExactly(0L, 1_000L);
        assertThat(path.moves().stream().map(PricePath.Move::ratio)).containsExactly(1.0, 0.8);
        assertThat(path.of(List.of("ANY")).firstPrice("ANY")).isEqualByComparingTo("50");
    }

    /** Middles are 100 and 110; a receive order that is behind in the venue's time does not bring time back. */
    @Test
    void shouldTakeTheMiddleOfOneSymbolWhenQuotesAreRead() throws IOException {
        final PricePath path = read("BTC",
                "symbol,txn_ts_ms,bid,ask", "BTC,5000,99,101", "ETH,5001,5,7", "BTC,4990,109,111");
        assertThat(path.moves().stream().map(PricePath.Move::timeMs)).containsExactly(0L, 0L);
        assertThat(path.moves().stream().map(PricePath.Move::ratio)).containsExactly(1.0, 1.1);
    }

    /** Squared: 0.9 becomes 0.81. */
    @Test
    void shouldGrowEveryReturnWhenAmplified() throws IOException {
        final PricePath path = read(null, "time,price", "0,10", "1,9").amplified(2);
        assertThat(path.moves().get(1).ratio()).isEqualTo(0.81);
    }

    @Test
    void shouldSayWhereAMarketBeginsWhenItIsTheOnlyOneOrNamed() throws IOException {
        final PricePath nameless = read(null, "time,price", "0,50", "1,40");
        assertThat(nameless.of(List.of("BTC")).firstPrice("BTC")).isEqualByComparingTo("50");
        assertThat(nameless.of(List.of("BTC", "ETH")).firstPrice("BTC")).isNull();
        assertThat(nameless.of(List.of("BTC", "ETH")).firstPrice("ETH")).isNull();
        final PricePath named = read(null, "time,asset,price", "0,BTC,50", "1,BTC,40").of(List.of("BTC", "ETH"));
        assertThat(named.firstPrice("BTC")).isEqualByComparingTo("50");
        assertThat(named.firstPrice("ETH")).isNull();
    }
}
