package io.evenkeel.tools.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.tools.Progress;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
                "They take turns, each on a cluster of its own that is gone before the next starts, after the same",
                "warm-up; the median of the rounds is reported per percentile, for each form of the pipeline.",
                ""
            },
            footer = {
                "",
                "Examples:",
                "  evenkeel bench cluster --nodes 1 --rate 1000 --seconds 5 --rounds 1",
                "  evenkeel bench cluster --nodes 3 --rounds 5 --form inline,ring,stages --json"
            },
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:measured", "1:something was not answered or was refused", "2:wrong call"},
            mixinStandardHelpOptions = true)
    static final class Cluster implements Callable<Integer> {
        @Option(names = "--nodes", defaultValue = "3", description = "1 or 3. Default: 3.")
        private int nodes;

        @Option(names = "--rate", defaultValue = "1000", description = "Fills a second. Default: 1000.")
        private int rate;

        @Option(names = "--seconds", defaultValue = "10", description = "Measured time of a round. Default: 10.")
        private int seconds;

        @Option(names = "--rounds", defaultValue = "5", description = "Rounds. Default: 5.")
        private int rounds;

        @Option(
                names = "--warmup",
                defaultValue = "30000",
                description = "Requests before each measurement, so that code is compiled. Default: 30000.")
        private int warmup;

        @Option(
                names = "--form",
                split = ",",
                defaultValue = "inline",
                description = "inline, ring, stages, or several of them with commas. Default: inline.")
        private List<String> forms;

        @Option(names = "--json", description = "Print JSON instead of a table.")
        private boolean isJson;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            if ((nodes != 1 && nodes != 3) || rate < 1 || seconds < 1 || rounds < 1 || warmup < 0) {
                throw new ParameterException(
                        spec.commandLine(), "--nodes 1 or 3; --rate, --seconds and --rounds from 1; --warmup from 0");
            }
            final List<Subject> clearings = clearings();
            final List<Subject> subjects = new ArrayList<>(clearings);
            subjects.add(0, Subject.ECHO);
            final Rounds measured = new Rounds(
                    subjects, nodes, warmup, rate, seconds, new Progress(spec.commandLine().getErr()));
            measured.run(rounds);
            final BenchReport report = new BenchReport(measured, clearings, setting());
            final PrintWriter out = spec.commandLine().getOut();
            if (isJson) {
                out.println(report.json().toPrettyString());
            } else {
                out.print(report.table());
            }
            out.flush();
            return 0;
        }

        private List<Subject> clearings() {
            try {
                return forms.stream().map(Subject::ofForm).distinct().toList();
            } catch (final IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), "--form inline, ring or stages, not " + forms, e);
            }
        }

        private ObjectNode setting() {
            return new ObjectMapper().createObjectNode()
                    .put("nodes", nodes)
                    .put("ratePerSecond", rate)
                    .put("seconds", seconds)
                    .put("rounds", rounds)
                    .put("warmup", warmup)
                    .put("processors", Runtime.getRuntime().availableProcessors())
                    .put("java", Runtime.version().toString());
        }
    }
}
