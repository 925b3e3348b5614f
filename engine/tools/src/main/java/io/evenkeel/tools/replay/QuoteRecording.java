package io.evenkeel.tools.replay;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Recorded best bids and offers.
 *
 * @param quotes  one for each row, in the order of the file.
 * @param markets what is quoted, in order of appearance, which is the order of instrument ids.
 */
record QuoteRecording(List<Quote> quotes, List<Market> markets) {
    private static final List<String> COLUMNS = List.of("symbol", "txn_ts_ms", "bid", "ask");

    /**
     * Best bid and offer.
     *
     * @param line   where it stands in the file.
     * @param market whose.
     * @param timeMs when the venue formed it, milliseconds since 1970 UTC.
     * @param bid    best bid.
     * @param ask    best offer, not below the bid.
     */
    record Quote(int line, Market market, long timeMs, BigDecimal bid, BigDecimal ask) {
    }

    /** One instrument. Its price exponent is such that the middle of every recorded quote is exact. */
    static final class Market {
        private final int instrument;
        private final String symbol;
        private int decimals;

        private Market(final int instrument, final String symbol) {
            this.instrument = instrument;
            this.symbol = symbol;
        }

        private void admit(final BigDecimal price) {
            decimals = Math.max(decimals, price.stripTrailingZeros().scale());
        }

        /** {@return its id} */
        int instrument() {
            return instrument;
        }

        /** {@return the venue's name} */
        String symbol() {
            return symbol;
        }

        /** {@return prices are in 10^this: one decimal more than recorded, for the middle} */
        int priceExponent() {
            return -(decimals + 1);
        }

        /** {@return a price as a mantissa} */
        long mantissa(final BigDecimal price) {
            return price.scaleByPowerOfTen(-priceExponent()).longValueExact();
        }
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read or is not such a recording; the message names the line.
     */
    static QuoteRecording read(final Path file) throws IOException {
        final List<Quote> quotes = new ArrayList<>();
        final Map<String, Market> markets = new LinkedHashMap<>();
        try (CsvRows rows = new CsvRows(file, COLUMNS)) {
            while (rows.next()) {
                final String symbol = rows.symbol("symbol");
                final Market market = markets.computeIfAbsent(symbol, name -> new Market(markets.size(), name));
                quotes.add(quote(rows, market));
            }
        }
        if (quotes.isEmpty()) {
            throw new IOException(file + ": has no quotes");
        }
        return new QuoteRecording(quotes, List.copyOf(markets.values()));
    }

    private static Quote quote(final CsvRows rows, final Market market) throws IOException {
        final BigDecimal bid = rows.positive("bid");
        final BigDecimal ask = rows.positive("ask");
        if (ask.compareTo(bid) < 0) {
            throw rows.broken("ask " + ask.toPlainString() + " is below bid " + bid.toPlainString());
        }
        market.admit(bid);
        market.admit(ask);
        return new Quote(rows.line(), market, rows.whole("txn_ts_ms"), bid, ask);
    }
}
