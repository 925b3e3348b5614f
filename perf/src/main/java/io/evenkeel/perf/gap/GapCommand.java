package io.evenkeel.perf.gap;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.evenkeel.perf.market.Market;
import io.evenkeel.perf.market.Population;
import io.evenkeel.perf.report.Machine;
import io.evenkeel.perf.rig.PopulatedEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how long it takes until a gap's last order is out, and what a fill waits for meanwhile. */
@Command(
        name = "gap",
        description = "Measures a gap in the instrument that most accounts hold: what it takes to judge an account,"
                + " when the last order of those that breach is out, and how long fills wait meanwhile.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Every run starts from the same populated engine and has the same log: the gap, then fills, now and then a"
                + " tick of another instrument or a timer. Needs 8 GB for a million accounts."})
public final class GapCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--accounts", defaultValue = "1000000", paramLabel = "N",
            description = "Accounts of the population, eight positions each. Default: ${DEFAULT-VALUE}.")
    private int accounts;

    @Option(names = "--gap-ppm", defaultValue = "-100000", paramLabel = "PPM",
            description = "By how much the price moves. Default: ${DEFAULT-VALUE}.")
    private int gapPpm;

    @Option(names = "--runs", defaultValue = "5", paramLabel = "N",
            description = "Runs measured, after one to warm up. Default: ${DEFAULT-VALUE}.")
    private int runs;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "S",
            description = "From which everything is drawn. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes the figures as JSON.")
    private Path json;

    /** Made by picocli. */
    GapCommand() {
    }

    @Override
    public Integer call() throws IOException {
        final Machine machine = Machine.here();
        final Population population = new Population(new Market(seed), accounts, seed);
        final PopulatedEngine populated = new PopulatedEngine(population, 1);
        final long hash = run(populated, population).hash();
        final List<GapRun> measured = new ArrayList<>();
        for (int n = 0; n < runs; n++) {
            measured.add(run(populated, population));
            if (measured.get(n).hash() != hash) {
                throw new IllegalStateException("run " + n + " put out other orders than the first one");
            }
        }
        final GapFigures figures = GapFigures.of(commandLine(), machine, population, gapPpm, measured);
        figures.print(spec.commandLine().getOut());
        if (json != null) {
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(json.toFile(), figures);
        }
        return 0;
    }

    private GapRun run(final PopulatedEngine populated, final Population population) {
        // Memory of the run before is given back now, and not while this one is measured.
        System.gc();
        return new GapRun(accounts).run(populated, population, seed, gapPpm);
    }

    private String commandLine() {
        return "scripts/perf " + String.join(" ", spec.commandLine().getParseResult().originalArgs());
    }
}
