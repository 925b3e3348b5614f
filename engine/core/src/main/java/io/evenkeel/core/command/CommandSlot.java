package io.evenkeel.core.command;

import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.store.Mixing;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One log entry on its way through the stages: what the log says, then what each stage found out.
 *
 * <p>The ingress producer fills the first part with {@link #assign}. Gate fills the second, Price the third; Risk
 * only reads. A stage writes its own part alone, so stages may run on different threads, one behind the other,
 * with no other synchronisation than the ring's. Slots are made once and reused; nothing here allocates afterwards.
 */
public final class CommandSlot {
    /** Longest message accepted, in bytes. Longer ones are refused with {@link RejectCode#BAD_LENGTH}. */
    public static final int MAX_LENGTH = 1024;

    /** Most changes of prices that one log entry brings beside those that a look at all prices finds. */
    public static final int MAX_PRICE_UPDATES = 8;

    private final UnsafeBuffer bytes = new UnsafeBuffer(ByteBuffer.allocateDirect(MAX_LENGTH));
    private final SourceCounts sourceCounts = new SourceCounts();
    private PriceUpdate[] priceUpdates = new PriceUpdate[0];

    private CommandKind kind = CommandKind.TIMER;
    private long logPosition;
    private long timeMs;
    private long sessionId;
    private int length;
    private int entryLength;

    private RejectCode rejectCode = RejectCode.NONE;
    private boolean isRepeat;
    private int templateId;
    private int participant;
    private long sequence;
    private int roles;

    private int priceUpdateCount;
    private int foundByLook;
    private boolean isAfterGap;
    private long aliveMs;
    private long stageHash;
    private int standingRoles;
    private int standingRate;
    private long graceEndMs;

    /** Makes an empty slot. */
    public CommandSlot() {
        makeRoom(MAX_PRICE_UPDATES);
    }

    /**
     * Takes a log entry. The bytes are copied, since a log buffer is reused as soon as the callback returns; what is
     * beyond {@link #MAX_LENGTH} is not copied, but {@link #length()} tells.
     *
     * @param kind        what the entry is.
     * @param logPosition position of the entry in the replicated log, rising.
     * @param timeMs      cluster time, milliseconds UTC, never falling.
     * @param sessionId   session it came from; 0 for a timer.
     * @param source      buffer with its bytes; ignored where {@code length} is 0.
     * @param offset      where they begin.
     * @param length      how many there are, at least 0.
     */
    public void assign(
            final CommandKind kind,
            final long logPosition,
            final long timeMs,
            final long sessionId,
            final DirectBuffer source,
            final int offset,
            final int length) {
        this.kind = kind;
        this.logPosition = logPosition;
        this.timeMs = timeMs;
        this.sessionId = sessionId;
        this.length = length;
        entryLength = length;
        final int copied = Math.min(length, MAX_LENGTH);
        if (copied > 0) {
            bytes.putBytes(0, source, offset, copied);
        }
        rejectCode = RejectCode.NONE;
        isRepeat = false;
        templateId = 0;
        participant = 0;
        sequence = 0;
        roles = 0;
        priceUpdateCount = 0;
        foundByLook = 0;
        isAfterGap = false;
        sourceCounts.clear();
        stageHash = 0;
        standingRoles = 0;
        standingRate = 0;
        graceEndMs = 0;
    }

    /** {@return what the entry is} */
    public CommandKind kind() {
        return kind;
    }

    /** {@return position of the entry in the replicated log} */
    public long logPosition() {
        return logPosition;
    }

    /** {@return cluster time of the entry, milliseconds UTC} */
    public long timeMs() {
        return timeMs;
    }

    /** {@return session the entry came from; 0 for a timer} */
    public long sessionId() {
        return sessionId;
    }

    /** {@return the entry's bytes, valid up to {@link #length()} or {@link #MAX_LENGTH}, whichever is less} */
    public DirectBuffer bytes() {
        return bytes;
    }

    /**
     * {@return length of the message, once Gate has taken its authentication code off; until then, and where it has
     * none, length of the entry; may exceed {@link #MAX_LENGTH}}
     */
    public int length() {
        return length;
    }

    /** {@return length of the entry as it stood in the log, which may exceed {@link #MAX_LENGTH}} */
    public int entryLength() {
        return entryLength;
    }

    /** Gate: takes the authentication code, which has done its service, off the end. */
    public void takeOff(final int codeLength) {
        length -= codeLength;
    }

    /**
     * {@return digest of the message, which tells a command that is sent again from another, but not from itself
     * under another key or on another session}
     */
    public long digest() {
        return Mixing.chain(length, Mixing.digest(bytes, 0, Math.min(length, MAX_LENGTH)));
    }

    /** Gate, Price: refuses the entry. Later stages skip it, but it still travels to the outputs in order. */
    public void refuse(final RejectCode code) {
        rejectCode = code;
    }

    /** Gate: says who sent what, as far as could be read. */
    public void identify(final int participant, final int templateId, final long sequence) {
        this.participant = participant;
        this.templateId = templateId;
        this.sequence = sequence;
    }

    /** Gate: says what the sender may do, as bits of the schema's {@code Roles}. */
    public void roles(final int held) {
        roles = held;
    }

    /** {@return what the sender may do; 0 as long as Gate has not let the command pass} */
    public int roles() {
        return roles;
    }

    /** Gate: marks a command that was sent before; Risk answers it from memory. */
    public void markRepeat() {
        isRepeat = true;
    }

    /** {@return why the entry was refused so far; NONE if it was not} */
    public RejectCode rejectCode() {
        return rejectCode;
    }

    /** {@return whether stages after Gate are to apply this message} */
    public boolean isApplicable() {
        return kind == CommandKind.MESSAGE && rejectCode == RejectCode.NONE && !isRepeat;
    }

    /** {@return whether this command was sent before} */
    public boolean isRepeat() {
        return isRepeat;
    }

    /** {@return template of the message; 0 if it could not be read} */
    public int templateId() {
        return templateId;
    }

    /** {@return participant that sent it; 0 if not known} */
    public int participant() {
        return participant;
    }

    /** {@return the participant's command sequence; 0 if it could not be read} */
    public long sequence() {
        return sequence;
    }

    private void makeRoom(final int count) {
        final int before = priceUpdates.length;
        priceUpdates = Arrays.copyOf(priceUpdates, count);
        for (int i = before; i < count; i++) {
            priceUpdates[i] = new PriceUpdate();
        }
    }

    /**
     * Price: appends one price change. Allocates where a slot has never had so many: when many prices go stale at once.
     *
     * @return the record to fill.
     */
    public PriceUpdate addPriceUpdate() {
        if (priceUpdateCount == priceUpdates.length) {
            makeRoom(2 * priceUpdateCount);
        }
        return priceUpdates[priceUpdateCount++];
    }

    /** Price: what was appended so far was found by a look at all prices. */
    public void endLook() {
        foundByLook = priceUpdateCount;
    }

    /** Price: nobody had looked at prices for a while when the entry came, since a time. */
    public void comesAfterAGap(final long lookedMs) {
        isAfterGap = true;
        aliveMs = lookedMs;
    }

    /** {@return cluster time of the entry, or after a gap of the last look at prices} */
    public long aliveMs() {
        return isAfterGap ? aliveMs : timeMs;
    }

    /** {@return whether nobody had looked at prices for a while: what they set in motion before is to end first} */
    public boolean isAfterGap() {
        return isAfterGap;
    }

    /** {@return whether another price change fits that no look at all prices finds} */
    public boolean hasRoomForPriceUpdate() {
        return priceUpdateCount - foundByLook < MAX_PRICE_UPDATES;
    }

    /** {@return how many price changes Price found} */
    public int priceUpdateCount() {
        return priceUpdateCount;
    }

    /** {@return one of them} */
    public PriceUpdate priceUpdate(final int i) {
        return priceUpdates[i];
    }

    /** {@return counts of a price source that Price wants said, if any; Price sets them} */
    public SourceCounts sourceCounts() {
        return sourceCounts;
    }

    /** Gate, Price: hands on the hash of the stages so far, when a state hash was asked for. */
    public void stageHash(final long hash) {
        stageHash = hash;
    }

    /** {@return hash of the stages so far} */
    public long stageHash() {
        return stageHash;
    }

    /** Gate: hands on what a participant may do after a change. */
    public void standing(final int roles, final int commandsPerSecond, final long keyGraceEndMs) {
        standingRoles = roles;
        standingRate = commandsPerSecond;
        graceEndMs = keyGraceEndMs;
    }

    /** {@return roles of a participant after a change, as bits of the schema's {@code Roles}} */
    public int standingRoles() {
        return standingRoles;
    }

    /** {@return rate limit of a participant after a change; 0 for none} */
    public int standingRate() {
        return standingRate;
    }

    /** {@return until when the message key before the last change is good; 0 where the key did not change} */
    public long graceEndMs() {
        return graceEndMs;
    }
}
