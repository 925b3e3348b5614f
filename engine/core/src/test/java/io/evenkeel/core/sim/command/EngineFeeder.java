package io.evenkeel.core.sim.command;

import io.evenkeel.core.command.CommandKind;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.command.Stage;
import org.agrona.DirectBuffer;

/** Feeds log entries to an engine as a cluster would: rising positions, time that never falls, sequences by one. */
public final class EngineFeeder {
    /** Cluster time of the first entry: 2026-01-01T00:00:00Z. */
    public static final long START_TIME_MS = 1_767_225_600_000L;

    private final CommandWriter writer = new CommandWriter();
    private final CommandSlot slot = new CommandSlot();
    private final long[] sequences = new long[Parties.COUNT];
    private final Stage engine;
    private long logPosition;
    private long timeMs = START_TIME_MS;

    /** Makes a feeder at the beginning of a log. */
    public EngineFeeder(final Stage engine) {
        this.engine = engine;
    }

    /** Makes a feeder for an engine that was restored from a snapshot, where another feeder stands now. */
    public EngineFeeder(final Stage engine, final EngineFeeder other) {
        this(engine);
        System.arraycopy(other.sequences, 0, sequences, 0, sequences.length);
        logPosition = other.logPosition;
        timeMs = other.timeMs;
    }

    /** {@return what it writes with} */
    public CommandWriter writer() {
        return writer;
    }

    /** {@return session of a participant} */
    public static long sessionOf(final int participant) {
        return 1_000L + participant;
    }

    /** {@return position of the last entry} */
    public long logPosition() {
        return logPosition;
    }

    /** {@return cluster time of the last entry} */
    public long timeMs() {
        return timeMs;
    }

    /** {@return the last sequence that a participant used} */
    public long sequenceOf(final int participant) {
        return sequences[participant];
    }

    /** {@return position that the next entry will have} */
    public long nextPosition() {
        return logPosition + 64;
    }

    /** Opens the session of a participant. */
    public void open(final int participant) {
        final int length = writer.principal(participant);
        raw(CommandKind.SESSION_OPEN, sessionOf(participant), writer.buffer(), length);
    }

    /** Feeds one entry. */
    public void feed(final LogEntry entry) {
        timeMs += entry.advanceMs();
        final int participant = entry.participant();
        if (participant == 0) {
            raw(CommandKind.TIMER, 0, writer.buffer(), 0);
        } else {
            sequences[participant]++;
            final int length = entry.write(writer, sequences[participant], nextPosition(), timeMs);
            raw(CommandKind.MESSAGE, sessionOf(participant), writer.buffer(), length);
        }
    }

    /** Feeds any bytes as one log entry. */
    public void raw(final CommandKind kind, final long sessionId, final DirectBuffer buffer, final int length) {
        logPosition = nextPosition();
        slot.assign(kind, logPosition, timeMs, sessionId, buffer, 0, length);
        engine.onCommand(slot);
    }

    /** Goes on after the sequences that another feeder used. */
    public void followSequences(final EngineFeeder other) {
        System.arraycopy(other.sequences, 0, sequences, 0, sequences.length);
    }

    /** Says that a participant's sequence was used by raw bytes, or, negative, that it was not after all. */
    public void spendSequence(final int participant, final int count) {
        sequences[participant] += count;
    }
}
