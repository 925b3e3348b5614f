package io.evenkeel.tools.crash;

import io.evenkeel.tools.crash.PricePath.Move;
import io.evenkeel.tools.replay.CsvRows;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a path from a file: {@code time,price}, or {@code time,asset,price}; or a venue's recording of trades or of
 * best bids and offers, whose middle is taken. Times are milliseconds from any beginning, or ISO 8601 instants. A price
 * that is the same as the one before is left out; a time that is behind the one before, as recordings have them, counts
 * as that one.
 */
final class PathFile {
    private static final List<String> TIMES = List.of("time", "timeMs", "time_ms", "txn_ts_ms", "trade_ts_ms");
    private static final List<String> SYMBOLS = List.of("asset", "symbol", "coin");
    private static final List<String> PRICES = List.of("price", "px");
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private final CsvRows rows;
    private final String wanted;
    private final String timeColumn;
    private final String symbolColumn;
    private final String priceColumn;
    private final Map<String, BigDecimal> first = new LinkedHashMap<>();
    private final Map<String, BigDecimal> last = new HashMap<>();
    private final List<Move> moves = new ArrayList<>();
    private long startMs;
    private long lastMs;

    private PathFile(final Path file, final CsvRows rows, final String wanted) throws IOException {
        this.rows = rows;
        this.wanted = wanted;
        timeColumn = column(TIMES);
        symbolColumn = column(SYMBOLS);
        priceColumn = column(PRICES);
        final boolean hasPrice = priceColumn != null || (rows.hasColumn("bid") && rows.hasColumn("ask"));
        if (timeColumn == null || !hasPrice) {
            throw new IOException(file + ": is no path of prices: its header needs time and price, or bid and ask");
        }
        if (wanted != null && symbolColumn == null) {
            throw new IOException(file + ": has no column that names assets; --symbol has nothing to choose from");
        }
    }

    /**
     * Reads a file.
     *
     * @param symbol the one that is wanted; null for all.
     * @throws IOException if it cannot be read or is no path; the message names the line.
     */
    static PricePath read(final Path file, final String symbol) throws IOException {
        try (CsvRows rows = new CsvRows(file, List.of())) {
            final PathFile path = new PathFile(file, rows, symbol);
            while (rows.next()) {
                path.takeRow();
            }
            if (path.moves.isEmpty()) {
                throw new IOException(file + ": has no prices" + (symbol == null ? "" : " of " + symbol));
            }
            return new PricePath(path.first, path.moves);
        }
    }

    private String column(final List<String> names) {
        return names.stream().filter(rows::hasColumn).findFirst().orElse(null);
    }

    private void takeRow() throws IOException {
        final String symbol = symbolColumn == null ? "" : rows.symbol(symbolColumn);
        if (wanted != null && !wanted.equals(symbol)) {
            return;
        }
        final long timeMs = timeMs();
        final BigDecimal price = price();
        if (moves.isEmpty()) {
            startMs = timeMs;
            lastMs = timeMs;
        }
        lastMs = Math.max(lastMs, timeMs);
        final BigDecimal before = last.put(symbol, price);
        if (before == null || before.compareTo(price) != 0) {
            final BigDecimal from = first.computeIfAbsent(symbol, name -> price);
            moves.add(new Move(lastMs - startMs, symbol, price.doubleValue() / from.doubleValue()));
        }
    }

    private BigDecimal price() throws IOException {
        return priceColumn == null
                ? rows.positive("bid").add(rows.positive("ask")).divide(TWO)
                : rows.positive(priceColumn);
    }

    private long timeMs() throws IOException {
        final String text = rows.text(timeColumn);
        if (text.indexOf('T') < 0) {
            return rows.whole(timeColumn);
        }
        try {
            return Instant.parse(text).toEpochMilli();
        } catch (final DateTimeParseException e) {
            throw (IOException) rows.broken(timeColumn + " \"" + text + "\" is neither milliseconds nor an instant such"
                    + " as 2026-01-01T00:00:00Z").initCause(e);
        }
    }
}
