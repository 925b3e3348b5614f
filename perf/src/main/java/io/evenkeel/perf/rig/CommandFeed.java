package io.evenkeel.perf.rig;

import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.core.command.CommandKind;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.command.Stage;
import java.nio.ByteBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Hands encoded commands to a chain of stages as log entries: each with a rising position, cluster time that moves on
 * by a millisecond every thousand entries, and its sender's next sequence. One thread; no allocation after
 * construction.
 */
final class CommandFeed {
    private static final long START_MS = 1_760_000_000_000L;
    private static final long ENTRIES_PER_MS = 1_000;
    static final long ENTRY_LENGTH = 128;

    private final Stage chain;
    private final CommandSlot slot = new CommandSlot();
    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(CommandSlot.MAX_LENGTH));
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final long[] sequences = new long[Participants.COUNT];
    private long entries;

    CommandFeed(final Stage chain) {
        this.chain = chain;
    }

    /** Makes a feed for a chain that stands where another feed's does. */
    CommandFeed(final Stage chain, final CommandFeed other) {
        this(chain);
        System.arraycopy(other.sequences, 0, sequences, 0, sequences.length);
        entries = other.entries;
    }

    /** {@return entries so far} */
    long entries() {
        return entries;
    }

    /** {@return log position of the last entry} */
    long position() {
        return entries * ENTRY_LENGTH;
    }

    /** {@return where the next entry is to be written} */
    MutableDirectBuffer buffer() {
        return buffer;
    }

    /** {@return the header to write it with} */
    MessageHeaderEncoder header() {
        return header;
    }

    /** {@return cluster time of the next entry} */
    long timeMs() {
        return START_MS + entries / ENTRIES_PER_MS;
    }

    /** {@return the sequence for a participant's next command} */
    long nextSequence(final int participant) {
        return ++sequences[participant];
    }

    /** Enters what was written, up to {@code limit}. */
    void enter(final CommandKind kind, final int participant, final int limit) {
        final long timeMs = timeMs();
        entries++;
        slot.assign(kind, entries * ENTRY_LENGTH, timeMs, participant, buffer, 0, limit);
        chain.onCommand(slot);
    }

    /** Enters a timer. */
    void enterTimer() {
        enter(CommandKind.TIMER, 0, 0);
    }
}
