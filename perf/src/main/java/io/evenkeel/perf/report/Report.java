package io.evenkeel.perf.report;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * All figures of a run with what they were made by.
 *
 * @param command command line.
 * @param machine where it ran.
 * @param figures what was found.
 */
public record Report(String command, Machine machine, List<Figure> figures) {
    private static final String FILL = "Fill.fill";
    private static final String TICK = "Tick.tick";
    private static final String SCAN = "FullScan.scan";
    private static final String PLAIN = "Signature.gatePlain";
    private static final String SIGNED = "Signature.gateSigned";

    /** Prints the table. */
    public void print(final PrintWriter out) {
        out.printf("%n%s%n%s, %d cores, huge pages %s, %s, load %.1f at the start%n%n",
                command, machine.processor(), machine.cores(), machine.hugePages(), machine.java(), machine.load());
        out.printf(Locale.ROOT, "%-16s %9s %6s %5s %12s %12s %12s %12s %8s %8s %9s %9s%n",
                "ns/operation", "accounts", "assets", "n", "median", "least", "largest", "cpu",
                "judged", "slack", "breaches", "refused");
        for (final Figure figure : figures) {
            printRow(out, figure);
        }
        figures.stream().mapToInt(Figure::accounts).distinct().forEach(accounts -> printSummary(out, accounts));
        out.flush();
    }

    private static void printRow(final PrintWriter out, final Figure figure) {
        out.printf(Locale.ROOT, "%-16s %9d %6d %5d %12.0f %12.0f %12.0f %12.0f %8.2f %8.2f %9.1e %9.1e%n",
                figure.benchmark(), figure.accounts(), figure.collaterals(), figure.iterations(),
                figure.medianNs(), figure.leastNs(), figure.largestNs(), figure.perCommand("cpuNs"),
                figure.perCommand("evaluations"), figure.perCommand("slackMoves"),
                figure.perCommand("breaches"), figure.perCommand("refused"));
    }

    private void printSummary(final PrintWriter out, final int accounts) {
        out.println();
        find(FILL, accounts).ifPresent(fill -> out.printf(Locale.ROOT,
                "%,d accounts: %.2f us per fill leg%n", accounts, fill.medianNs() / 2_000));
        find(TICK, accounts).ifPresent(tick -> out.printf(Locale.ROOT,
                "%,d accounts: %.2f us and %.2f account evaluations per tick%n",
                accounts, tick.medianNs() / 1_000, tick.perCommand("evaluations")));
        find(SCAN, accounts).ifPresent(scan -> printScan(out, scan));
        find(SIGNED, accounts).ifPresent(signed -> find(PLAIN, accounts).ifPresent(plain -> out.printf(Locale.ROOT,
                "%.2f us of processor time per command for its authentication code%n",
                (signed.perCommand("cpuNs") - plain.perCommand("cpuNs")) / 1_000)));
    }

    private void printScan(final PrintWriter out, final Figure scan) {
        out.printf(Locale.ROOT, "%,d accounts: %.1f us to scan the %,.0f holders of an instrument",
                scan.accounts(), scan.medianNs() / 1_000, scan.perCommand("evaluations"));
        find(TICK, scan.accounts()).ifPresent(tick -> out.printf(Locale.ROOT,
                ", %,.0f times a tick", scan.medianNs() / tick.medianNs()));
        out.println();
    }

    private Optional<Figure> find(final String benchmark, final int accounts) {
        return figures.stream()
                .filter(figure -> figure.benchmark().equals(benchmark) && figure.accounts() == accounts)
                .findFirst();
    }
}
