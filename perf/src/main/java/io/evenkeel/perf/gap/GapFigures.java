package io.evenkeel.perf.gap;

import io.evenkeel.perf.market.Market;
import io.evenkeel.perf.market.Population;
import io.evenkeel.perf.report.Machine;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * What runs of a gap found; times are medians over runs.
 *
 * @param command         command line.
 * @param machine         where it ran.
 * @param accounts        accounts of the population.
 * @param holders         those that hold the instrument.
 * @param gapPpm          by how much its price moved.
 * @param runs            how many runs.
 * @param evaluated       accounts evaluated because of it.
 * @param spared          accounts that got new room without being evaluated.
 * @param orders          accounts that breached by it: their orders went out.
 * @param entries         log entries until the last of these orders, the gap's price the first.
 * @param frozenFills     fills refused meanwhile, because an account was in liquidation.
 * @param nsPerEvaluation processor time for each account evaluated, until the first order.
 * @param nsPerOrder      processor time for each order.
 * @param firstOrderNs    wall time until the first order, fills and other traffic included.
 * @param lastOrderNs     wall time until the last order.
 * @param lastOrdersNs    that of each run.
 * @param slice           processor time of log entries: the median of all runs for each.
 * @param sliceOfAny      processor time of log entries of all runs.
 * @param waited          wall time of log entries of all runs: what a fill behind it waits.
 * @param calm            processor time of log entries of the same traffic before the gap.
 * @param control         processor time of a piece of arithmetic after each log entry.
 */
public record GapFigures(
        String command,
        Machine machine,
        int accounts,
        int holders,
        int gapPpm,
        int runs,
        long evaluated,
        long spared,
        long orders,
        int entries,
        long frozenFills,
        long nsPerEvaluation,
        long nsPerOrder,
        long firstOrderNs,
        long lastOrderNs,
        List<Long> lastOrdersNs,
        Spread slice,
        Spread sliceOfAny,
        Spread waited,
        Spread calm,
        Spread control) {

    private static final double PPM_PER_PERCENT = 10_000;
    private static final double NS_PER_MS = 1e6;
    private static final double NS_PER_US = 1e3;
    private static final double MS_PER_S = 1e3;
    /** A node's, where nothing else says so. */
    private static final int TIMER_MS = 50;
    private static final int BUSY_RATE = 20_000;

    /** {@return the figures of runs of the same entries} */
    static GapFigures of(
            final String command,
            final Machine machine,
            final Population population,
            final int gapPpm,
            final List<GapRun> runs) {
        final GapRun any = runs.get(0);
        return new GapFigures(
                command,
                machine,
                population.accounts(),
                population.holders(GapTraffic.INSTRUMENT),
                gapPpm,
                runs.size(),
                any.evaluated(),
                any.spared(),
                any.orders(),
                any.entriesToLast(),
                any.frozen(),
                median(runs, GapRun::evaluationNs) / Math.max(1, any.evaluated()),
                median(runs, GapRun::orderNs) / Math.max(1, any.orders()),
                median(runs, GapRun::wallToFirstNs),
                median(runs, GapRun::wallToLastNs),
                runs.stream().map(GapRun::wallToLastNs).toList(),
                Spread.ofMedians(times(runs, run -> run.gapTimes().cpuNs())),
                Spread.ofAll(times(runs, run -> run.gapTimes().cpuNs())),
                Spread.ofAll(times(runs, run -> run.gapTimes().wallNs())),
                Spread.ofMedians(times(runs, run -> run.calmTimes().cpuNs())),
                Spread.ofAll(times(runs, run -> run.gapTimes().controlNs())));
    }

    private static long median(final List<GapRun> runs, final ToLongFunction<GapRun> figure) {
        return Spread.median(runs.stream().mapToLong(figure).toArray());
    }

    private static long[][] times(final List<GapRun> runs, final Function<GapRun, long[]> timesNs) {
        return runs.stream().map(timesNs).toArray(long[][]::new);
    }

    /** {@return processor time of evaluations and orders for each account evaluated, ns} */
    public long nsPerEvaluationAndOrder() {
        return nsPerEvaluation + nsPerOrder * orders / Math.max(1, evaluated);
    }

    /** Prints them. */
    void print(final PrintWriter out) {
        out.printf(Locale.ROOT, "%n%s%n%s, %d cores, huge pages %s, %s, load %.1f at the start%n%n",
                command, machine.processor(), machine.cores(), machine.hugePages(), machine.java(), machine.load());
        out.printf(Locale.ROOT, "%,d accounts x %d positions in %d instruments; %.1f %% in one that %,d hold; "
                        + "median of %d runs%n",
                accounts, Population.POSITIONS, Market.INSTRUMENTS, gapPpm / PPM_PER_PERCENT, holders, runs);
        out.printf(Locale.ROOT, "  %,d accounts evaluated, %d ns each; %,d more found room without%n",
                evaluated, nsPerEvaluation, spared);
        out.printf(Locale.ROOT, "  %,d breached, their orders %d ns each; both together %d ns per account evaluated%n",
                orders, nsPerOrder, nsPerEvaluationAndOrder());
        out.printf(Locale.ROOT, "  first order after %.1f ms, last after %.1f ms (runs: %s), in %,d log entries: "
                        + "as many fills and others; %,d fills refused, frozen%n",
                firstOrderNs / NS_PER_MS, lastOrderNs / NS_PER_MS,
                String.join(", ", lastOrdersNs.stream()
                        .map(ns -> String.format(Locale.ROOT, "%.1f", ns / NS_PER_MS)).toList()),
                entries, frozenFills);
        out.printf(Locale.ROOT, "  the last order at %,d log entries a second: %.1f s; by %d ms timers alone: %.0f s%n",
                BUSY_RATE, (double) entries / BUSY_RATE, TIMER_MS, entries * TIMER_MS / MS_PER_S);
        out.printf(Locale.ROOT, "  us of a log entry%28s %10s %10s%n", "p50", "p99", "longest");
        print(out, "with a slice, median of runs", slice);
        print(out, "with a slice, all runs", sliceOfAny);
        print(out, "with a slice, wall time", waited);
        print(out, "in calm, median of runs", calm);
        print(out, "control: arithmetic, all runs", control);
        out.flush();
    }

    private static void print(final PrintWriter out, final String row, final Spread spread) {
        out.printf(Locale.ROOT, "    %-31s %10.1f %10.1f %10.1f%n",
                row, spread.p50Ns() / NS_PER_US, spread.p99Ns() / NS_PER_US, spread.longestNs() / NS_PER_US);
    }
}
