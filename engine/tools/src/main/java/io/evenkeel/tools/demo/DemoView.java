package io.evenkeel.tools.demo;

import io.evenkeel.codecs.MarketPriceDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.PriceState;
import java.io.PrintWriter;
import org.HdrHistogram.Histogram;
import org.agrona.DirectBuffer;

/**
 * Shows the demonstration while it runs: a screen that is drawn anew in a terminal, one line every two seconds
 * elsewhere. Knows nothing but the market feed and what the run counted from feeds and answers.
 */
final class DemoView {
    private static final long SCREEN_PERIOD_NS = 250_000_000L;
    private static final long LINE_PERIOD_NS = 2_000_000_000L;
    private static final double UNITS_PER_WHOLE = 1e6;
    private static final double NS_PER_US = 1e3;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final MarketPriceDecoder price = new MarketPriceDecoder();
    private final long[] marks = new long[DemoMarket.SYMBOLS.size()];
    private final PriceState[] states = new PriceState[DemoMarket.SYMBOLS.size()];
    private final PrintWriter out;
    private final boolean isTerminal;
    private long nextNs = Long.MIN_VALUE;

    DemoView(final PrintWriter out, final boolean isTerminal) {
        this.out = out;
        this.isTerminal = isTerminal;
    }

    /** Takes one event of the market feed. */
    void onMarketEvent(final DirectBuffer buffer, final int offset) {
        header.wrap(buffer, offset);
        if (header.templateId() == MarketPriceDecoder.TEMPLATE_ID) {
            price.wrapAndApplyHeader(buffer, offset, header);
            marks[price.priced()] = price.mark();
            states[price.priced()] = price.state();
        }
    }

    /** Shows how things stand, if it is time to. */
    void show(final DemoRun run, final long elapsedNs, final long lengthNs) {
        if (elapsedNs < nextNs) {
            return;
        }
        nextNs = elapsedNs + (isTerminal ? SCREEN_PERIOD_NS : LINE_PERIOD_NS);
        if (isTerminal) {
            drawScreen(run, elapsedNs, lengthNs);
        } else {
            writeLine(run, elapsedNs);
        }
        out.flush();
    }

    private void drawScreen(final DemoRun run, final long elapsedNs, final long lengthNs) {
        final FeedLedger ledger = run.ledger();
        final Histogram latency = run.latency();
        out.print("\u001b[H\u001b[2J");
        out.printf("Evenkeel demo  %.1f of %.0f s%n%n", elapsedNs / 1e9, lengthNs / 1e9);
        for (int i = 0; i < marks.length; i++) {
            out.printf("  %-9s %,12.2f  %s%n", DemoMarket.SYMBOLS.get(i), whole(i), states[i]);
        }
        out.printf("%n  fills        %,10d  (%,.0f/s)%n", run.fillsSent(), rate(run.fillsSent(), elapsedNs));
        out.printf("  prices       %,10d  (%,.0f/s)%n", run.pricesAccepted(), rate(run.pricesAccepted(), elapsedNs));
        out.printf("  fill to answer   p50 %,.0f us   p99 %,.0f us   max %,.0f us%n",
                latency.getValueAtPercentile(50) / NS_PER_US,
                latency.getValueAtPercentile(99) / NS_PER_US,
                latency.getMaxValue() / NS_PER_US);
        out.printf("%n  liquidations open %,d, started %,d, cured %,d%n",
                ledger.openLiquidations(), ledger.liquidationsStarted(), ledger.cured());
        out.printf("  bids %,d, traded %,d%n", run.bids(), ledger.liquidationTrades());
        out.printf("  insurance    %,14.2f USDC%n", ledger.insurance() / UNITS_PER_WHOLE);
    }

    private void writeLine(final DemoRun run, final long elapsedNs) {
        final FeedLedger ledger = run.ledger();
        final StringBuilder line = new StringBuilder(String.format("%5.1f s", elapsedNs / 1e9));
        for (int i = 0; i < marks.length; i++) {
            line.append(String.format("  %s %.2f", DemoMarket.SYMBOLS.get(i), whole(i)));
        }
        line.append(String.format(
                "  fills %d  p99 %.0f us  liquidations %d open, %d started, %d cured  insurance %.2f",
                run.fillsSent(),
                run.latency().getValueAtPercentile(99) / NS_PER_US,
                ledger.openLiquidations(),
                ledger.liquidationsStarted(),
                ledger.cured(),
                ledger.insurance() / UNITS_PER_WHOLE));
        out.println(line);
    }

    private double whole(final int instrument) {
        return marks[instrument] * Math.pow(10, DemoMarket.PRICE_EXPONENT);
    }

    private static double rate(final long count, final long elapsedNs) {
        return elapsedNs == 0 ? 0 : count * 1e9 / elapsedNs;
    }
}
