package io.evenkeel.tools.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.tools.Progress;
import io.evenkeel.tools.cluster.Clusters;
import io.evenkeel.tools.cluster.RunningCluster;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends a recorded file through the wire into a real cluster and compares. */
@Command(
        name = "replay",
        description = {
            "Starts a cluster, sends a recorded file through the wire into it, and compares what it booked with what",
            "the venue recorded. The file may be compressed with gzip. Nothing is left behind.",
            ""
        },
        footer = {
            "",
            "hyperliquid-fills: compares the position before each fill with the venue's, and realised profits.",
            "  Positions that were there before are imported at the entry price that their first close implies.",
            "binance-bookticker: submits the middle of each best bid and offer, compares indexes with them.",
            "",
            "Examples:",
            "  evenkeel replay --format hyperliquid-fills fills.csv.gz --nodes 3 --json",
            "  evenkeel replay --format binance-bookticker bookticker.csv.gz"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything was acknowledged; fills: every position matches, and at least 99 % of the profits;"
                    + " all nodes have one state hash",
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
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
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
        final PrintWriter out = spec.commandLine().getOut();
        final Progress progress = new Progress(spec.commandLine().getErr());
        final ReplayReport report;
        try {
            report = replay(progress);
        } catch (final IOException e) {
            spec.commandLine().getErr().println("replay: " + e.getMessage());
            return 2;
        }
        if (isJson) {
            final ObjectMapper json = new ObjectMapper();
            out.println(json.writerWithDefaultPrettyPrinter()
                    .writeValueAsString(report.toJson(json)
                            .put("format", format.toString())
                            .put("file", file.toString())
                            .put("nodeCount", nodes)));
        } else {
            report.print(out);
        }
        return report.isPassed() ? 0 : 1;
    }

    private ReplayReport replay(final Progress progress) throws IOException {
        progress.say("reading " + file);
        if (format == Format.HYPERLIQUID_FILLS) {
            final FillReplay replay = new FillReplay(FillRecording.read(file), progress);
            try (RunningCluster cluster = launch(progress)) {
                return replay.run(cluster);
            }
        }
        final QuoteReplay replay = new QuoteReplay(QuoteRecording.read(file), progress);
        try (RunningCluster cluster = launch(progress)) {
            return replay.run(cluster);
        }
    }

    private RunningCluster launch(final Progress progress) {
        progress.say(nodes == 1 ? "starting a node" : "starting " + nodes + " nodes");
        return Clusters.launch(nodes, Map.of());
    }

    /** Reads the name of a format. */
    static final class FormatConverter implements picocli.CommandLine.ITypeConverter<Format> {
        @Override
        public Format convert(final String value) {
            for (final Format format : Format.values()) {
                if (format.toString().equals(value)) {
                    return format;
                }
            }
            throw new picocli.CommandLine.TypeConversionException(
                    "\"" + value + "\" is neither hyperliquid-fills nor binance-bookticker");
        }
    }
}
