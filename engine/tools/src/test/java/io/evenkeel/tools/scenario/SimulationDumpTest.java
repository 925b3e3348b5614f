package io.evenkeel.tools.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.client.message.Schema;
import io.evenkeel.core.sim.EntryMaker;
import io.evenkeel.core.sim.ScenarioDump;
import io.evenkeel.core.sim.Simulation;
import io.evenkeel.core.sim.World;
import io.evenkeel.core.sim.WorldMaker;
import io.evenkeel.core.sim.command.LogEntry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a simulation played, written as a scenario file and played again by the runner. */
class SimulationDumpTest {
    private static final Schema SCHEMA = Schema.load();
    private static final int ACCOUNTS = 12;
    private static final int COMMANDS = 400;

    @TempDir
    private Path directory;

    private static List<LogEntry> play(final Simulation simulation, final Random random) {
        final EntryMaker maker = new EntryMaker(simulation, random, true);
        final List<LogEntry> entries = new ArrayList<>();
        for (int i = 0; i < COMMANDS; i++) {
            entries.add(maker.next());
            simulation.step(entries.get(i));
        }
        return entries;
    }

    private ScenarioReport replay(final World world, final List<LogEntry> entries) throws MalformedLineException {
        final Path file = ScenarioDump.write(directory.resolve("dump.jsonl"), world, entries);
        return ScenarioRun.run(ScenarioFile.read(file, SCHEMA), SCHEMA);
    }

    /**
     * Seeds in which nothing hangs on how often timers run: a scenario runs them every 50 ms while time goes by, the
     * simulation once at the end, so that where several auctions of collateral follow one another they end elsewhere.
     */
    @ParameterizedTest
    @ValueSource(longs = {2, 3, 4, 5, 6, 7, 8, 9})
    void shouldMeetEveryExpectationOfTheModelWhenARunIsPlayedAgainAsAScenario(final long seed)
            throws MalformedLineException {
        final Random random = new Random(seed);
        final World world = new WorldMaker(random, ACCOUNTS).make().withoutFunding();
        final List<LogEntry> entries = play(new Simulation(world), random);
        final ScenarioReport report = replay(world, entries);
        assertThat(report.failures()).as("seed %d", seed).isEmpty();
        // A few entries are remarks: what nobody may send, and participants who take no part.
        assertThat(report.commands()).isGreaterThan(COMMANDS * 9 / 10);
        assertThat(report.expectations()).isGreaterThan(ACCOUNTS * 3);
    }
}
