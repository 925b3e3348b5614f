package io.evenkeel.tools.crash;

import io.evenkeel.tools.crash.BookAccount.Leg;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import picocli.CommandLine.Option;

/** A made-up book: so many accounts with one position each in one market, drawn by a seed. */
final class Population {
    /** Where a path begins that does not say. */
    static final BigDecimal USUAL_PRICE = BigDecimal.valueOf(50_000);

    private static final String SYMBOL = "BTC-PERP";
    private static final double PERCENT = 100;
    private static final double UNITS = 1e6;

    /** Part of what leverage leaves that an entry price may be off: no account begins near its end. */
    private static final double MOST_OF_ROOM = 0.25;

    @Option(
            names = "--accounts",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many accounts. Default: ${DEFAULT-VALUE}.")
    private int accounts;

    @Option(
            names = "--leverage-distribution",
            paramLabel = "DISTRIBUTION",
            defaultValue = "lognormal:5,0.6",
            converter = Distribution.Converter.class,
            description = "Notional over equity: fixed:10, uniform:2-20, lognormal:MEDIAN,SIGMA, or"
                    + " buckets:2=30%%,5=40%%,20=30%%. What lognormal draws above the market's largest leverage is cut"
                    + " to it. Default: ${DEFAULT-VALUE}.")
    private Distribution leverage;

    @Option(
            names = "--equity-distribution",
            paramLabel = "DISTRIBUTION",
            defaultValue = "lognormal:10000,1.2",
            converter = Distribution.Converter.class,
            description = "Equity of an account, the same way. Default: ${DEFAULT-VALUE}.")
    private Distribution equity;

    @Option(
            names = "--long-share",
            paramLabel = "PERCENT",
            defaultValue = "60",
            description = "How many of them are long; makers take the difference. Default: ${DEFAULT-VALUE}.")
    private double longPercent;

    @Option(
            names = "--entry-spread",
            paramLabel = "PERCENT",
            defaultValue = "2",
            description = "Entry prices are so far off the first price at most, so that some have profit. Default:"
                    + " ${DEFAULT-VALUE}.")
    private double entrySpreadPercent;

    @Option(
            names = "--price",
            description = "The first price, of a made-up book or of a book with one asset. Default: the path's, or"
                    + " 50000, or the mean entry price.")
    private BigDecimal price;

    /** {@return the first price that was asked for; null for none} */
    BigDecimal price() {
        return price;
    }

    /** {@return what it is drawn from, as the command line has it} */
    @Override
    public String toString() {
        return "leverage " + leverage + ", equity " + equity;
    }

    /** {@return the market's symbol} */
    static String symbol() {
        return SYMBOL;
    }

    /**
     * {@return a book}
     *
     * @param startPrice   where the path begins.
     * @param mostLeverage what the market's terms allow.
     * @throws IllegalArgumentException if the options make no book; the message says why.
     */
    Book draw(final BigDecimal startPrice, final double mostLeverage, final long seed) {
        if (accounts < 1 || accounts > LabLimits.MOST_ACCOUNTS) {
            throw new IllegalArgumentException("--accounts is from 1 to " + LabLimits.MOST_ACCOUNTS);
        }
        if (!(longPercent >= 0 && longPercent <= PERCENT && entrySpreadPercent >= 0 && entrySpreadPercent < PERCENT)) {
            throw new IllegalArgumentException("--long-share and --entry-spread are percentages");
        }
        if (Double.isFinite(leverage.largest()) && leverage.largest() > mostLeverage) {
            throw new IllegalArgumentException("--leverage-distribution goes up to " + leverage.largest()
                    + ", but --initial-margin allows " + mostLeverage + " at most");
        }
        final BookMarket market = BookMarket.of(SYMBOL, startPrice, 0, 0);
        final Random random = new Random(seed);
        final List<BookAccount> drawn = new ArrayList<>();
        for (int n = 1; n <= accounts; n++) {
            drawn.add(account(n, market, Math.min(leverage.draw(random), mostLeverage), random));
        }
        return new Book(List.of(market), drawn);
    }

    private BookAccount account(
            final int id, final BookMarket market, final double leverageDrawn, final Random random) {
        final double money = Math.max(1, equity.draw(random));
        final boolean isLong = PERCENT * random.nextDouble() < longPercent;
        final double spread = Math.min(entrySpreadPercent / PERCENT, MOST_OF_ROOM / leverageDrawn);
        final long entryPrice = market.moved(1 + spread * (2 * random.nextDouble() - 1));
        final long units = Math.round(money * UNITS);
        final long lots = Math.max(1, (long) (units * leverageDrawn / market.startPrice()));
        return new BookAccount(
                id, Party.TRADER, units, List.of(new Leg(0, isLong ? lots : -lots, entryPrice)));
    }
}
