package io.evenkeel.tools.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.codecs.PricedKind;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuoteParserTest {
    private final SlowListings listings = new SlowListings();
    private final QuoteParser parser = new QuoteParser(
            List.of(
                    new Symbol("BTC-PERP", 3, -2),
                    new Symbol("USDC", 2, 0),
                    new Symbol("XDG", "DOGE-PERP", 0, 0)),
            7,
            listings);

    /** Listings of one instrument, which are not known at once. */
    private static final class SlowListings implements Names {
        private int pollsNeeded;
        private boolean isClosed;

        @Override
        public Symbol find(final PricedKind kind, final String name) {
            return kind == PricedKind.INSTRUMENT && "DOGE-PERP".equals(name) && areKnown()
                    ? new Symbol(name, 5, -5)
                    : null;
        }

        @Override
        public boolean areKnown() {
            return pollsNeeded == 0;
        }

        @Override
        public int poll() {
            pollsNeeded = Math.max(0, pollsNeeded - 1);
            return 1;
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }

    private LineFeed feed(final LineFeed.Opening opening, final OracleJournal journal) {
        return new LineFeed(opening, parser, listings, journal);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "1000,INSTRUMENT,BTC-PERP,50000.5      | 1000 | INSTRUMENT | 3 | 5000050 | 0",
        "1000,instrument,BTC-PERP,50000,0.01   | 1000 | INSTRUMENT | 3 | 5000000 | 1",
        "-5, asset , USDC , 999 , 0            | -5   | ASSET      | 2 | 999     | 0",
        "1,ASSET,12,5e3,7                      | 1    | ASSET      | 12 | 5000   | 7",
        "1,INSTRUMENT,DOGE-PERP,0.12345        | 1    | INSTRUMENT | 5 | 12345   | 0",
        "1,INSTRUMENT,XDG,0.2,0.00001          | 1    | INSTRUMENT | 5 | 20000   | 1",
    })
    void shouldReadAPriceExactlyWhenTheLineSaysOne(
            final String line,
            final long timeMs,
            final PricedKind kind,
            final int priced,
            final long price,
            final long confidence)
            throws BadLineException {
        assertThat(parser.parse(9, line)).isEqualTo(new Quote(9, timeMs, kind, priced, 7, price, confidence));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "1,INSTRUMENT,BTC-PERP            | has 3 fields",
        "1,INSTRUMENT,BTC-PERP,1,1,1      | has 6 fields",
        "soon,INSTRUMENT,BTC-PERP,1       | time \"soon\" is no whole number",
        "1,BOND,BTC-PERP,1                | kind \"BOND\" is neither",
        "1,INSTRUMENT,ETH-PERP,1          | symbol \"ETH-PERP\" is unknown: no INSTRUMENT is listed as that",
        "1,ASSET,DOGE-PERP,1              | symbol \"DOGE-PERP\" is unknown: no ASSET is listed as that",
        "1,INSTRUMENT,65536,1             | symbol \"65536\" is unknown",
        "1,INSTRUMENT,BTC-PERP,abc        | price \"abc\" is no number",
        "1,INSTRUMENT,BTC-PERP,           | price \"\" is no number",
        "1,INSTRUMENT,BTC-PERP,0.001      | price \"0.001\" has no exact mantissa in 10^-2",
        "1,INSTRUMENT,4,1.5               | price \"1.5\" has no exact mantissa in 10^0",
        "1,INSTRUMENT,4,9223372036854775808 | has no exact mantissa",
        "1,INSTRUMENT,4,0                 | price \"0\" is not above 0",
        "1,INSTRUMENT,4,-3                | price \"-3\" is not above 0",
        "1,INSTRUMENT,4,3,-1              | confidence \"-1\" is below 0",
    })
    void shouldSayWhyWhenALineIsBad(final String line, final String reason) {
        assertThatThrownBy(() -> parser.parse(1, line))
                .isInstanceOf(BadLineException.class).hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "# a comment", "timeMs,kind,symbolOrId,price"})
    void shouldPassOverALineWhenItSaysNothing(final String line) throws BadLineException {
        assertThat(parser.parse(1, line)).isNull();
    }

    @Test
    @Timeout(30)
    void shouldCountEveryLineWhenSomeOfThemAreBadOrSayNothing() throws IOException {
        final StringWriter said = new StringWriter();
        final OracleJournal journal = new OracleJournal(new PrintWriter(said), true);
        final String text = "timeMs,kind,symbolOrId,price\n1,INSTRUMENT,4,10\nnonsense\n\n3,INSTRUMENT,4,12\n";
        final List<Quote> quotes = new ArrayList<>();
        try (LineFeed feed = feed(() -> new BufferedReader(new StringReader(text)), journal)) {
            while (!feed.isEnded()) {
                final Quote quote = feed.poll();
                if (quote != null) {
                    quotes.add(quote);
                }
            }
        }
        assertThat(quotes).extracting(Quote::number).containsExactly(2L, 5L);
        assertThat(said.toString().strip()).isEqualTo("{\"event\":\"bad-line\",\"line\":3,"
                + "\"reason\":\"has 1 fields; it is timeMs,kind,symbolOrId,price[,confidence]\"}");
        assertThat(journal.hasComplaints()).isTrue();
    }

    @Test
    @Timeout(30)
    void shouldHoldALineAndThoseBehindItWhenListingsAreStillRead() throws IOException {
        final StringWriter said = new StringWriter();
        final OracleJournal journal = new OracleJournal(new PrintWriter(said), false);
        final String text = "1,INSTRUMENT,4,10\n2,INSTRUMENT,XDG,0.2\n3,INSTRUMENT,5,11\n4,INSTRUMENT,ETH-PERP,1\n";
        listings.pollsNeeded = 3;
        try (LineFeed feed = feed(() -> new BufferedReader(new StringReader(text)), journal)) {
            assertThat(awaitQuote(feed).number()).isEqualTo(1);
            for (int i = 0; i < 2; i++) {
                assertThat(feed.work()).isEqualTo(1);
                assertThat(feed.poll()).isNull();
                assertThat(feed.isEnded()).isFalse();
            }
            feed.work();
            assertThat(awaitQuote(feed)).isEqualTo(new Quote(2, 2, PricedKind.INSTRUMENT, 5, 7, 20_000, 0));
            assertThat(awaitQuote(feed).number()).isEqualTo(3);
            while (!feed.isEnded()) {
                assertThat(feed.poll()).isNull();
            }
        }
        assertThat(listings.isClosed).isTrue();
        assertThat(said.toString().lines()).hasSize(2).first().isEqualTo("reads-listings line=2");
        assertThat(said.toString()).contains("bad-line line=4 reason=symbol \"ETH-PERP\" is unknown");
    }

    @Test
    void shouldReadASymbolOfTheCommandLineWhenItNamesAListingOrAnId() throws Exception {
        final Symbol.Converter converter = new Symbol.Converter();
        assertThat(converter.convert("BTC-PERP=0:-2")).isEqualTo(new Symbol("BTC-PERP", 0, -2));
        assertThat(converter.convert("USD=65535")).isEqualTo(new Symbol("USD", 65_535, 0));
        assertThat(converter.convert("XBTUSD=BTC-PERP")).isEqualTo(new Symbol("XBTUSD", "BTC-PERP", 0, 0));
        assertThatThrownBy(() -> converter.convert("BTC=BTC-PERP:-2")).hasMessageContaining("NAME=SYMBOL, not");
        assertThatThrownBy(() -> converter.convert("BTC=123456")).hasMessageContaining("NAME=SYMBOL, not");
        assertThatThrownBy(() -> converter.convert("BTC=0:2")).hasMessageContaining("NAME=SYMBOL, not");
    }

    @Test
    @Timeout(60)
    void shouldNotWaitForALineWhenAPipeHasNobodyAtItsOtherEnd(@TempDir final Path directory) throws Exception {
        final Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        final OracleJournal journal = new OracleJournal(new PrintWriter(new StringWriter()), false);
        try (LineFeed feed = feed(() -> Files.newBufferedReader(pipe), journal)) {
            assertThat(feed.poll()).isNull();
            assertThat(feed.isEnded()).isFalse();
            try (BufferedWriter writer = Files.newBufferedWriter(pipe)) {
                writer.write("5,INSTRUMENT,4,10\n");
                writer.flush();
                assertThat(awaitQuote(feed).price()).isEqualTo(10);
                assertThat(feed.isEnded()).isFalse();
                writer.write("6,INSTRUMENT,4,11");
            }
            assertThat(awaitQuote(feed).price()).isEqualTo(11);
            while (!feed.isEnded()) {
                assertThat(feed.poll()).isNull();
            }
        }
    }

    @Test
    @Timeout(60)
    void shouldSayThatReadingFailedWhenItDoes() {
        final OracleJournal journal = new OracleJournal(new PrintWriter(new StringWriter()), false);
        try (LineFeed feed = feed(() -> Files.newBufferedReader(Path.of("nowhere")), journal)) {
            assertThatThrownBy(() -> {
                while (!feed.isEnded()) {
                    feed.poll();
                }
            }).isInstanceOf(NoSuchFileException.class);
        }
    }

    private static Quote awaitQuote(final LineFeed feed) throws IOException {
        Quote quote = feed.poll();
        while (quote == null) {
            Thread.onSpinWait();
            quote = feed.poll();
        }
        return quote;
    }
}
