package io.evenkeel.tools.inline;

import io.evenkeel.client.feed.FeedListener;
import io.evenkeel.codecs.CommandAckDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SessionPrincipalEncoder;
import io.evenkeel.codecs.SettlementInstructionDecoder;
import io.evenkeel.codecs.authentication.MessageAuthenticator;
import io.evenkeel.codecs.authentication.MessageKey;
import io.evenkeel.core.Engine;
import io.evenkeel.core.EngineLimits;
import io.evenkeel.core.command.CommandKind;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.inspect.Inspector;
import io.evenkeel.core.output.OutputKind;
import io.evenkeel.core.output.OutputSink;
import io.evenkeel.core.output.OutputSlot;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/**
 * The real core on the calling thread, with the log entries that a cluster would give it: sessions, commands, timers.
 *
 * <p>While time moves on, timers fire every 50 ms as in a node; but over long stretches every second after the first
 * minute, and every minute after the first ten, for nothing changes between them but what falls due at a known time,
 * and at those times one fires too. The end of the stretch is included.
 */
public final class InlineEngine implements OutputSink {
    /** Cluster time at the beginning: 2026-01-01T00:00:00Z. */
    public static final long START_MS = 1_767_225_600_000L;

    private static final long ENTRY_LENGTH = 64;
    private static final int MAX_TIMERS_PER_TASK = 10_000_000;

    /** Who is told of instructions, and confirms them once the entry that made them is done. */
    public interface Gateway {
        /** Takes note of an instruction that is being put out. */
        void onInstruction(OutputSlot output);

        /** Confirms what is to be confirmed. */
        void confirmAll();
    }

    private final Engine engine;
    private final boolean isFinishing;
    private final CommandSlot slot = new CommandSlot();
    private final OutputSlot output = new OutputSlot();
    private final MutableDirectBuffer buffer = new ExpandableArrayBuffer(CommandSlot.MAX_LENGTH);
    private final MessageHeaderEncoder headerEncoder = new MessageHeaderEncoder();
    private final MessageHeaderDecoder headerDecoder = new MessageHeaderDecoder();
    private final CommandAckDecoder ackDecoder = new CommandAckDecoder();
    private final Map<Integer, Long> sequences = new HashMap<>();
    private final Map<Integer, MessageKey> keys = new HashMap<>();
    private final MessageAuthenticator authenticator = new MessageAuthenticator();
    private final TreeSet<Long> dueMs = new TreeSet<>();
    private final Set<Long> periodsMs = new TreeSet<>();
    private final List<byte[]> events = new ArrayList<>();
    private Gateway gateway;
    private FeedListener listener;
    private long eventNumber;
    private long result;
    private long cycleMs;
    private RejectCode answer;
    private int awaitedParticipant;
    private long awaitedSequence;
    private long logPosition;
    private long timeMs = START_MS;

    /**
     * Makes an engine.
     *
     * @param limits      its capacities.
     * @param isFinishing whether what an entry starts is finished at once, at the entry's time; else it goes on slice
     *                    by slice with each entry.
     */
    public InlineEngine(final EngineLimits limits, final boolean isFinishing) {
        engine = new Engine(limits, this);
        this.isFinishing = isFinishing;
    }

    /** {@return a reader of the state} */
    public Inspector inspector() {
        return engine.inspector();
    }

    /** {@return cluster time} */
    public long timeMs() {
        return timeMs;
    }

    /** {@return the events since {@link #forgetEvents}, each an SBE message} */
    public List<byte[]> events() {
        return events;
    }

    /** Begins a new list of events. */
    public void forgetEvents() {
        events.clear();
    }

    /** {@return where the next command is to be written} */
    public MutableDirectBuffer buffer() {
        return buffer;
    }

    /** Says how often settlement cycles are, so that a timer fires at their boundaries; 0 for never. */
    public void cycleMs(final long periodMs) {
        cycleMs = periodMs;
    }

    /** Says who is told of instructions. */
    public void gateway(final Gateway confirming) {
        gateway = confirming;
    }

    /**
     * Says who hears each event as it is put out, as on the audit feed, in place of {@link #events}. It must not enter
     * anything while it hears.
     */
    public void listener(final FeedListener hearing) {
        listener = hearing;
    }

    /** {@return a header for decoding an output while it is put out} */
    public MessageHeaderDecoder decodedHeader() {
        return headerDecoder;
    }

    /** {@return the header to write it with} */
    public MessageHeaderEncoder header() {
        return headerEncoder;
    }

    /** {@return the sequence of a participant's next command} */
    public long nextSequence(final int participant) {
        return sequences.getOrDefault(participant, 0L) + 1;
    }

    /** Writes the header and the sequence of a participant's next command; the encoder writes on. */
    public void begin(final int participant, final MessageEncoderFlyweight encoder) {
        headerEncoder
                .wrap(buffer, 0)
                .blockLength(encoder.sbeBlockLength())
                .templateId(encoder.sbeTemplateId())
                .schemaId(encoder.sbeSchemaId())
                .version(encoder.sbeSchemaVersion());
        encoder.wrap(buffer, MessageHeaderEncoder.ENCODED_LENGTH);
        buffer.putLong(MessageHeaderEncoder.ENCODED_LENGTH, nextSequence(participant), ByteOrder.LITTLE_ENDIAN);
    }

    /** Opens the session of a participant; its id is the participant's. */
    public void openSession(final int participant) {
        final SessionPrincipalEncoder principal = new SessionPrincipalEncoder();
        principal.wrapAndApplyHeader(buffer, 0, headerEncoder).participant(participant).responseEndpoint("");
        enter(
                CommandKind.SESSION_OPEN,
                participant,
                MessageHeaderEncoder.ENCODED_LENGTH + principal.encodedLength());
    }

    /** Signs what a participant sends from now on; under a key of zeros it sends without a code. */
    public void signUnder(final int participant, final byte[] key) {
        authenticator.prepare(
                keys.computeIfAbsent(participant, sender -> new MessageKey()), new UnsafeBuffer(key), 0);
    }

    /**
     * Runs the command in the buffer, and then timers until what it started is done, unless the file slices its work.
     *
     * @param participant that sends it.
     * @param bodyLength  of the message without its header.
     * @return why it was refused; NONE if it was not.
     */
    public RejectCode submit(final int participant, final int bodyLength) {
        awaitedParticipant = participant;
        awaitedSequence = nextSequence(participant);
        answer = null;
        enter(CommandKind.MESSAGE, participant, sign(MessageHeaderEncoder.ENCODED_LENGTH + bodyLength));
        if (answer == null) {
            throw new IllegalStateException(
                    "no answer to command " + awaitedSequence + " of participant " + awaitedParticipant);
        }
        final RejectCode given = answer;
        if (given != RejectCode.BAD_MAC && given != RejectCode.RATE_LIMITED) {
            sequences.put(participant, awaitedSequence);
        }
        finishTasks();
        return given;
    }

    /** {@return what the last submitted command made: see CommandAck} */
    public long result() {
        return result;
    }

    /** {@return log position of the last entry} */
    public long logPosition() {
        return logPosition;
    }

    private int sign(final int length) {
        final MessageKey key = keys.get(awaitedParticipant);
        return key == null || !key.isPresent()
                ? length
                : authenticator.sign(key, awaitedParticipant, awaitedSequence, buffer, 0, length);
    }

    /** Says that something falls due at a time, so that a timer fires then. */
    public void fallDueAt(final long dueTimeMs) {
        dueMs.add(dueTimeMs);
    }

    /** Says that something falls due at every multiple of a period since 1970 UTC. */
    public void fallDueEvery(final long dueMs) {
        periodsMs.add(dueMs);
    }

    /** Sets the time without the timers in between; one fires at the new time. */
    public void jumpTo(final long newTimeMs) {
        timeMs = newTimeMs;
        fireTimer();
    }

    /** Moves the time on, firing the timers in between and one at the end. */
    public void advanceTo(final long newTimeMs) {
        final long startMs = timeMs;
        while (timeMs < newTimeMs) {
            final long stepMs = timeMs + periodMs(timeMs - startMs);
            final long boundaryMs = cycleMs == 0 ? stepMs : timeMs - timeMs % cycleMs + cycleMs;
            timeMs = Math.min(Math.min(newTimeMs, boundaryMs), Math.min(nextDueMs(), stepMs));
            fireTimer();
        }
    }

    private long nextDueMs() {
        final Long due = dueMs.higher(timeMs);
        long next = due == null ? Long.MAX_VALUE : due;
        for (final long periodMs : periodsMs) {
            next = Math.min(next, (timeMs / periodMs + 1) * periodMs);
        }
        return next;
    }

    private static long periodMs(final long elapsedMs) {
        if (elapsedMs < 60_000) {
            return 50;
        }
        return elapsedMs < 600_000 ? 1_000 : 60_000;
    }

    private void fireTimer() {
        enter(CommandKind.TIMER, 0, 0);
        finishTasks();
    }

    private boolean isWorking() {
        return engine.inspector().isTaskRunning()
                || engine.inspector().isCycleRunning()
                || engine.inspector().isClosingMarkets();
    }

    private void finishTasks() {
        int timers = 0;
        while (isFinishing && isWorking()) {
            if (++timers > MAX_TIMERS_PER_TASK) {
                throw new IllegalStateException("a task does not end");
            }
            enter(CommandKind.TIMER, 0, 0);
        }
        if (gateway != null) {
            gateway.confirmAll();
        }
    }

    private void enter(final CommandKind kind, final long sessionId, final int length) {
        logPosition += ENTRY_LENGTH;
        slot.assign(kind, logPosition, timeMs, sessionId, buffer, 0, length);
        engine.onCommand(slot);
    }

    @Override
    public OutputSlot claim() {
        return output;
    }

    @Override
    public void publish() {
        if (output.kind() == OutputKind.SESSION_OPENED || output.kind() == OutputKind.SESSION_CLOSED) {
            return;
        }
        headerDecoder.wrap(output.buffer(), 0);
        if (headerDecoder.templateId() == CommandAckDecoder.TEMPLATE_ID) {
            takeAck();
        } else if (headerDecoder.templateId() == SettlementInstructionDecoder.TEMPLATE_ID) {
            gateway.onInstruction(output);
        }
        if (listener != null) {
            listener.onEvent(++eventNumber, logPosition, output.buffer(), 0, output.length());
            return;
        }
        final byte[] copy = new byte[output.length()];
        output.buffer().getBytes(0, copy);
        events.add(copy);
    }

    private void takeAck() {
        ackDecoder.wrapAndApplyHeader(output.buffer(), 0, headerDecoder);
        if (ackDecoder.participant() == awaitedParticipant && ackDecoder.sequence() == awaitedSequence) {
            answer = ackDecoder.rejectCode();
            result = ackDecoder.result();
        }
    }

    /** {@return the bytes of an event as a buffer} */
    public static UnsafeBuffer wrap(final byte[] event) {
        return new UnsafeBuffer(event);
    }
}
