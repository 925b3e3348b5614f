package io.evenkeel.core.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.core.Engine;
import io.evenkeel.core.EngineLimits;
import io.evenkeel.core.inspect.Inspector;
import io.evenkeel.core.sim.command.EngineFeeder;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.event.ListeningSink;
import io.evenkeel.core.snapshot.SnapshotSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** A snapshot at any point, in the middle of a task too, restores an engine that goes on as if nothing had happened. */
class SnapshotRoundTripTest {
    private static final int SEEDS = Boolean.getBoolean("evenkeel.full") ? 200 : 8;
    private static final int COMMANDS = 1_500;
    private static final int SNAPSHOTS = 6;
    private static final int DAMAGES = Boolean.getBoolean("evenkeel.full") ? 20_000 : 400;

    private int inTask;

    /** A restored engine, fed beside the one it was taken from. */
    private static final class Twin {
        private final OutputTape tape = new OutputTape();
        private final Engine engine;
        private final EngineFeeder feeder;

        Twin(final Simulation original, final List<byte[]> records) {
            engine = new Engine(original.world().limits(), new ListeningSink(tape::add));
            load(engine, records);
            feeder = new EngineFeeder(engine, original.feeder());
        }
    }

    @Test
    void shouldGoOnEquallyWhenRestoredFromASnapshotAtAnyPoint() {
        final long first = Long.getLong("seed", 1);
        System.out.println("snapshot round trip: seeds from " + first);
        for (long seed = first; seed < first + SEEDS; seed++) {
            run(seed);
        }
        System.out.println("snapshot round trip: " + SEEDS * SNAPSHOTS + " snapshots, " + inTask + " in a task");
        assertThat(inTask).isPositive();
    }

    private void run(final long seed) {
        final Random random = new Random(seed);
        final OutputTape tape = new OutputTape();
        final World world = new WorldMaker(random, 24).make();
        final Simulation simulation = new Simulation(world, tape::add);
        final EntryMaker maker = new EntryMaker(simulation, random);
        final List<Twin> twins = new ArrayList<>();
        for (int i = 0; i < COMMANDS; i++) {
            final LogEntry entry = maker.next();
            tape.take();
            simulation.stepUncompared(entry);
            final List<String> expected = tape.take();
            for (final Twin twin : twins) {
                twin.feeder.feed(entry);
                twin.feeder.followSequences(simulation.feeder());
                assertThat(twin.tape.take()).as("seed %d, outputs of command %d", seed, i).isEqualTo(expected);
            }
            if (i % 40 == 0) {
                simulation.refreshReports();
                checkHashes(simulation, twins, "seed " + seed + " after command " + i);
            }
            if (isSnapshotDue(simulation, random, twins.size(), i)) {
                twins.add(snapshot(simulation, "seed " + seed + " after command " + i));
            }
        }
        checkHashes(simulation, twins, "seed " + seed + " at the end");
    }

    private boolean isSnapshotDue(final Simulation simulation, final Random random, final int taken, final int i) {
        final boolean isInTask = simulation.engine().inspector().isTaskRunning();
        final boolean isDue = taken < SNAPSHOTS && random.nextInt(isInTask ? 4 : 300) == 0;
        if (isDue && i > 200) {
            inTask += isInTask ? 1 : 0;
            return true;
        }
        return false;
    }

    private static void checkHashes(final Simulation simulation, final List<Twin> twins, final String when) {
        final long expected = simulation.engine().stateHash();
        for (final Twin twin : twins) {
            assertThat(twin.engine.stateHash()).as("hash, " + when).isEqualTo(expected);
            final Inspector inspector = twin.engine.inspector();
            simulation.refreshReports();
            simulation.reports().forEach(report ->
                    assertThat(inspector.account(report.account())).as("account, " + when).isEqualTo(report));
        }
    }

    private static Twin snapshot(final Simulation simulation, final String when) {
        final long before = simulation.engine().stateHash();
        final List<byte[]> records = write(simulation.engine());
        assertThat(simulation.engine().stateHash()).as("hash after writing, " + when).isEqualTo(before);
        final Twin twin = new Twin(simulation, records);
        assertThat(twin.engine.stateHash()).as("hash of the restored, " + when).isEqualTo(before);
        final List<byte[]> again = write(twin.engine);
        assertThat(again.size()).as("records, " + when).isEqualTo(records.size());
        for (int i = 0; i < records.size(); i++) {
            assertThat(again.get(i)).as("record " + i + ", " + when).isEqualTo(records.get(i));
        }
        return twin;
    }

    private static List<byte[]> write(final Engine engine) {
        final List<byte[]> records = new ArrayList<>();
        engine.writeSnapshot((buffer, offset, length) -> {
            assertThat(length).isBetween(1, SnapshotSink.MAX_RECORD_LENGTH);
            final byte[] record = new byte[length];
            buffer.getBytes(offset, record);
            records.add(record);
        });
        return records;
    }

    private static void load(final Engine engine, final List<byte[]> records) {
        final UnsafeBuffer reused = new UnsafeBuffer(new byte[SnapshotSink.MAX_RECORD_LENGTH]);
        for (final byte[] record : records) {
            reused.putBytes(0, record);
            engine.loadSnapshotRecord(reused, 0, record.length);
        }
        engine.completeSnapshotLoad();
    }

    @Test
    void shouldRefuseASnapshotWhenARecordIsMissingDoubledOrDamaged() {
        final Random random = new Random(11);
        final World world = new WorldMaker(random, 24).make();
        final Simulation simulation = new Simulation(world);
        final EntryMaker maker = new EntryMaker(simulation, random);
        for (int i = 0; i < 800; i++) {
            simulation.stepUncompared(maker.next());
        }
        final List<byte[]> records = write(simulation.engine());
        final EngineLimits limits = world.limits();
        for (int i = 0; i < 60; i++) {
            final List<byte[]> missing = new ArrayList<>(records);
            missing.remove(random.nextInt(missing.size()));
            assertRefused(limits, missing);
            final List<byte[]> doubled = new ArrayList<>(records);
            final int at = random.nextInt(records.size());
            doubled.add(at, records.get(at));
            assertRefused(limits, doubled);
        }
        for (int i = 0; i < DAMAGES; i++) {
            final List<byte[]> damaged = new ArrayList<>(records);
            final int at = random.nextInt(records.size());
            final byte[] record = records.get(at).clone();
            record[random.nextInt(record.length)] ^= (byte) (1 << random.nextInt(8));
            damaged.set(at, record);
            assertRefusedOrHarmless(limits, damaged, records);
        }
    }

    /** A bit that means nothing, such as padding of a header, may be lost: then the state must be whole. */
    private static void assertRefusedOrHarmless(
            final EngineLimits limits, final List<byte[]> records, final List<byte[]> sound) {
        final Engine engine = new Engine(limits, new ListeningSink(slot -> {
        }));
        try {
            load(engine, records);
        } catch (final IllegalStateException e) {
            assertThat(e).hasMessageMatching("(?s).{10,}");
            return;
        }
        final List<byte[]> again = write(engine);
        assertThat(again).hasSameSizeAs(sound);
        for (int i = 0; i < sound.size(); i++) {
            assertThat(again.get(i)).as("record %d written again", i).isEqualTo(sound.get(i));
        }
    }

    private static void assertRefused(final EngineLimits limits, final List<byte[]> records) {
        final Engine engine = new Engine(limits, new ListeningSink(slot -> {
        }));
        assertThatThrownBy(() -> load(engine, records))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageMatching("(?s).{10,}");
    }
}
