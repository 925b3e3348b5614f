package io.evenkeel.perf.report;

import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/**
 * One benchmark at one size.
 *
 * @param benchmark   class and method.
 * @param accounts    accounts of the population; 0 where there is none.
 * @param collaterals assets that each account has as collateral; 0 where it makes no difference.
 * @param iterations  measured iterations.
 * @param medianNs    median over iterations of the wall time of one operation, ns.
 * @param leastNs     least of them.
 * @param largestNs   largest of them.
 * @param perCommand  what the engine did, by counter, for each command, over all iterations; {@code cpuNs} is the
 *                    processor time.
 */
public record Figure(
        String benchmark,
        int accounts,
        int collaterals,
        long iterations,
        double medianNs,
        double leastNs,
        double largestNs,
        Map<String, Double> perCommand) {
    private static final String COMMANDS = "commands";
    private static final int MEDIAN = 50;

    /** {@return the figures of JMH's results} */
    public static Figure of(final RunResult run) {
        final Statistics statistics = run.getPrimaryResult().getStatistics();
        return new Figure(
                shortName(run.getParams().getBenchmark()),
                parameter(run, "accounts"),
                parameter(run, "collaterals"),
                statistics.getN(),
                statistics.getPercentile(MEDIAN),
                statistics.getMin(),
                statistics.getMax(),
                perCommand(run));
    }

    private static int parameter(final RunResult run, final String name) {
        final String value = run.getParams().getParam(name);
        return value == null ? 0 : Integer.parseInt(value);
    }

    private static String shortName(final String benchmark) {
        final String[] parts = benchmark.split("\\.", -1);
        return parts[parts.length - 2].replace("Benchmark", "") + "." + parts[parts.length - 1];
    }

    private static Map<String, Double> perCommand(final RunResult run) {
        final Map<String, Double> totals = new TreeMap<>();
        run.getAggregatedResult().getSecondaryResults().forEach((label, sum) -> totals.put(label, sum.getScore()));
        final Double commands = totals.remove(COMMANDS);
        if (commands != null) {
            totals.replaceAll((label, total) -> total / commands);
        }
        return totals;
    }

    /** {@return what the engine did for each command; 0 where it was not counted} */
    double perCommand(final String counter) {
        return perCommand.getOrDefault(counter, 0.0);
    }
}
