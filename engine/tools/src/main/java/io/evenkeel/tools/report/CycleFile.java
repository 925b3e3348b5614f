package io.evenkeel.tools.report;

import java.util.Map;
import java.util.TreeMap;

/** Settlement cycles: marks, totals, and the records they closed with. */
final class CycleFile {
    private final TreeMap<Long, Cycle> cycles = new TreeMap<>();

    /** {@return a cycle, or null if there was none of that id} */
    Cycle find(final long cycle) {
        return cycles.get(cycle);
    }

    /** {@return a cycle; a new one if it was not heard of} */
    Cycle cycle(final long id) {
        return cycles.computeIfAbsent(id, key -> new Cycle());
    }

    /** {@return all cycles by id} */
    Map<Long, Cycle> all() {
        return cycles;
    }

    /** One cycle. */
    static final class Cycle {
        private final TreeMap<Integer, Long> marks = new TreeMap<>();
        private final TreeMap<Integer, long[]> totals = new TreeMap<>();
        private long startedMs;
        private long accountsSettled;
        private Batch batch;

        void start(final long timeMs) {
            startedMs = timeMs;
        }

        void mark(final int instrument, final long mark) {
            marks.put(instrument, mark);
        }

        void settled(final int asset, final long amount) {
            accountsSettled++;
            final long[] sides = totals.computeIfAbsent(asset, key -> new long[2]);
            final int side = amount < 0 ? 0 : 1;
            sides[side] = Math.addExact(sides[side], Math.abs(amount));
        }

        void close(final Batch closed) {
            batch = closed;
        }

        long startedMs() {
            return startedMs;
        }

        /** {@return marks by instrument; 0 where it was left out} */
        Map<Integer, Long> marks() {
            return marks;
        }

        /** {@return debits and credits by asset} */
        Map<Integer, long[]> totals() {
            return totals;
        }

        long accountsSettled() {
            return accountsSettled;
        }

        /** {@return its batch record; null while it runs} */
        Batch batch() {
            return batch;
        }
    }

    /** The record a cycle closes with, as the feed states it. */
    record Batch(
            long accounts,
            long positions,
            long instructions,
            long debits,
            long credits,
            long instructionsHash,
            long previousHash,
            long hash) {
    }
}
