package io.evenkeel.tools.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.codecs.PricedKind;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sources of prices, and how often each was wrong. */
@Command(
        name = "sources",
        description = {
            "Lists the sources of each price and how often each was wrong since it was configured, from a node's audit",
            "feed or its last snapshot.",
            "",
            "outliers are submissions beyond the band of the median of three or more; late those that were older than",
            "allowed, or came after a later one (STALE_PRICE); refused those with a bad price or time (BAD_PRICE,",
            "BAD_TIME). The feed tells counts some time after they changed, one source a timer; in a snapshot they are",
            "exact.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  evenkeel sources",
            "  evenkeel sources --symbol BTC-PERP --json",
            "  evenkeel sources --snapshot ~/.evenkeel/cluster/node-0"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:printed", "1:no node could be reached, or no sound snapshot is there", "2:wrong call"},
        mixinStandardHelpOptions = true)
public final class SourcesCommand implements Callable<Integer> {
    @Option(names = "--symbol", paramLabel = "SYMBOL", description = "Only those of this asset or instrument.")
    private String symbol;

    @Mixin
    private AuditSource source;

    @Mixin
    private SnapshotSource snapshot;

    @Spec
    private CommandSpec spec;

    /** Made by picocli. */
    SourcesCommand() {
    }

    @Override
    public Integer call() throws IOException {
        final ObjectNode report = snapshot.isGiven() ? ofSnapshot() : ofFeed();
        ReportPage.print(spec.commandLine().getOut(), report, source.isJson());
        return 0;
    }

    private ObjectNode ofFeed() throws IOException {
        final AuditBooks books = new AuditBooks();
        final PriceSources sources = new PriceSources();
        source.read(spec, books, sources);
        return put(new ObjectMapper().createObjectNode(), sources, books.units(), symbol);
    }

    private ObjectNode ofSnapshot() {
        final SnapshotBooks books = snapshot.read();
        return put(books.begin(), PriceSources.of(books), books.units(), symbol);
    }

    static ObjectNode put(
            final ObjectNode report, final PriceSources sources, final Units units, final String wanted) {
        final ArrayNode rows = report.putArray("sources");
        sources.all().forEach((key, counts) -> {
            final String symbol = key.kind() == PricedKind.ASSET
                    ? units.symbol(key.priced())
                    : units.market(key.priced()).symbol();
            if (wanted == null || wanted.equals(symbol)) {
                rows.addObject()
                        .put("symbol", symbol)
                        .put("kind", key.kind().name())
                        .put("source", key.source())
                        .put("participant", counts.participant())
                        .put("weight", counts.weight())
                        .put("outliers", counts.outliers())
                        .put("late", counts.late())
                        .put("refused", counts.refused());
            }
        });
        return report.put("count", rows.size());
    }
}
