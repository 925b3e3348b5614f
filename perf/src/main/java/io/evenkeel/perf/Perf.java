package io.evenkeel.perf;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.evenkeel.perf.gap.GapCommand;
import io.evenkeel.perf.report.Figure;
import io.evenkeel.perf.report.Machine;
import io.evenkeel.perf.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the benchmarks, each in a JVM of its own, and prints their figures. */
@Command(
        name = "perf",
        description = "Measures what fills, price ticks, full scans and message authentication cost the engine.",
        mixinStandardHelpOptions = true,
        subcommands = GapCommand.class,
        footer = {
            "",
            "Figures are medians over iterations. `cpu` is processor time for one operation: where it is well below",
            "the median, other processes had the machine. Examples:",
            "  scripts/perf quick --accounts 10000",
            "  scripts/perf full --json figures.json",
            "  scripts/perf quick --only Tick --accounts 1000000 --profiler jfr"})
public final class Perf implements Callable<Integer> {
    private static final List<String> JVM_OPTIONS = List.of(
            "-Xms3g",
            "-Xmx3g",
            "-XX:+UseParallelGC",
            "--add-opens",
            "java.base/jdk.internal.misc=ALL-UNNAMED",
            "--add-opens",
            "java.base/java.util.zip=ALL-UNNAMED");

    /** How thoroughly to measure. */
    enum Effort {
        /** One JVM, three warm-up and five measured iterations of two seconds. */
        quick(1, 3, 5, 2),
        /** Three JVMs, five warm-up and five measured iterations of five seconds each. */
        full(3, 5, 5, 5);

        private final int forks;
        private final int warmups;
        private final int iterations;
        private final int seconds;

        Effort(final int forks, final int warmups, final int iterations, final int seconds) {
            this.forks = forks;
            this.warmups = warmups;
            this.iterations = iterations;
            this.seconds = seconds;
        }
    }

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            defaultValue = "quick",
            description = "quick: minutes; full: three JVMs for each benchmark, longer iterations. Default: quick.")
    private Effort effort;

    @Option(names = "--accounts", split = ",", defaultValue = "10000,1000000", paramLabel = "N",
            description = "Accounts of the population, eight positions each. Default: ${DEFAULT-VALUE}.")
    private List<String> accounts;

    @Option(names = "--collaterals", split = ",", defaultValue = "1", paramLabel = "N",
            description = "Assets that each account has as collateral, for fills and ticks. Default: ${DEFAULT-VALUE}.")
    private List<String> collaterals;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "S",
            description = "From which everything is drawn. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--only", defaultValue = "", paramLabel = "REGEX",
            description = "Only benchmarks whose name matches: Fill, Tick, FullScan, Harness, Signature.")
    private String only;

    @Option(names = "--profiler", paramLabel = "NAME",
            description = "A JMH profiler: jfr, stack, gc, perfasm, ... Figures made with one are not to be quoted.")
    private String profiler;

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes the figures as JSON.")
    private Path json;

    /** Made by picocli. */
    Perf() {
    }

    /** Runs and exits with 0, or with 1 if a benchmark failed. */
    public static void main(final String[] arguments) {
        System.exit(new CommandLine(new Perf()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, RunnerException {
        final Machine machine = Machine.here();
        final List<Figure> figures = new Runner(options().build()).run().stream().map(Figure::of).toList();
        final Report report = new Report(commandLine(), machine, figures);
        report.print(spec.commandLine().getOut());
        if (json != null) {
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(json.toFile(), report);
        }
        return 0;
    }

    private ChainedOptionsBuilder options() {
        final ChainedOptionsBuilder options = new OptionsBuilder()
                .include("io\\.evenkeel\\.perf\\.benchmark\\..*" + only)
                .param("accounts", accounts.toArray(String[]::new))
                .param("collaterals", collaterals.toArray(String[]::new))
                .param("seed", Long.toString(seed))
                .forks(effort.forks)
                .warmupIterations(effort.warmups)
                .warmupTime(TimeValue.seconds(effort.seconds))
                .measurementIterations(effort.iterations)
                .measurementTime(TimeValue.seconds(effort.seconds))
                .shouldFailOnError(true)
                .jvmArgs(JVM_OPTIONS.toArray(String[]::new));
        return profiler == null ? options : options.addProfiler(profiler);
    }

    private String commandLine() {
        return "scripts/perf " + String.join(" ", spec.commandLine().getParseResult().originalArgs());
    }
}
