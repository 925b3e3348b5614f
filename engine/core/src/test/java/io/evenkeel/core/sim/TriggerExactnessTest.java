package io.evenkeel.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.sim.command.LogEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Who is liquidated, in which order and by which tick, against a full scan after every command; and every live
 * certificate recomputed at its corner (SPEC 9).
 *
 * <p>{@code -Dseed=N} repeats one seed; {@code -Devenkeel.full=true} runs 1,000 seeds of 10,000 commands;
 * {@code -Devenkeel.sim.seeds=N} and {@code -Devenkeel.sim.commands=N} set other sizes, and
 * {@code -Devenkeel.sim.shrinkMs=N} how long a failing list is shortened.
 */
class TriggerExactnessTest {
    private static final int ACCOUNTS = 32;
    private static final long SHRINK_PATIENCE_MS = Long.getLong("evenkeel.sim.shrinkMs", 120_000);

    @Test
    void shouldLiquidateExactlyWhoAFullScanFindsWhenPricesMoveAgainstThem() throws Exception {
        final boolean isFull = Boolean.getBoolean("evenkeel.full");
        final int seeds = Integer.getInteger("evenkeel.sim.seeds", isFull ? 1_000 : 8);
        final int commands = Integer.getInteger("evenkeel.sim.commands", isFull ? 10_000 : 3_000);
        final String given = System.getProperty("seed", "");
        final long first = given.isEmpty() ? System.nanoTime() % 1_000_000_000 : Long.parseLong(given);
        final int count = given.isEmpty() || System.getProperty("evenkeel.sim.seeds") != null ? seeds : 1;
        System.out.println("trigger exactness: seeds " + first + " to " + (first + count - 1)
                + ", " + commands + " commands each");
        final Tally total = run(first, count, commands, isFull);
        System.out.println("trigger exactness: " + total);
        if (count > 1) {
            total.checkComplete();
        }
        assertThat(total.of(Tally.Kind.COMMANDS)).isGreaterThanOrEqualTo((long) count * commands);
    }

    private static Tally run(final long first, final int count, final int commands, final boolean isFull)
            throws InterruptedException, ExecutionException {
        final int threads = isFull ? Runtime.getRuntime().availableProcessors() : 1;
        final ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            final List<Future<Tally>> runs = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                final long seed = first + i;
                runs.add(executor.submit(() -> run(seed, commands)));
            }
            final Tally total = new Tally();
            for (final Future<Tally> run : runs) {
                total.add(run.get());
            }
            return total;
        } finally {
            executor.shutdownNow();
        }
    }

    private static Tally run(final long seed, final int commands) throws InterruptedException {
        final Random random = new Random(seed);
        final World world = new WorldMaker(random, ACCOUNTS).make();
        final Simulation simulation = new Simulation(world);
        final EntryMaker maker = new EntryMaker(simulation, random);
        final List<LogEntry> entries = new ArrayList<>();
        for (int i = 0; i < commands; i++) {
            if (Thread.interrupted()) {
                throw new InterruptedException("another seed failed");
            }
            final LogEntry entry = maker.next();
            entries.add(entry);
            try {
                simulation.step(entry);
            } catch (final RuntimeException | AssertionError e) {
                throw new AssertionError(report(seed, world, entries, e), e);
            }
        }
        return simulation.finish();
    }

    private static String report(
            final long seed, final World world, final List<LogEntry> entries, final Throwable failure) {
        final Shrinker shrinker = new Shrinker(world, failure, SHRINK_PATIENCE_MS);
        final List<LogEntry> shortest = shrinker.shrink(entries);
        return "seed " + seed + " fails at command " + entries.size() + ": " + failure
                + "\nshortest list found fails by " + shrinker.lastFailure() + "\n# " + world.limits() + "\n"
                + world.setup().stream().map(LogEntry::toString).collect(Collectors.joining("\n")) + "\n# then\n"
                + shortest.stream().map(LogEntry::toString).collect(Collectors.joining("\n"));
    }
}
