package io.evenkeel.tools.crash;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Prints what came of the runs as tables. */
final class TextReport {
    private final PrintWriter out;

    TextReport(final PrintWriter out) {
        this.out = out;
    }

    void print(final CrashSetting setting, final List<CrashResult> results) {
        setting.lines().forEach(out::println);
        out.println();
        table("", results.stream().map(CrashResult::policyName).toList(), Summary.rows(results));
        for (final CrashResult result : results) {
            out.println();
            table(
                    "who lost what, " + result.policyName() + ", " + Money.SYMBOL,
                    LossTable.heads(result),
                    LossTable.rows(result));
        }
        out.flush();
    }

    private void table(final String title, final List<String> heads, final List<Summary.Row> rows) {
        final List<Summary.Row> all = new ArrayList<>();
        all.add(new Summary.Row(title, heads));
        all.addAll(rows);
        final int first = all.stream().mapToInt(row -> row.label().length()).max().orElse(0);
        final int[] widths = new int[heads.size()];
        for (final Summary.Row row : all) {
            for (int n = 0; n < widths.length; n++) {
                widths[n] = Math.max(widths[n], row.cells().get(n).length());
            }
        }
        for (final Summary.Row row : all) {
            final StringBuilder line = new StringBuilder(padded(row.label(), first, false));
            for (int n = 0; n < widths.length; n++) {
                line.append("  ").append(padded(row.cells().get(n), widths[n], true));
            }
            out.println(line);
        }
    }

    private static String padded(final String text, final int width, final boolean isRight) {
        final String blanks = " ".repeat(Math.max(0, width - text.length()));
        return isRight ? blanks + text : text + blanks;
    }
}
