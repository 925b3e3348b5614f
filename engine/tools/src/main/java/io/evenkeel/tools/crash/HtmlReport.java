package io.evenkeel.tools.crash;

import java.io.IOException;
import java.util.Base64;
import java.util.List;

/** Writes what came of the runs as one page that needs no other: no script, no link, plots inside it. */
final class HtmlReport {
    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <title>Crash lab</title>
            <style>
            body { font-family: sans-serif; margin: 2em auto; max-width: 1040px; color: #222; }
            table { border-collapse: collapse; margin: 1em 0; font-size: 85%; }
            td, th { padding: 0.25em 0.7em; border-bottom: 1px solid #ddd; text-align: right; }
            td:first-child, th:first-child { text-align: left; }
            tr:last-child td { font-weight: bold; }
            img { width: 100%; margin: 0.5em 0; }
            </style>
            </head>
            <body>
            <h1>Crash lab</h1>
            """;

    private final StringBuilder page = new StringBuilder(HEAD);

    private HtmlReport() {
    }

    /** {@return the page} */
    static String page(final CrashSetting setting, final List<CrashResult> results) throws IOException {
        final HtmlReport report = new HtmlReport();
        setting.lines().forEach(line -> report.element("p", line));
        report.element("h2", "Side by side");
        report.table(results.stream().map(CrashResult::policyName).toList(), Summary.rows(results));
        report.plots(setting, results);
        for (final CrashResult result : results) {
            report.element("h2", "Who lost what, " + result.policyName() + ", " + Money.SYMBOL);
            report.table(LossTable.heads(result), LossTable.rows(result));
        }
        report.element("p", "Each row sums to zero, and each column's sum is the change in the ledger, to the unit:"
                + " compared account by account.");
        return report.page.append("</body>\n</html>\n").toString();
    }

    private void plots(final CrashSetting setting, final List<CrashResult> results) throws IOException {
        final Charts charts = new Charts(results);
        plot("price path and marks", charts.prices(setting));
        plot("open liquidations over time", charts.openLiquidations());
        plot("insurance fund over time", charts.insurance());
        plot("money moved by each step", charts.steps());
        plot("holders by the part that deleveraging closed", charts.deleveraging());
    }

    private void plot(final String what, final byte[] png) {
        page.append("<img alt=\"").append(escaped(what)).append("\" src=\"data:image/png;base64,")
                .append(Base64.getEncoder().encodeToString(png)).append("\"/>\n");
    }

    private void table(final List<String> heads, final List<Summary.Row> rows) {
        page.append("<table>\n<tr><th></th>");
        heads.forEach(head -> page.append("<th>").append(escaped(head)).append("</th>"));
        page.append("</tr>\n");
        for (final Summary.Row row : rows) {
            page.append("<tr><td>").append(escaped(row.label())).append("</td>");
            row.cells().forEach(cell -> page.append("<td>").append(escaped(cell)).append("</td>"));
            page.append("</tr>\n");
        }
        page.append("</table>\n");
    }

    private void element(final String tag, final String text) {
        page.append('<').append(tag).append('>').append(escaped(text)).append("</").append(tag).append(">\n");
    }

    private static String escaped(final String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
