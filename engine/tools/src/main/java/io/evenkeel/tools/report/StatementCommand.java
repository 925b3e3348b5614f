package io.evenkeel.tools.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Collection;
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
            "A day's closing balance is its opening balance and the sum of the columns between them; the last one is"
                    + " the ledger's.",
            "realisedProfit is on entry cost, whatever settlement cycles paid meanwhile: over the life of a position it"
                    + " sums to trading and settlement.",
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
        for (final Map.Entry<Integer, Map<Long, StatementBook.Day>> asset :
                books.statement().assets().entrySet()) {
            long balance = 0;
            for (final Map.Entry<Long, StatementBook.Day> day : asset.getValue().entrySet()) {
                final LocalDate date = LocalDate.ofEpochDay(day.getKey());
                final long closing = Math.addExact(balance, day.getValue().change());
                if ((from == null || !date.isBefore(from)) && (to == null || !date.isAfter(to))) {
                    put(days.addObject().put("day", date.toString()), books, asset.getKey(), day.getValue(), balance,
                            closing);
                }
                balance = closing;
            }
            reconciles &= balance == books.money().balance(Holder.account(account), asset.getKey())
                    && isProfitPaid(asset.getValue().values(), paidAhead(books, account, asset.getKey()));
        }
        report.put("reconciles", reconciles).set("days", days);
        return report;
    }

    /** Whether what positions paid is what they realised, and what cycles paid ahead to those that are still open. */
    private static boolean isProfitPaid(final Collection<StatementBook.Day> days, final long paidAhead) {
        return days.stream().mapToLong(StatementBook.Day::paidByPositions).sum()
                == days.stream().mapToLong(StatementBook.Day::realisedProfit).sum() + paidAhead;
    }

    private static long paidAhead(final AuditBooks books, final long account, final int asset) {
        return books.file(account).holdings().entrySet().stream()
                .filter(held -> books.units().market(held.getKey()).settlementAsset() == asset)
                .mapToLong(held -> held.getValue().entryValue() - held.getValue().entryCost())
                .sum();
    }

    private static void put(
            final ObjectNode row,
            final AuditBooks books,
            final int asset,
            final StatementBook.Day day,
            final long opening,
            final long closing) {
        row.put("asset", books.units().symbol(asset))
                .put("opening", books.units().amount(asset, opening).toPlainString());
        for (final Cause cause : Cause.values()) {
            row.put(
                    cause.name().toLowerCase(java.util.Locale.ROOT),
                    books.units().amount(asset, day.amount(cause)).toPlainString());
        }
        row.put("closing", books.units().amount(asset, closing).toPlainString())
                .put("realisedProfit", books.units().amount(asset, day.realisedProfit()).toPlainString());
    }
}
