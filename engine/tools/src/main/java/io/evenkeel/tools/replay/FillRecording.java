package io.evenkeel.tools.replay;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Recorded fills of a perpetuals venue, in pairs of one buying and one selling leg.
 *
 * @param pairs    one for each trade, buyer first, in the order of the file.
 * @param spotRows rows of spot trades, which are passed over: they have no positions.
 */
record FillRecording(List<Pair> pairs, int spotRows) {
    private static final List<String> COLUMNS = List.of(
            "account", "coin", "px", "sz", "side", "startPosition", "dir", "closedPnl", "fee", "feeToken", "tid");

    /** The venue keeps positions in binary floating point, and this many digits of it are exact. */
    private static final MathContext EXACT_DIGITS = new MathContext(15);

    /**
     * Both legs of a trade.
     *
     * @param buy  the leg that bought.
     * @param sell the leg that sold.
     */
    record Pair(Fill buy, Fill sell) {
        /** {@return the legs, buyer first} */
        List<Fill> legs() {
            return List.of(buy, sell);
        }
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read or is not such a recording; the message names the line.
     */
    static FillRecording read(final Path file) throws IOException {
        final List<Pair> pairs = new ArrayList<>();
        int spotRows = 0;
        try (CsvRows rows = new CsvRows(file, COLUMNS)) {
            Fill open = null;
            while (rows.next()) {
                if (isSpot(rows)) {
                    spotRows++;
                    continue;
                }
                final Fill fill = fill(rows);
                if (open == null) {
                    open = fill;
                } else {
                    pairs.add(pair(file, open, fill));
                    open = null;
                }
            }
            if (open != null) {
                throw new IOException(file + ":" + open.line() + ": the other leg of this trade is missing");
            }
        }
        if (pairs.isEmpty()) {
            throw new IOException(file + ": has no fills of perpetuals");
        }
        return new FillRecording(pairs, spotRows);
    }

    private static boolean isSpot(final CsvRows rows) {
        return "Buy".equals(rows.text("dir")) || "Sell".equals(rows.text("dir"));
    }

    private static Fill fill(final CsvRows rows) throws IOException {
        final String side = rows.text("side");
        if (!"B".equals(side) && !"A".equals(side)) {
            throw rows.broken("side \"" + side + "\" is neither B nor A");
        }
        final BigDecimal fee = rows.decimal("fee");
        return new Fill(
                rows.line(),
                rows.whole("tid"),
                account(rows),
                rows.symbol("coin"),
                rows.positive("px"),
                rows.positive("sz"),
                "B".equals(side),
                rows.decimal("startPosition").round(EXACT_DIGITS),
                rows.decimal("closedPnl"),
                "USDC".equals(rows.text("feeToken")) ? fee : BigDecimal.ZERO);
    }

    private static long account(final CsvRows rows) throws IOException {
        final long account = rows.whole("account");
        if (account < 1 || account >= TradePlan.FIRST_OMNIBUS) {
            throw rows.broken("account " + account + " is not from 1 to " + (TradePlan.FIRST_OMNIBUS - 1));
        }
        return account;
    }

    private static Pair pair(final Path file, final Fill one, final Fill other) throws IOException {
        final boolean isPair = one.tradeId() == other.tradeId()
                && one.isBuy() != other.isBuy()
                && one.coin().equals(other.coin())
                && one.size().compareTo(other.size()) == 0
                && one.price().compareTo(other.price()) == 0;
        if (!isPair) {
            throw new IOException(
                    file + ":" + other.line() + ": is not the other leg of the trade in line " + one.line());
        }
        return one.isBuy() ? new Pair(one, other) : new Pair(other, one);
    }
}
