package io.evenkeel.tools.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.node.launch.NodeProperty;
import io.evenkeel.tools.Progress;
import io.evenkeel.tools.cluster.Clusters;
import io.evenkeel.tools.cluster.RunningCluster;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures. */
@Command(
        name = "bench",
        description = {"Measures latency from outside.", ""},
        subcommands = BenchCommand.Cluster.class,
        synopsisSubcommandLabel = "cluster",
        mixinStandardHelpOptions = true)
public final class BenchCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Bench what? Try --help.");
    }

    /** Fill to acknowledgement, beside a plain echo on the same settings. */
    @Command(
            name = "cluster",
            description = {
                "Measures a fill from the time it was meant to be sent to its acknowledgement, at a fixed rate (an",
                "open loop, so pauses are not left out), and beside it a plain echo on a cluster of the same settings.",
                "Both take turns, each on a cluster of its own; the median of the rounds is reported per percentile.",
                ""
            },
            footer = {
                "",
                "Examples:",
                "  evenkeel bench cluster --nodes 1 --rate 1000 --seconds 5 --rounds 1",
                "  evenkeel bench cluster --nodes 3 --rounds 5 --form ring --json"
            },
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:measured", "1:something was not answered or was refused", "2:wrong call"},
            mixinStandardHelpOptions = true)
    static final class Cluster implements Callable<Integer> {
        private static final int WARMUP_SECONDS = 2;
        private static final double NS_PER_US = 1e3;
        private static final double[] PERCENTILES = {50, 90, 99, 99.9};

        @Option(names = "--nodes", defaultValue = "3", description = "1 or 3. Default: 3.")
        private int nodes;

        @Option(names = "--rate", defaultValue = "1000", description = "Fills a second. Default: 1000.")
        private int rate;

        @Option(names = "--seconds", defaultValue = "10", description = "Measured time of a round. Default: 10.")
        private int seconds;

        @Option(names = "--rounds", defaultValue = "5", description = "Rounds. Default: 5.")
        private int rounds;

        @Option(names = "--form", defaultValue = "inline", description = "inline, ring or stages. Default: inline.")
        private String form;

        @Option(names = "--json", description = "Print JSON instead of a table.")
        private boolean isJson;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws JsonProcessingException {
            if ((nodes != 1 && nodes != 3) || rate < 1 || seconds < 1 || rounds < 1) {
                throw new ParameterException(
                        spec.commandLine(), "--nodes 1 or 3; --rate, --seconds and --rounds from 1");
            }
            final Progress progress = new Progress(spec.commandLine().getErr());
            final List<Histogram> echoes = new ArrayList<>();
            final List<Histogram> fills = new ArrayList<>();
            for (int round = 1; round <= rounds; round++) {
                progress.say("round " + round + " of " + rounds + ": echo");
                echoes.add(measureEcho());
                progress.say("round " + round + " of " + rounds + ": fills");
                fills.add(measureFills());
            }
            if (isJson) {
                printJson(echoes, fills);
            } else {
                printTable(echoes, fills);
            }
            return 0;
        }

        private Histogram measureEcho() {
            try (RunningCluster cluster = Clusters.launch(nodes, properties("echo"));
                    EchoProbe probe = new EchoProbe(cluster)) {
                return new OpenLoop(probe, rate, WARMUP_SECONDS, seconds).run();
            }
        }

        private Histogram measureFills() {
            try (RunningCluster cluster = Clusters.launch(nodes, properties("clearing"));
                    FillProbe probe = new FillProbe(cluster)) {
                final Histogram histogram = new OpenLoop(probe, rate, WARMUP_SECONDS, seconds).run();
                if (probe.refused() > 0) {
                    throw new IllegalStateException(probe.refused() + " fills were refused");
                }
                return histogram;
            }
        }

        private Map<NodeProperty, String> properties(final String service) {
            final Map<NodeProperty, String> properties = new EnumMap<>(NodeProperty.class);
            properties.put(NodeProperty.SERVICE, service);
            properties.put(NodeProperty.PIPELINE, form);
            properties.put(NodeProperty.LIMITS, "small");
            return properties;
        }

        private void printTable(final List<Histogram> echoes, final List<Histogram> fills) {
            final PrintWriter out = spec.commandLine().getOut();
            out.printf(
                    "%d nodes, %s, %,d fills/s, %d s a round, median of %d rounds, %d processors, Java %s%n",
                    nodes, form, rate, seconds, rounds, Runtime.getRuntime().availableProcessors(), Runtime.version());
            out.printf("%-10s %12s %12s %8s%n", "percentile", "echo us", "fill us", "ratio");
            for (final double percentile : PERCENTILES) {
                final double echo = medianUs(echoes, percentile);
                final double fill = medianUs(fills, percentile);
                out.printf("p%-9s %,12.1f %,12.1f %8.2f%n", percentile, echo, fill, fill / echo);
            }
        }

        private void printJson(final List<Histogram> echoes, final List<Histogram> fills)
                throws JsonProcessingException {
            final ObjectMapper json = new ObjectMapper();
            final ObjectNode root = json.createObjectNode()
                    .put("nodes", nodes)
                    .put("form", form)
                    .put("ratePerSecond", rate)
                    .put("seconds", seconds)
                    .put("rounds", rounds)
                    .put("processors", Runtime.getRuntime().availableProcessors())
                    .put("java", Runtime.version().toString());
            for (final double percentile : PERCENTILES) {
                final double echo = medianUs(echoes, percentile);
                final double fill = medianUs(fills, percentile);
                root.withArray("percentiles")
                        .addObject()
                        .put("percentile", percentile)
                        .put("echoUs", echo)
                        .put("fillUs", fill)
                        .put("ratio", fill / echo);
            }
            spec.commandLine().getOut().println(json.writerWithDefaultPrettyPrinter().writeValueAsString(root));
        }

        private static double medianUs(final List<Histogram> histograms, final double percentile) {
            final double[] sorted = histograms.stream()
                    .mapToDouble(histogram -> histogram.getValueAtPercentile(percentile) / NS_PER_US)
                    .sorted()
                    .toArray();
            final int middle = sorted.length / 2;
            return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        }
    }
}
