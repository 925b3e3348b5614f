package io.evenkeel.tools.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One settlement cycle. */
@Command(
        name = "cycle",
        description = {
            "Tells a settlement cycle, from a node's audit feed: its marks, what it settled, its batch record.",
            "",
            "The hash of the record is worked out anew from the events of the cycle, and so are those of all cycles"
                    + " before, to which it is chained.",
            ""
        },
        footer = {"", "Examples:", "  evenkeel cycle 3", "  evenkeel cycle 3 --json"},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:its batch record and all before it hold",
            "1:one does not, there was no such cycle, or no node could be reached",
            "2:wrong call"
        },
        mixinStandardHelpOptions = true)
public final class CycleCommand implements Callable<Integer> {
    @Parameters(paramLabel = "N", description = "Cycle id: 1, 2, 3 ...")
    private long id;

    @Mixin
    private AuditSource source;

    @Spec
    private CommandSpec spec;

    /** Made by picocli. */
    CycleCommand() {
    }

    @Override
    public Integer call() throws IOException {
        final AuditBooks books = source.read(spec, 0).books();
        if (books.cycles().find(id) == null) {
            spec.commandLine().getErr().println("cycle: there was no cycle " + id + "; there were "
                    + books.cycles().all().size());
            return 1;
        }
        final ObjectNode report = report(books, id);
        ReportPage.print(spec.commandLine().getOut(), report, source.isJson());
        return report.get("holds").asBoolean() ? 0 : 1;
    }

    static ObjectNode report(final AuditBooks books, final long id) {
        final CycleFile.Cycle cycle = books.cycles().find(id);
        final List<String> faults = books.cycles().faults(id);
        final ObjectNode report = new ObjectMapper()
                .createObjectNode()
                .put("cycle", id)
                .put("started", Instant.ofEpochMilli(cycle.startedMs()).toString())
                .put("closed", cycle.batch() != null)
                .put("holds", faults.isEmpty());
        if (cycle.batch() != null) {
            final CycleFile.Batch batch = cycle.batch();
            report.put("accounts", batch.accounts())
                    .put("positions", batch.positions())
                    .put("positionsLeft", batch.positionsLeft())
                    .put("instructions", batch.instructions())
                    .put("debits", batch.debits())
                    .put("credits", batch.credits())
                    .put("instructionsHash", HexFormat.of().toHexDigits(batch.instructionsHash()))
                    .put("previousHash", HexFormat.of().toHexDigits(batch.previousHash()))
                    .put("hash", HexFormat.of().toHexDigits(batch.hash()));
        }
        final ArrayNode marks = report.putArray("marks");
        cycle.marks().forEach((instrument, mark) -> {
            final Market market = books.units().market(instrument);
            marks.addObject()
                    .put("instrument", market.symbol())
                    .put("mark", mark == 0 ? "left to the next" : market.price(mark).toPlainString());
        });
        final ArrayNode totals = report.putArray("settled");
        cycle.totals().forEach((asset, sides) -> totals.addObject()
                .put("asset", books.units().symbol(asset))
                .put("debits", books.units().amount(asset, sides[0]).toPlainString())
                .put("credits", books.units().amount(asset, sides[1]).toPlainString()));
        faults.forEach(report.putArray("faults")::add);
        return report;
    }
}
