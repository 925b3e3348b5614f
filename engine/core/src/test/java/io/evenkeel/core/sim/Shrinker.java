package io.evenkeel.core.sim;

import io.evenkeel.core.sim.command.LogEntry;
import java.util.ArrayList;
import java.util.List;

/** Cuts a failing list of entries down to a shortest one that still fails (delta debugging). */
public final class Shrinker {
    private final World world;
    private final long deadlineNs;
    private final String kind;
    private String lastFailure;

    /**
     * Makes a shrinker.
     *
     * @param world      where the entries fail.
     * @param failure    how they fail: a shorter list must fail in the same way, numbers aside.
     * @param patienceMs how long it may look.
     */
    public Shrinker(final World world, final Throwable failure, final long patienceMs) {
        this.world = world;
        kind = kindOf(failure);
        lastFailure = String.valueOf(failure);
        deadlineNs = System.nanoTime() + patienceMs * 1_000_000;
    }

    private static String kindOf(final Throwable failure) {
        final String words = String.valueOf(failure).replaceAll("[-0-9]+|\\{.*|\\[.*", "");
        return words.substring(0, Math.min(60, words.length()));
    }

    /** {@return how the shortest list failed} */
    public String lastFailure() {
        return lastFailure;
    }

    /** {@return the shortest failing list found} */
    public List<LogEntry> shrink(final List<LogEntry> failing) {
        List<LogEntry> current = failing;
        int chunk = Math.max(1, current.size() / 2);
        while (System.nanoTime() < deadlineNs) {
            final List<LogEntry> shorter = withoutOneChunk(current, chunk);
            if (shorter != null) {
                current = shorter;
                chunk = Math.min(chunk, Math.max(1, current.size() / 2));
            } else if (chunk == 1) {
                break;
            } else {
                chunk = (chunk + 1) / 2;
            }
        }
        return current;
    }

    private List<LogEntry> withoutOneChunk(final List<LogEntry> entries, final int chunk) {
        for (int end = entries.size(); end > 0 && System.nanoTime() < deadlineNs; end -= chunk) {
            final List<LogEntry> candidate = new ArrayList<>(entries.subList(0, Math.max(0, end - chunk)));
            candidate.addAll(entries.subList(end, entries.size()));
            final List<LogEntry> failed = failingPart(candidate);
            if (failed != null) {
                return failed;
            }
        }
        return null;
    }

    /** {@return the entries up to the one that fails, or null} */
    private List<LogEntry> failingPart(final List<LogEntry> entries) {
        final Simulation simulation = new Simulation(world);
        for (int i = 0; i < entries.size(); i++) {
            try {
                simulation.step(entries.get(i));
            } catch (final RuntimeException | AssertionError e) {
                if (!kindOf(e).equals(kind)) {
                    return null;
                }
                lastFailure = e + "\n# events of the last entry: " + simulation.events();
                return new ArrayList<>(entries.subList(0, i + 1));
            }
        }
        return null;
    }
}
