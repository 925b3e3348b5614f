package io.evenkeel.tools.replay;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Recorded best bids and offers, as the middle between them.
 *
 * @param middles one for each row, in the order of the file.
 * @param symbols instruments, with their ids, in order of appearance.
 */
record QuoteRecording(List<Middle> middles, Map<String, Integer> symbols) {
    /** Exponent of middles: half of a hundredth. */
    static final int PRICE_EXPONENT = -3;

    private static final List<String> COLUMNS = List.of("symbol", "bid", "ask");
    private static final BigDecimal HALF = new BigDecimal("0.5");

    /**
     * The middle of one quote.
     *
     * @param instrument whose.
     * @param price      mantissa.
     */
    record Middle(int instrument, long price) {
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read or is not such a recording; the message names the line.
     */
    static QuoteRecording read(final Path file) throws IOException {
        final List<Middle> middles = new ArrayList<>();
        final Map<String, Integer> symbols = new LinkedHashMap<>();
        try (CsvRows rows = new CsvRows(file, COLUMNS)) {
            while (rows.next()) {
                try {
                    final BigDecimal sum = new BigDecimal(rows.text("bid")).add(new BigDecimal(rows.text("ask")));
                    final long price = sum.multiply(HALF).scaleByPowerOfTen(-PRICE_EXPONENT).longValueExact();
                    final int instrument = symbols.computeIfAbsent(rows.text("symbol"), symbol -> symbols.size());
                    middles.add(new Middle(instrument, price));
                } catch (final NumberFormatException | ArithmeticException e) {
                    throw new IOException(file + ":" + rows.line() + ": is not a quote: " + e.getMessage(), e);
                }
            }
        }
        return new QuoteRecording(middles, symbols);
    }
}
