package io.evenkeel.tools.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.client.message.Schema;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.Side;
import io.evenkeel.core.sim.EntryMaker;
import io.evenkeel.core.sim.ScenarioDump;
import io.evenkeel.core.sim.Simulation;
import io.evenkeel.core.sim.World;
import io.evenkeel.core.sim.WorldMaker;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.MarketEntry;
import io.evenkeel.core.sim.command.OrderEntry;
import io.evenkeel.core.sim.command.PriceEntry;
import io.evenkeel.core.sim.command.SettlementEntry;
import io.evenkeel.model.CollateralRules;
import io.evenkeel.model.FundingTerms;
import io.evenkeel.model.SaleRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a simulation played, written as a scenario file and played again by the runner. */
class SimulationDumpTest {
    private static final Schema SCHEMA = Schema.load();
    private static final PricedKind INSTRUMENT = PricedKind.INSTRUMENT;
    private static final int ACCOUNTS = 12;
    private static final int COMMANDS = 400;
    private static final long BUYER = 7;
    private static final FundingTerms FUNDING = new FundingTerms(5_000, 100_000, 7_500_000);

    @TempDir
    private Path directory;

    /** Plays what a scenario has words for: each entry has tasks go on by a slice, the others among them. */
    private static List<LogEntry> play(final Simulation simulation, final Random random) {
        final EntryMaker maker = new EntryMaker(simulation, random);
        final List<LogEntry> entries = new ArrayList<>();
        while (entries.size() < COMMANDS) {
            final LogEntry entry = maker.next();
            if (ScenarioDump.hasWords(simulation.world(), entry)) {
                entries.add(entry);
                simulation.step(entry);
            }
        }
        return entries;
    }

    private ScenarioReport replay(final Path file) throws MalformedLineException {
        return ScenarioRun.run(ScenarioFile.read(file, SCHEMA), SCHEMA);
    }

    private Path dump(final World world, final List<LogEntry> entries) {
        return ScenarioDump.write(directory.resolve("dump.jsonl"), world, entries);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 21, 34})
    void shouldMeetEveryExpectationOfTheModelWhenARunIsPlayedAgainAsAScenario(final long seed)
            throws MalformedLineException {
        final Random random = new Random(seed);
        final World world = new WorldMaker(random, ACCOUNTS).make();
        final List<LogEntry> entries = play(new Simulation(world), random);
        final ScenarioReport report = replay(dump(world, entries));
        assertThat(report.failures()).as("seed %d", seed).isEmpty();
        assertThat(report.commands()).isGreaterThan(COMMANDS);
        assertThat(report.expectations()).isGreaterThan(ACCOUNTS * 3);
    }

    @Test
    void shouldMeetEveryExpectationOfTheModelWhenTermsOfWhatIsListedChange() throws MalformedLineException {
        final World world = world();
        assertThat(replay(dump(world, changesOfTerms(world))).failures()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "fundingTerms", "priceTerms", "priceSource", "removePriceSource", "collateralLimits", "liquidationTerms",
        "collateralAuction"})
    void shouldFailWhenTheLinesOfAChangeOfTermsAreLeftOut(final String key)
            throws IOException, MalformedLineException {
        final World world = world();
        final Path file = dump(world, changesOfTerms(world));
        final List<String> lines = Files.readAllLines(file);
        assertThat(lines.removeIf(line -> line.startsWith("{\"" + key + "\""))).as("has the key").isTrue();
        assertThat(replay(Files.write(file, lines)).failures()).isNotEmpty();
    }

    /** A world whose first market has funding, and no other. */
    private static World world() {
        final World any = new WorldMaker(new Random(7), ACCOUNTS).make();
        return new World(
                any.terms(), any.limits(), any.holders(), any.instrumentPrices(), any.assetPrices(),
                any.sourcesPerPrice(), any.chance(), Map.of(0, FUNDING));
    }

    /** Each with something that only holds if the change has come. */
    private static List<LogEntry> changesOfTerms(final World world) {
        final List<LogEntry> entries = new ArrayList<>(List.of(
                new LogEntry.Deposit(BUYER, 0, 1_000_000_000, 1),
                new LogEntry.Trade(0, 1, BUYER, World.OMNIBUS, 1_000, 5_000_000, 0, 0),
                // What comes in beyond a limit is refused.
                new SettlementEntry.CollateralLimits(0, 0, 5, 0, 0, 0, 0),
                new LogEntry.Deposit(14, 0, 6, 2),
                // A source is removed, and what it says is refused; when it is back it weighs five times as much.
                new PriceEntry.RemovedSource(INSTRUMENT, 0, 3),
                new LogEntry.Price(INSTRUMENT, 0, 3, 5_000_000, 0),
                new PriceEntry.AddedSource(INSTRUMENT, 0, 3, 5),
                new LogEntry.Price(INSTRUMENT, 0, 3, 5_010_000, 0),
                // One source of two that are asked for: no credit is checked by a THIN price.
                quorum(2),
                new OrderEntry.Credit(BUYER, 1, Side.BUY, 2, 30_000),
                quorum(1)));
        for (int round = 0; round < 3; round++) {
            entries.addAll(world.price(INSTRUMENT, 1, 30_000));
        }
        // Funding goes on where there is some, and cannot begin where there was a price without it.
        entries.add(new MarketEntry.Funding(0, FUNDING));
        entries.add(new MarketEntry.Funding(1, FUNDING));
        entries.add(new LogEntry.Timer(6_000));
        entries.addAll(changesOfSales());
        entries.add(new LogEntry.Timer(6_000));
        return entries;
    }

    /** The first of each is refused, and follows something that is not. */
    private static List<LogEntry> changesOfSales() {
        return List.of(
                new SettlementEntry.LiquidationTerms(
                        1, new SaleRules(3_000, 10_000, 9_999, 5_000, 6_000, 200_000, 70_000, 8_000_000)),
                new SettlementEntry.LiquidationTerms(
                        1, new SaleRules(3_000, 10_000, 20_000, 5_000, 6_000, 200_000, 70_000, 8_000_000)),
                new SettlementEntry.CollateralAuction(1, new CollateralRules(4_000, 500_001)),
                new SettlementEntry.CollateralAuction(1, new CollateralRules(4_000, 20_000)));
    }

    private static LogEntry quorum(final int sources) {
        return new PriceEntry.Terms(INSTRUMENT, 1, sources, 3, 0, 5_000, 0, 60_000, 10_000, 150_000, 0, 50_000);
    }
}
