package io.evenkeel.core.answer;

import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.store.Mixing;
import io.evenkeel.core.store.RecordStore;
import org.agrona.UnsafeApi;

/**
 * The answers to the last {@value #KEPT} commands of each participant, so that a command sent again gets its first
 * answer (SPEC 7), and a digest of each command, so that another one under its sequence does not. Off-heap; owned by
 * Risk; no allocation after construction.
 */
public final class AnswerStore {
    /** Answers kept for each participant. */
    public static final int KEPT = 1_024;

    private static final int RECORD_BYTES = 64;
    private static final int SEQUENCE = 0;
    private static final int COMMAND_POSITION = 8;
    private static final int TIME_MS = 16;
    private static final int RESULT = 24;
    private static final int STATUS = 32;
    private static final int REJECT_CODE = 33;
    private static final int DIGEST = 40;

    private final RecordStore records;
    private final int[] participants;
    private int participantCount;

    /** Makes an empty store for at most {@code maxParticipants}. */
    public AnswerStore(final int maxParticipants) {
        records = new RecordStore(maxParticipants * KEPT, RECORD_BYTES);
        participants = new int[maxParticipants];
    }

    /** Makes room for a participant that Gate has admitted. */
    public void addParticipant(final int participant) {
        participants[participantCount++] = participant;
    }

    /** {@return whether there is room for a participant's answers} */
    public boolean knows(final int participant) {
        for (int n = 0; n < participantCount; n++) {
            if (participants[n] == participant) {
                return true;
            }
        }
        return false;
    }

    /** {@return number of participants} */
    public int participantCount() {
        return participantCount;
    }

    /** {@return the n-th participant, in order of admission} */
    public int participant(final int n) {
        return participants[n];
    }

    /** Keeps an answer, over the one {@value #KEPT} commands before. {@return its record} */
    public int keep(
            final int participant,
            final long sequence,
            final long digest,
            final long commandPosition,
            final long timeMs,
            final long result,
            final AckStatus status,
            final RejectCode rejectCode) {
        final int record = recordOf(participant, sequence);
        final long address = records.address(record);
        UnsafeApi.putLong(address + SEQUENCE, sequence);
        UnsafeApi.putLong(address + DIGEST, digest);
        UnsafeApi.putLong(address + COMMAND_POSITION, commandPosition);
        UnsafeApi.putLong(address + TIME_MS, timeMs);
        UnsafeApi.putLong(address + RESULT, result);
        UnsafeApi.putByte(address + STATUS, (byte) status.value());
        UnsafeApi.putByte(address + REJECT_CODE, (byte) rejectCode.value());
        return record;
    }

    /** {@return the record of the answer to a command that Gate found to be one of the last {@value #KEPT}} */
    public int find(final int participant, final long sequence) {
        final int record = recordOf(participant, sequence);
        if (sequence(record) != sequence) {
            throw new IllegalStateException(
                    "no answer to command " + sequence + " of participant " + participant + ", which Gate let repeat");
        }
        return record;
    }

    private int recordOf(final int participant, final long sequence) {
        int n = 0;
        while (participants[n] != participant) {
            n++;
        }
        return n * KEPT + (int) (sequence & KEPT - 1);
    }

    /**
     * {@return the record of the n-th participant's answer in a given place; its sequence is 0 where there is none}
     */
    public int record(final int n, final int place) {
        return n * KEPT + place;
    }

    /** {@return sequence of the command} */
    public long sequence(final int record) {
        return UnsafeApi.getLong(records.address(record) + SEQUENCE);
    }

    /** {@return digest of the command, as {@link io.evenkeel.core.command.CommandSlot#digest} has it} */
    public long digest(final int record) {
        return UnsafeApi.getLong(records.address(record) + DIGEST);
    }

    /** {@return log position of the command} */
    public long commandPosition(final int record) {
        return UnsafeApi.getLong(records.address(record) + COMMAND_POSITION);
    }

    /** {@return cluster time of the command} */
    public long timeMs(final int record) {
        return UnsafeApi.getLong(records.address(record) + TIME_MS);
    }

    /** {@return what the command made} */
    public long result(final int record) {
        return UnsafeApi.getLong(records.address(record) + RESULT);
    }

    /** {@return what became of it} */
    public AckStatus status(final int record) {
        return AckStatus.get(UnsafeApi.getByte(records.address(record) + STATUS));
    }

    /** {@return why it was refused} */
    public RejectCode rejectCode(final int record) {
        return RejectCode.get((short) (UnsafeApi.getByte(records.address(record) + REJECT_CODE) & 0xFF));
    }

    /** {@return canonical hash: the same whatever order participants came in} */
    public long stateHash() {
        long sum = 0;
        for (int n = 0; n < participantCount; n++) {
            for (int place = 0; place < KEPT; place++) {
                final int record = record(n, place);
                if (sequence(record) != 0) {
                    sum += hash(participants[n], record);
                }
            }
        }
        return sum;
    }

    private long hash(final int participant, final int record) {
        long hash = Mixing.chain(participant, sequence(record));
        hash = Mixing.chain(hash, digest(record));
        hash = Mixing.chain(hash, commandPosition(record));
        hash = Mixing.chain(hash, timeMs(record));
        hash = Mixing.chain(hash, result(record));
        return Mixing.chain(hash, UnsafeApi.getShort(records.address(record) + STATUS));
    }
}
