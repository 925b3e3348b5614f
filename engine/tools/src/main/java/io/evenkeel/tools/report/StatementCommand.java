package io.evenkeel.tools.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** An account's statement, day by day. */
@Command(
        name = "statement",
        description = {
            "Tells what moved the balances of an account, by UTC day and asset, from a node's audit feed.",
            "",
            "A day's closing balance is its opening balance and the sum of its columns; the last one is the ledger's.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  evenkeel statement 7",
            "  evenkeel statement 7 --from 2026-01-01 --to 2026-01-31 --json"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it reconciles",
            "1:it does not, there is no such account, or no node could be reached",
            "2:wrong call"
        },
        mixinStandardHelpOptions = true)
public final class StatementCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ACCOUNT", description = "Account id.")
    private long id;

    @Option(names = "--from", description = "First day, such as 2026-01-01.")
    private LocalDate from;

    @Option(names = "--to", description = "Last day.")
    private LocalDate to;

    @Mixin
    private AuditSource source;

    @Spec
    private CommandSpec spec;

    /** Made by picocli. */
    StatementCommand() {
    }

    @Override
    public Integer call() throws IOException {
        final AuditBooks books = source.read(spec, id).books();
        if (books.find(id) == null) {
            spec.commandLine().getErr().println("statement: there is no account " + id);
            return 1;
        }
        final ObjectNode report = report(books, id, from, to);
        ReportPage.print(spec.commandLine().getOut(), report, source.isJson());
        return report.get("reconciles").asBoolean() ? 0 : 1;
    }

    static ObjectNode report(final AuditBooks books, final long account, final LocalDate from, final LocalDate to) {
        final ObjectNode report = new ObjectMapper().createObjectNode().put("account", account);
        final ArrayNode days = new ObjectMapper().createArrayNode();
        boolean reconciles = books.complaints().isEmpty();
        for (final Map.Entry<Integer, Map<Long, Map<Cause, Long>>> asset :
                books.statement().assets().entrySet()) {
            long balance = 0;
            for (final Map.Entry<Long, Map<Cause, Long>> day : asset.getValue().entrySet()) {
                final LocalDate date = LocalDate.ofEpochDay(day.getKey());
                final long closing = balance + day.getValue().values().stream().mapToLong(Long::longValue).sum();
                if ((from == null || !date.isBefore(from)) && (to == null || !date.isAfter(to))) {
                    put(days.addObject().put("day", date.toString()), books, asset.getKey(), day.getValue(), balance,
                            closing);
                }
                balance = closing;
            }
            reconciles &= balance == books.money().balance(Holder.account(account), asset.getKey());
        }
        report.put("reconciles", reconciles).set("days", days);
        return report;
    }

    private static void put(
            final ObjectNode row,
            final AuditBooks books,
            final int asset,
            final Map<Cause, Long> amounts,
            final long opening,
            final long closing) {
        row.put("asset", books.units().symbol(asset))
                .put("opening", books.units().amount(asset, opening).toPlainString());
        for (final Cause cause : Cause.values()) {
            row.put(
                    cause.name().toLowerCase(java.util.Locale.ROOT),
                    books.units().amount(asset, amounts.getOrDefault(cause, 0L)).toPlainString());
        }
        row.put("closing", books.units().amount(asset, closing).toPlainString());
    }
}
