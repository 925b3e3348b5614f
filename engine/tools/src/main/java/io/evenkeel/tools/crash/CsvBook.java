package io.evenkeel.tools.crash;

import io.evenkeel.tools.crash.BookAccount.Leg;
import io.evenkeel.tools.replay.CsvRows;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Reads a book from a file with the columns {@code account,asset,side,size,entryPrice,equity}, a row a position. Equity
 * is the account's, at the prices with which the path begins, and the same on each of its rows.
 */
final class CsvBook {
    private static final List<String> COLUMNS = List.of("account", "asset", "side", "size", "entryPrice", "equity");
    private static final MathContext MEAN_DIGITS = new MathContext(12);

    private final Map<String, Asset> assets = new LinkedHashMap<>();
    private final TreeMap<Long, Owner> owners = new TreeMap<>();

    /** One row, its size signed. */
    private record Row(String asset, BigDecimal size, BigDecimal entryPrice, int line) {
    }

    /** What the rows of an account say. */
    private record Owner(BigDecimal equity, List<Row> rows) {
    }

    /** What the rows of an asset say. */
    private static final class Asset {
        private BigDecimal size = BigDecimal.ZERO;
        private BigDecimal cost = BigDecimal.ZERO;
        private int entryDecimals;
        private int sizeDecimals;

        void take(final BigDecimal rowSize, final BigDecimal entryPrice) {
            size = size.add(rowSize);
            cost = cost.add(rowSize.multiply(entryPrice));
            entryDecimals = Math.max(entryDecimals, decimals(entryPrice));
            sizeDecimals = Math.max(sizeDecimals, decimals(rowSize));
        }

        private static int decimals(final BigDecimal value) {
            return Math.max(0, value.stripTrailingZeros().scale());
        }

        BigDecimal meanEntryPrice() {
            return cost.divide(size, MEAN_DIGITS);
        }
    }

    private CsvBook() {
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read or is no book; the message names the line.
     */
    static CsvBook read(final Path file) throws IOException {
        final CsvBook book = new CsvBook();
        try (CsvRows rows = new CsvRows(file, COLUMNS)) {
            while (rows.next()) {
                book.take(rows);
            }
        }
        if (book.owners.isEmpty()) {
            throw new IOException(file + ": has no positions");
        }
        return book;
    }

    private void take(final CsvRows rows) throws IOException {
        final long id = rows.whole("account");
        if (id < 1 || id >= Book.FIRST_MAKER) {
            throw rows.broken("account " + id + " is not from 1 to " + (Book.FIRST_MAKER - 1));
        }
        final String symbol = rows.symbol("asset");
        final BigDecimal size = rows.positive("size");
        final BigDecimal entryPrice = rows.positive("entryPrice");
        final BigDecimal equity = rows.positive("equity");
        final Owner owner = owners.computeIfAbsent(id, key -> new Owner(equity, new ArrayList<>()));
        if (owner.equity().compareTo(equity) != 0) {
            throw rows.broken("equity of account " + id + " is " + equity.toPlainString() + " here and "
                    + owner.equity().toPlainString() + " before");
        }
        if (owner.rows().stream().anyMatch(row -> row.asset().equals(symbol))) {
            throw rows.broken("account " + id + " has " + symbol + " twice");
        }
        assets.computeIfAbsent(symbol, name -> new Asset()).take(size, entryPrice);
        owner.rows().add(new Row(symbol, isLong(rows) ? size : size.negate(), entryPrice, rows.line()));
    }

    private static boolean isLong(final CsvRows rows) throws IOException {
        return switch (rows.text("side").toUpperCase(Locale.ROOT)) {
            case "LONG", "BUY" -> true;
            case "SHORT", "SELL" -> false;
            default -> throw rows.broken("side \"" + rows.text("side") + "\" is neither LONG nor SHORT");
        };
    }

    /** {@return symbols of what is held} */
    List<String> symbols() {
        return List.copyOf(assets.keySet());
    }

    /**
     * {@return the book}
     *
     * @param startPrices where the path begins; null for a symbol stands for the mean entry price.
     * @throws IllegalArgumentException if the book cannot be; the message says why.
     */
    Book book(final Function<String, BigDecimal> startPrices) {
        final List<BookMarket> markets = new ArrayList<>();
        assets.forEach((symbol, asset) -> {
            final BigDecimal said = startPrices.apply(symbol);
            markets.add(BookMarket.of(
                    symbol, said == null ? asset.meanEntryPrice() : said, asset.entryDecimals, asset.sizeDecimals));
        });
        final List<String> symbols = symbols();
        final List<BookAccount> accounts = new ArrayList<>();
        owners.forEach((id, owner) -> {
            final List<Leg> legs = new ArrayList<>();
            for (final Row row : owner.rows()) {
                final int market = symbols.indexOf(row.asset());
                legs.add(new Leg(
                        market, markets.get(market).lots(row.size()), markets.get(market).mantissa(row.entryPrice())));
            }
            accounts.add(new BookAccount(id, Party.TRADER, Money.units(owner.equity()), legs));
        });
        return new Book(markets, accounts);
    }
}
