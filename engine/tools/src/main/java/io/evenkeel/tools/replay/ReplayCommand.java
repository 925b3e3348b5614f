package io.evenkeel.tools.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.core.EngineLimits;
import io.evenkeel.node.launch.LimitsKind;
import io.evenkeel.node.launch.NodeProperty;
import io.evenkeel.tools.Progress;
import io.evenkeel.tools.cluster.Clusters;
import io.evenkeel.tools.cluster.RunningCluster;
import io.evenkeel.tools.cluster.StateHashes;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Sends a recorded file through the wire into a real cluster and compares. */
@Command(
        name = "replay",
        description = {
            "Sends a recorded file through the wire into a real cluster and compares what comes out.",
            "",
            "Starts a cluster for itself, which is gone afterwards. The file may be compressed with gzip; it is read"
                    + " whole before anything starts, and a row that is wrong is an error that names its line.",
            ""
        },
        footer = {
            "",
            "hyperliquid-fills: columns account, coin, px, sz, side (B or A), startPosition, dir, closedPnl, fee,"
                    + " feeToken, tid; both legs of a tid one after the other. One trade command for each pair. Before"
                    + " every fill the position is compared with startPosition, after it the realised profit with"
                    + " closedPnl, within 0.00002 of the notional closed. A position from before the recording is"
                    + " imported against an omnibus account, at the entry price that its first close implies; where"
                    + " the recording itself jumps, the difference is booked the same way and counted. Rows of spot"
                    + " trades (dir Buy or Sell) are passed over.",
            "",
            "binance-bookticker: columns symbol, txn_ts_ms, bid, ask. Each row becomes three prices, of a source for"
                    + " the bid, one for the ask and one, of double weight, for the middle. Every index, mark, state"
                    + " and number of sources that the market feed then announces is compared, in order, with what"
                    + " the rules make of the recording when worked out without the cluster, and with the log position"
                    + " of the very price that must have brought it.",
            "",
            "At the end every node is asked for its state hash and for its own check of the ledger's invariants.",
            "",
            "Examples:",
            "  evenkeel replay --format hyperliquid-fills fills.csv.gz --nodes 3 --json",
            "  evenkeel replay --format binance-bookticker bookticker.csv.gz"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything was acknowledged and all nodes have one state hash; fills: every position matches, and at"
                    + " least 99 %% of the profits; quotes: every announced price matches",
            "1:something differs; what, is listed",
            "2:wrong call, or the file cannot be read"
        },
        mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {
    /** Kinds of files. */
    enum Format {
        /** Fills of a perpetuals venue. */
        HYPERLIQUID_FILLS,
        /** Best bids and offers. */
        BINANCE_BOOKTICKER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Option(
            names = "--format",
            required = true,
            converter = FormatConverter.class,
            description = "hyperliquid-fills or binance-bookticker.")
    private Format format;

    @Option(names = "--nodes", defaultValue = "1", description = "1, inside this process, or 3 processes.")
    private int nodes;

    @Option(names = "--json", description = "Print one JSON report instead of lines.")
    private boolean isJson;

    @Parameters(paramLabel = "FILE", description = "The recorded file.")
    private Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (nodes != 1 && nodes != 3) {
            throw new ParameterException(spec.commandLine(), "--nodes must be 1 or 3, not " + nodes);
        }
        final ReplayReport report = replay(new Progress(spec.commandLine().getErr()));
        final PrintWriter out = spec.commandLine().getOut();
        if (isJson) {
            writeJson(report, out);
        } else {
            report.print(out);
            report.hashes().forEach(node -> out.printf(
                    "node %s: state hash %s at %d, %d invariants broken%n",
                    node.node(), node.hex(), node.commandPosition(), node.brokenInvariants()));
            out.println(report.isPassed() ? "passed" : "FAILED");
        }
        return report.isPassed() ? 0 : 1;
    }

    private void writeJson(final ReplayReport report, final PrintWriter out) throws IOException {
        final ObjectMapper mapper = new ObjectMapper();
        final ObjectNode json = mapper.createObjectNode()
                .put("passed", report.isPassed())
                .put("format", format.toString())
                .put("file", file.toString())
                .put("nodeCount", nodes);
        report.write(json);
        final ArrayNode list = json.putArray("nodes");
        for (final StateHashes.Report node : report.hashes()) {
            list.addObject()
                    .put("address", node.node().toString())
                    .put("stateHash", node.hex())
                    .put("position", node.commandPosition())
                    .put("brokenInvariants", node.brokenInvariants());
        }
        out.println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(json));
    }

    private ReplayReport replay(final Progress progress) throws IOException {
        progress.say("reading " + file);
        final Replay replay = format == Format.HYPERLIQUID_FILLS
                ? new FillReplay(FillRecording.read(file), progress)
                : new QuoteReplay(QuoteRecording.read(file), progress);
        final LimitsKind limits = limits(replay);
        progress.say(nodes == 1 ? "starting a node" : "starting " + nodes + " nodes");
        try (RunningCluster cluster =
                Clusters.launch(nodes, Map.of(NodeProperty.LIMITS, limits.name().toLowerCase(Locale.ROOT)))) {
            return replay.run(cluster);
        }
    }

    /** {@return the least capacities that hold a recording: a node takes memory for all of them when it starts} */
    private LimitsKind limits(final Replay replay) throws IOException {
        for (final LimitsKind kind : List.of(LimitsKind.SMALL, LimitsKind.STANDARD)) {
            final EngineLimits limits = kind.limits();
            if (replay.instruments() <= limits.instruments()
                    && replay.accounts() <= limits.accounts()
                    && replay.positions() <= limits.positions()) {
                return kind;
            }
        }
        throw new IOException(file + ": has more instruments (" + replay.instruments() + "), accounts ("
                + replay.accounts() + ") or positions than a node has room for");
    }

    /** Reads the name of a format. */
    static final class FormatConverter implements ITypeConverter<Format> {
        @Override
        public Format convert(final String value) {
            for (final Format format : Format.values()) {
                if (format.toString().equals(value)) {
                    return format;
                }
            }
            throw new TypeConversionException(
                    "\"" + value + "\" is neither hyperliquid-fills nor binance-bookticker");
        }
    }
}
