package io.evenkeel.core.sim;

import io.evenkeel.core.sim.command.LogEntry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Runs consecutive seeds, several at a time, each by itself from beginning to end. What it returns does not depend on
 * how many threads there are, and where several seeds fail it is always the lowest that is reported: seeds are begun in
 * order, and once one has failed no higher one is begun or goes on.
 */
final class SeedCampaign {
    private static final int ACCOUNTS = 32;
    private static final long PROGRESS_SECONDS = 30;

    private static final long SHRINK_PATIENCE_MS = 120_000;

    private final String name;
    private final long firstSeed;
    private final int seeds;
    private final int commands;
    private final long shrinkPatienceMs;
    /** Whether seeds go on after one has failed, so that all that fail are known. */
    private final boolean goesOn = Boolean.getBoolean("evenkeel.sim.goOn");
    private final AtomicInteger nextOrdinal = new AtomicInteger();
    private final AtomicInteger lowestFailed = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicInteger finished = new AtomicInteger();
    private final Tally[] tallies;
    private final AssertionError[] failures;

    /**
     * Makes a campaign.
     *
     * @param name             what it calls itself.
     * @param firstSeed        the first seed.
     * @param seeds            how many.
     * @param commands         commands of each, without those that set its world up.
     * @param shrinkPatienceMs how long the list of a failing seed is shortened.
     */
    private SeedCampaign(
            final String name,
            final long firstSeed,
            final int seeds,
            final int commands,
            final long shrinkPatienceMs) {
        this.name = name;
        this.firstSeed = firstSeed;
        this.seeds = seeds;
        this.commands = commands;
        this.shrinkPatienceMs = shrinkPatienceMs;
        tallies = new Tally[seeds];
        failures = new AssertionError[seeds];
    }

    /**
     * Makes a campaign as the command line asks for it: {@code -Dseed=N} repeats one seed, or is the first one where
     * {@code evenkeel.sim.seeds} says how many or {@code evenkeel.full} is set.
     *
     * @param name     what it calls itself.
     * @param seeds    how many, unless {@code evenkeel.sim.seeds} says so.
     * @param commands commands of each, unless {@code evenkeel.sim.commands} says so.
     * @return the campaign.
     */
    static SeedCampaign asked(final String name, final int seeds, final int commands) {
        final Long given = Long.getLong("seed");
        final boolean isOne = given != null && !Boolean.getBoolean("evenkeel.full");
        return new SeedCampaign(
                name,
                given == null ? 1 : given,
                Integer.getInteger("evenkeel.sim.seeds", isOne ? 1 : seeds),
                Integer.getInteger("evenkeel.sim.commands", commands),
                Long.getLong("evenkeel.sim.shrinkMs", SHRINK_PATIENCE_MS));
    }

    /** How many seeds it runs. */
    int seeds() {
        return seeds;
    }

    /** How many commands each of them has. */
    int commands() {
        return commands;
    }

    /**
     * Runs all seeds, and says what it begins, every half minute how far it is, and what it met.
     *
     * @param usualThreads how many seeds run at a time, unless {@code evenkeel.sim.threads} says so.
     * @return what they met, all together.
     */
    Tally run(final int usualThreads) throws InterruptedException {
        final int threads = Integer.getInteger("evenkeel.sim.threads", usualThreads);
        System.out.println(name + ": seeds " + firstSeed + " to " + (firstSeed + seeds - 1) + ", " + commands
                + " commands each, " + threads + " at a time");
        final long startNs = System.nanoTime();
        final Tally total = runAll(threads);
        System.out.println(name + ": " + seeds + " seeds in "
                + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNs) + " s: " + total);
        return total;
    }

    private Tally runAll(final int threads) throws InterruptedException {
        final long startNs = System.nanoTime();
        final ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            final List<Future<?>> runners = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                runners.add(executor.submit(this::runSeeds));
            }
            for (final Future<?> runner : runners) {
                await(runner, startNs);
            }
        } finally {
            executor.shutdownNow();
        }
        return total();
    }

    private void await(final Future<?> runner, final long startNs) throws InterruptedException {
        while (true) {
            try {
                runner.get(PROGRESS_SECONDS, TimeUnit.SECONDS);
                return;
            } catch (final TimeoutException e) {
                System.out.println(name + ": " + finished.get() + " of " + seeds + " seeds after "
                        + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNs) + " s");
            } catch (final ExecutionException e) {
                throw new IllegalStateException("a runner of seeds ended early", e.getCause());
            }
        }
    }

    private Tally total() {
        final Tally total = new Tally();
        for (int ordinal = 0; ordinal < seeds; ordinal++) {
            if (failures[ordinal] != null) {
                throw failures[ordinal];
            }
            total.add(tallies[ordinal]);
        }
        return total;
    }

    private void runSeeds() {
        int ordinal = nextOrdinal.getAndIncrement();
        while (ordinal < seeds && isWanted(ordinal)) {
            try {
                tallies[ordinal] = runSeed(ordinal);
            } catch (final AssertionError e) {
                failures[ordinal] = e;
            }
            finished.incrementAndGet();
            ordinal = nextOrdinal.getAndIncrement();
        }
    }

    private boolean isWanted(final int ordinal) {
        return goesOn || ordinal < lowestFailed.get();
    }

    /** {@return what a seed met; where a lower seed failed meanwhile, until then} */
    private Tally runSeed(final int ordinal) {
        final long seed = firstSeed + ordinal;
        final Random random = new Random(seed);
        final World world = new WorldMaker(random, ACCOUNTS).make();
        final Simulation simulation = new Simulation(world);
        final EntryMaker maker = new EntryMaker(simulation, random);
        final List<LogEntry> entries = new ArrayList<>();
        for (int i = 0; i < commands && isWanted(ordinal); i++) {
            try {
                final LogEntry entry = maker.next();
                entries.add(entry);
                simulation.step(entry);
            } catch (final RuntimeException | AssertionError e) {
                lowestFailed.accumulateAndGet(ordinal, Math::min);
                throw new AssertionError(report(seed, world, entries, e), e);
            }
        }
        return simulation.finish();
    }

    private String report(
            final long seed, final World world, final List<LogEntry> entries, final Throwable failure) {
        System.out.println(name + ": seed " + seed + " fails at command " + entries.size() + ": " + failure);
        final Shrinker shrinker = new Shrinker(world, failure, shrinkPatienceMs);
        final List<LogEntry> shortest = shrinker.shrink(entries);
        final Path file = ScenarioDump.write(Path.of("target", "discrepancies", seed + ".jsonl"), world, shortest);
        return "seed " + seed + " fails at command " + entries.size() + ": " + failure
                + "\nshortest list found fails by " + shrinker.lastFailure()
                + "\nscripts/evenkeel scenario " + file.toAbsolutePath() + " plays it: " + shortest.size()
                + " entries\n" + shortest.stream().map(LogEntry::toString).collect(Collectors.joining("\n"));
    }
}
