package io.evenkeel.tools.demo;

import io.evenkeel.client.keeper.LiquidationKeeper;
import io.evenkeel.client.keeper.LiquidationListener;
import io.evenkeel.client.keeper.ListedMarket;
import io.evenkeel.client.keeper.MarketBoard;
import io.evenkeel.client.keeper.OpenLiquidation;
import io.evenkeel.client.keeper.OpenOrder;
import io.evenkeel.codecs.LiquidationEndedDecoder;
import io.evenkeel.tools.report.LiquidationFile;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * Shows the demonstration while it runs: a screen that is drawn anew in a terminal, one line every two seconds
 * elsewhere. Knows nothing but the feeds and what the run counted from feeds and answers.
 */
final class DemoView implements LiquidationListener, AutoCloseable {
    private static final long SCREEN_PERIOD_NS = 200_000_000L;
    private static final long LINE_PERIOD_NS = 2_000_000_000L;
    private static final long RATE_PERIOD_NS = 1_000_000_000L;
    private static final double UNITS_PER_WHOLE = 1e6;
    private static final double NS_PER_MS = 1e6;
    private static final double PPM_PER_PERCENT = 1e4;
    private static final int BAR_WIDTH = 60;

    /** Lines that are there whatever is being liquidated. */
    private static final int FIXED_LINES = 18;

    private final long[] firstMarks = new long[DemoMarket.SYMBOLS.size()];
    private final PrintWriter out;
    private final boolean isTerminal;
    private TerminalSize size;
    private Screen screen;
    private long nextNs = Long.MIN_VALUE;
    private String lastEnd = "none yet";
    private long rateFromNs;
    private long fillsThen;
    private long pricesThen;
    private double fillRate;
    private double priceRate;

    DemoView(final PrintWriter out, final boolean isTerminal) {
        this.out = out;
        this.isTerminal = isTerminal;
    }

    @Override
    public void onEnded(final long logPosition, final LiquidationEndedDecoder ended) {
        lastEnd = "no " + ended.liquidation() + " of account " + ended.account() + ", "
                + ended.outcome().name().toLowerCase(Locale.ROOT);
    }

    /** Shows how things stand, if it is time to. */
    void show(final DemoRun run, final LiquidationKeeper keeper, final long elapsedNs, final long lengthNs) {
        if (elapsedNs < nextNs) {
            return;
        }
        nextNs = elapsedNs + (isTerminal ? SCREEN_PERIOD_NS : LINE_PERIOD_NS);
        measureRates(run, elapsedNs);
        keeper.markets().markets().forEach(market -> firstMarks[market.instrument()] =
                firstMarks[market.instrument()] == 0 ? market.mark() : firstMarks[market.instrument()]);
        if (isTerminal) {
            enter();
            screen.draw(lines(run, keeper, elapsedNs, lengthNs));
        } else {
            out.println(line(run, keeper.markets(), elapsedNs));
            out.flush();
        }
    }

    /** Rates are those of the last whole second. */
    private void measureRates(final DemoRun run, final long elapsedNs) {
        final long periodNs = elapsedNs - rateFromNs;
        if (periodNs >= RATE_PERIOD_NS) {
            fillRate = (run.fillsAnswered() - fillsThen) * 1e9 / periodNs;
            priceRate = (run.pricesAccepted() - pricesThen) * 1e9 / periodNs;
            fillsThen = run.fillsAnswered();
            pricesThen = run.pricesAccepted();
            rateFromNs = elapsedNs;
        }
    }

    private List<String> lines(
            final DemoRun run, final LiquidationKeeper keeper, final long elapsedNs, final long lengthNs) {
        final List<String> lines = new ArrayList<>();
        final int filled = (int) Math.min(BAR_WIDTH, BAR_WIDTH * elapsedNs / lengthNs);
        lines.add(text("Evenkeel demo: %s", run.phase()));
        lines.add(text("[%s%s] %.1f of %.0f s",
                "#".repeat(filled), ".".repeat(BAR_WIDTH - filled), elapsedNs / 1e9, lengthNs / 1e9));
        lines.add("");
        addMarkets(lines, keeper.markets());
        lines.add("");
        addPace(lines, run);
        lines.add("");
        addLiquidations(lines, run, keeper);
        lines.add("");
        lines.add(text("insurance pool %,.2f USDC", run.insurance() / UNITS_PER_WHOLE));
        lines.add("ctrl-C ends it");
        return lines;
    }

    private void addMarkets(final List<String> lines, final MarketBoard markets) {
        lines.add(text("%-10s %14s %12s   %-10s %s", "market", "mark", "since open", "state", "oracles"));
        for (final ListedMarket market : markets.markets()) {
            final long first = firstMarks[market.instrument()];
            final double change = first == 0 ? 0 : 100.0 * (market.mark() - first) / first;
            lines.add(text("%-10s %,14.2f %+10.2f %%   %-10s %d", market.symbol(),
                    whole(market.mark(), market.priceExponent()), change, market.state(), market.freshSources()));
        }
    }

    private void addPace(final List<String> lines, final DemoRun run) {
        final Histogram latency = run.latency();
        lines.add(text("%-10s %14s %12s   fill to answer, ms", "", "answered", "a second"));
        lines.add(text("%-10s %,14d %,12.0f   p50 %8.2f   p90 %8.2f",
                "fills", run.fillsAnswered(), fillRate,
                latency.getValueAtPercentile(50) / NS_PER_MS,
                latency.getValueAtPercentile(90) / NS_PER_MS));
        lines.add(text("%-10s %,14d %,12.0f   p99 %8.2f   max %8.2f",
                "prices", run.pricesAccepted(), priceRate,
                latency.getValueAtPercentile(99) / NS_PER_MS,
                latency.getMaxValue() / NS_PER_MS));
    }

    private void addLiquidations(final List<String> lines, final DemoRun run, final LiquidationKeeper keeper) {
        final LiquidationFile file = run.books().liquidations();
        lines.add(text("liquidations: %,d started, %,d cured, %,d open; keepers made %,d bids, %,d traded",
                file.started(), file.cured(), file.open(), run.bids(), file.trades()));
        lines.add("last ended: " + lastEnd);
        lines.add(text("%6s %9s %10s   %-10s %-4s %14s %10s", "no", "account", "open for", "for sale", "side",
                "quantity", "discount"));
        final long nowMs = System.currentTimeMillis();
        final int room = Math.max(0, size.rows() - FIXED_LINES);
        keeper.board().open().stream()
                .limit(room)
                .forEach(open -> lines.add(liquidation(open, keeper.markets(), nowMs)));
        for (int i = keeper.board().open().size(); i < room; i++) {
            lines.add("");
        }
    }

    private static String liquidation(final OpenLiquidation open, final MarketBoard markets, final long nowMs) {
        final String head = text("%6d %9d %8.1f s", open.liquidation(), open.account(),
                Math.max(0, nowMs - open.breachTimeMs()) / 1e3);
        final OpenOrder order = open.order();
        if (order == null) {
            return head;
        }
        final ListedMarket market = markets.market(order.instrument());
        final long price = order.price(nowMs, market.mark(), market.tick());
        return head + text("   %-10s %-4s %,14.4f %8.2f %%", market.symbol(), order.side(),
                whole(order.quantity(), market.quantityExponent()),
                order.discountPpm(price, market.mark()) / PPM_PER_PERCENT);
    }

    private String line(final DemoRun run, final MarketBoard markets, final long elapsedNs) {
        final LiquidationFile liquidations = run.books().liquidations();
        final StringBuilder line = new StringBuilder(text("%5.1f s", elapsedNs / 1e9));
        for (final ListedMarket market : markets.markets()) {
            line.append(text("  %s %.2f", market.symbol(), whole(market.mark(), market.priceExponent())));
        }
        return line.append(text("  fills %d, p99 %.1f ms", run.fillsAnswered(),
                        run.latency().getValueAtPercentile(99) / NS_PER_MS))
                .append(text("  liquidations %d open, %d started, %d cured", liquidations.open(),
                        liquidations.started(), liquidations.cured()))
                .append(text("  insurance %.2f", run.insurance() / UNITS_PER_WHOLE))
                .toString();
    }

    private static double whole(final long mantissa, final int exponent) {
        return mantissa * Math.pow(10, exponent);
    }

    private static String text(final String format, final Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private void enter() {
        if (screen == null) {
            size = new TerminalSize();
            screen = new Screen(out, size::rows, size::columns);
        }
    }

    /** Gives the terminal back. */
    void leave() {
        if (screen != null) {
            size.close();
            screen.close();
            screen = null;
        }
    }

    @Override
    public void close() {
        leave();
    }
}
