package io.evenkeel.tools.crash;

import io.evenkeel.codecs.LiquidationOutcome;
import io.evenkeel.tools.crash.WaterfallSteps.Closing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The figures by which runs are compared, a row a figure, a column a run. */
final class Summary {
    private static final double PERCENT = 100;
    private static final double MS_OF_SECOND = 1_000;

    private final List<CrashResult> results;
    private final List<Row> rows = new ArrayList<>();

    /**
     * A figure.
     *
     * @param label what it is.
     * @param cells what it is in each run.
     */
    record Row(String label, List<String> cells) {
    }

    private Summary(final List<CrashResult> results) {
        this.results = results;
    }

    /** {@return the rows for some runs} */
    static List<Row> rows(final List<CrashResult> results) {
        final Summary summary = new Summary(results);
        summary.put("breaches", it -> count(it.solvency().breaches()));
        for (final LiquidationOutcome outcome : List.of(
                LiquidationOutcome.CURED, LiquidationOutcome.EMPTIED, LiquidationOutcome.BANKRUPT)) {
            summary.put("  ended " + outcome.name().toLowerCase(Locale.ROOT),
                    it -> count(it.solvency().ended(outcome)));
        }
        summary.put("  still open", it -> count(it.solvency().open()));
        summary.put("most open at once", it -> count(it.timeline().mostOpen()));
        summary.put("first breach to last end", it -> seconds(it.solvency().untilLastEndMs()));
        summary.put("first breach to all solvent", it -> seconds(it.solvency().untilSolventMs()));
        for (final Closing closing : Closing.values()) {
            summary.put("closed by " + closing.label(), it -> closed(it.losses().steps().of(closing)));
        }
        summary.put("holders deleveraged", it -> count(it.deleveraged().size()));
        summary.put("  closed of one at most", it -> Money.shown(it.largestDeleveraged()));
        summary.put("  of its own position at most", it -> percent(it.largestDeleveragedPart()));
        summary.put("insurance at least", it -> Money.shown(it.timeline().leastInsurance()));
        summary.put("missing, charged to holders", it -> Money.shown(it.losses().steps().missing()));
        summary.put("left in debt, nobody paid", it -> Money.shown(it.reckoning().debts()));
        summary.put("market halted", it -> it.solvency().wasHalted() ? "yes" : "no");
        summary.put("lost = gained", it -> Money.shown(it.reckoning().lost()));
        summary.put("state hash", CrashResult::hash);
        return summary.rows;
    }

    private void put(final String label, final Function<CrashResult, String> figure) {
        rows.add(new Row(label, results.stream().map(figure).toList()));
    }

    private static String count(final long number) {
        return String.format("%,d", number);
    }

    private static String closed(final WaterfallSteps.Count count) {
        return count.trades() == 0
                ? "-"
                : Money.shown(count.notional()) + " in " + count(count.liquidations());
    }

    private static String seconds(final long ms) {
        return ms < 0 ? "-" : String.format("%,.2f s", ms / MS_OF_SECOND);
    }

    private static String percent(final double part) {
        return String.format("%.2f %%", PERCENT * part);
    }
}
