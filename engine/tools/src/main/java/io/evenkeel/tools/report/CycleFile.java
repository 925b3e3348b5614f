package io.evenkeel.tools.report;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Settlement cycles: marks, totals, and whether the records they closed with are what their events tell. */
final class CycleFile {
    private final TreeMap<Long, Cycle> cycles = new TreeMap<>();

    /** {@return a cycle, or null if there was none of that id} */
    Cycle find(final long cycle) {
        return cycles.get(cycle);
    }

    /** {@return a cycle; a new one, which follows the batch before, if it was not heard of} */
    Cycle cycle(final long id) {
        final Cycle before = cycles.get(id - 1);
        return cycles.computeIfAbsent(
                id, key -> new Cycle(key, before == null || before.batch == null ? 0 : before.batch.hash()));
    }

    /** {@return all cycles by id} */
    Map<Long, Cycle> all() {
        return cycles;
    }

    /** {@return what does not hold of the batches up to that of a cycle, which may run still; empty if all do} */
    List<String> faults(final long last) {
        final List<String> faults = new ArrayList<>();
        for (long id = 1; id <= last; id++) {
            final Cycle cycle = cycles.get(id);
            if (cycle == null || (cycle.batch == null && id < last)) {
                faults.add("batch " + id + " is missing");
            } else {
                faults.addAll(cycle.faults);
            }
        }
        return faults;
    }

    /** One cycle. */
    static final class Cycle {
        private final long id;
        private final long previousHash;
        private final TreeMap<Integer, Long> marks = new TreeMap<>();
        private final TreeMap<Integer, long[]> totals = new TreeMap<>();
        private final List<String> faults = new ArrayList<>();
        private long marksHash;
        private long instructions;
        private long instructionsHash;
        private long startedMs;
        private long accountsSettled;
        private Batch batch;

        private Cycle(final long id, final long previousHash) {
            this.id = id;
            this.previousHash = previousHash;
            marksHash = previousHash;
        }

        void start(final long timeMs) {
            startedMs = timeMs;
        }

        void mark(final int instrument, final long mark) {
            marks.put(instrument, mark);
            marksHash = BatchHash.chain(marksHash, instrument, mark);
        }

        /** Takes down an instruction that it made, when it is told first. */
        void instructed(final InstructionFile.Open made) {
            instructions++;
            instructionsHash = BatchHash.chain(
                    instructionsHash,
                    made.instruction(),
                    made.account(),
                    (long) made.asset() << Byte.SIZE | made.kind().value(),
                    made.amount());
        }

        void settled(final int asset, final long amount) {
            accountsSettled++;
            final long[] sides = totals.computeIfAbsent(asset, key -> new long[2]);
            final int side = amount < 0 ? 0 : 1;
            sides[side] = Math.addExact(sides[side], Math.abs(amount));
        }

        /** Closes it with its record. {@return what the record states and its events do not tell} */
        List<String> close(final Batch stated) {
            batch = stated;
            final long hash = BatchHash.chain(
                    marksHash,
                    id,
                    stated.accounts(),
                    stated.positions(),
                    stated.positionsLeft(),
                    stated.debits(),
                    stated.credits(),
                    instructions,
                    instructionsHash);
            check("previousHash", stated.previousHash(), previousHash);
            check("instructions", stated.instructions(), instructions);
            check("instructionsHash", stated.instructionsHash(), instructionsHash);
            check("hash", stated.hash(), hash);
            if (stated.debits() != stated.credits()) {
                faults.add("batch " + id + ": debits and credits are not the same");
            }
            return faults;
        }

        private void check(final String field, final long stated, final long told) {
            if (stated != told) {
                faults.add("batch " + id + ": " + field + " is " + HexFormat.of().toHexDigits(stated)
                        + ", by its events " + HexFormat.of().toHexDigits(told));
            }
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
            long positionsLeft,
            long instructions,
            long debits,
            long credits,
            long instructionsHash,
            long previousHash,
            long hash) {
    }
}
