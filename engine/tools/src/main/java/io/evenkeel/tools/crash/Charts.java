package io.evenkeel.tools.crash;

import java.awt.Color;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws the plots of a report as PNG. Needs no screen. */
final class Charts {
    private static final int WIDTH = 1_000;
    private static final int HEIGHT = 380;
    private static final int MOST_POINTS = 1_500;
    private static final double MS_OF_SECOND = 1_000;
    private static final int BUCKETS = 10;
    private static final int PERCENT = 100;
    private static final int LABEL_DEGREES = 20;

    private final List<CrashResult> results;

    static {
        System.setProperty("java.awt.headless", "true");
    }

    Charts(final List<CrashResult> results) {
        this.results = results;
    }

    /** {@return the path of the first market, and the marks that were made of it} */
    byte[] prices(final CrashSetting setting) throws IOException {
        final BookMarket market = setting.accounts().markets().get(0);
        final XYChart chart = overTime("Price of " + market.symbol() + ": path and marks", "price");
        final List<PricePath.Move> moves = setting.path().moves().stream()
                .filter(move -> move.symbol() == null || move.symbol().equals(market.symbol()))
                .toList();
        final double start = market.price(market.startPrice()).doubleValue();
        addSteps(
                chart,
                "path",
                moves.stream().mapToDouble(move -> move.timeMs() / MS_OF_SECOND).toArray(),
                moves.stream().mapToDouble(move -> start * move.ratio()).toArray());
        addAll(chart, "mark, ", sample -> market.price(sample.mark()).doubleValue());
        return png(chart);
    }

    /** {@return how many liquidations were open} */
    byte[] openLiquidations() throws IOException {
        final XYChart chart = overTime("Open liquidations", "liquidations");
        addAll(chart, "", Timeline.Sample::open);
        return png(chart);
    }

    /** {@return what the fund had} */
    byte[] insurance() throws IOException {
        final XYChart chart = overTime("Insurance fund", Money.SYMBOL);
        addAll(chart, "", sample -> Money.plotted(sample.insurance()));
        return png(chart);
    }

    private void addAll(final XYChart chart, final String prefix, final ToDoubleFunction<Timeline.Sample> figure) {
        for (final CrashResult result : results) {
            final List<Timeline.Sample> samples = result.timeline().samples();
            addSteps(
                    chart,
                    prefix + result.policyName(),
                    samples.stream().mapToDouble(sample -> sample.timeMs() / MS_OF_SECOND).toArray(),
                    samples.stream().mapToDouble(figure).toArray());
        }
    }

    /** Adds a line that stays where it is until the next point. */
    private static void addSteps(final XYChart chart, final String name, final double[] times, final double[] values) {
        final int stride = Math.max(1, times.length / MOST_POINTS);
        final int[] kept = IntStream.range(0, times.length)
                .filter(n -> n % stride == 0 || n == times.length - 1)
                .toArray();
        final double[] x = Arrays.stream(kept).mapToDouble(n -> times[n]).toArray();
        final double[] y = Arrays.stream(kept).mapToDouble(n -> values[n]).toArray();
        chart.addSeries(name, x, y).setMarker(SeriesMarkers.NONE);
    }

    private static XYChart overTime(final String title, final String unit) {
        final XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .theme(ChartTheme.Matlab)
                .title(title)
                .xAxisTitle("seconds")
                .yAxisTitle(unit)
                .build();
        final XYStyler styler = chart.getStyler();
        styler.setLegendPosition(LegendPosition.OutsideS);
        styler.setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Step);
        return chart;
    }

    /** {@return how much money each step of the waterfall moved} */
    byte[] steps() throws IOException {
        final List<Flow> flows = Arrays.stream(Flow.values()).filter(flow -> flow != Flow.MARKET).toList();
        final CategoryChart chart = bars("What each step moved from one to another", "", Money.SYMBOL);
        for (final CrashResult result : results) {
            chart.addSeries(
                    result.policyName(),
                    flows.stream().map(Flow::label).toList(),
                    flows.stream().map(flow -> Money.plotted(moved(result, flow))).toList());
        }
        return png(chart);
    }

    private static long moved(final CrashResult result, final Flow flow) {
        return Arrays.stream(Camp.values()).mapToLong(camp -> Math.max(0, result.reckoning().of(flow, camp))).sum();
    }

    /** {@return how many holders lost which part of their position to deleveraging} */
    byte[] deleveraging() throws IOException {
        final CategoryChart chart = bars(
                "Holders by the part of their position that deleveraging closed", "part, %", "holders");
        final List<String> labels = IntStream.range(0, BUCKETS)
                .mapToObj(n -> n * PERCENT / BUCKETS + "-" + (n + 1) * PERCENT / BUCKETS)
                .toList();
        for (final CrashResult result : results) {
            chart.addSeries(result.policyName(), labels, holders(result));
        }
        return png(chart);
    }

    private static List<Integer> holders(final CrashResult result) {
        final List<Integer> counts = new ArrayList<>();
        for (int n = 0; n < BUCKETS; n++) {
            final int bucket = n;
            counts.add((int) result.deleveraged().stream().filter(tally -> bucket(tally) == bucket).count());
        }
        return counts;
    }

    private static int bucket(final AccountTally tally) {
        return Math.min(BUCKETS - 1, (int) (tally.deleveragedPart() * BUCKETS));
    }

    private static CategoryChart bars(final String title, final String categories, final String unit) {
        final CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .theme(ChartTheme.Matlab)
                .title(title)
                .xAxisTitle(categories)
                .yAxisTitle(unit)
                .build();
        chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
        chart.getStyler().setXAxisLabelRotation(LABEL_DEGREES);
        return chart;
    }

    private static byte[] png(final Chart<?, ?> chart) throws IOException {
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        return BitmapEncoder.getBitmapBytes(chart, BitmapFormat.PNG);
    }
}
