package io.evenkeel.tools.scenario;

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
final class InlineEngine implements OutputSink {
    private static final EngineLimits LIMITS = new EngineLimits(
            16_384, 65_536, 16_384, 1_024, 1_024, 64, 128, 16, 65_536, 65_536, 16_384, 1_024, 1_024, 64,
            16_384);

    /** Cluster time of the first line: 2026-01-01T00:00:00Z. */
    private static final long START_MS = 1_767_225_600_000L;

    private static final long ENTRY_LENGTH = 64;
    private static final int MAX_TIMERS_PER_TASK = 10_000_000;

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
    private SettlementWriter gateway;
    private long cycleMs;
    private RejectCode answer;
    private int awaitedParticipant;
    private long awaitedSequence;
    private long logPosition;
    private long timeMs = START_MS;

    /** Makes an engine that cuts its work as given, or, with null, finishes at once what a command starts. */
    InlineEngine(final Slices slices) {
        engine = new Engine(slices == null ? LIMITS : limits(slices), this);
        isFinishing = slices == null;
    }

    private static EngineLimits limits(final Slices slices) {
        return new EngineLimits(
                LIMITS.accounts(), LIMITS.positions(), LIMITS.exposures(), LIMITS.participants(), LIMITS.sessions(),
                LIMITS.assets(), LIMITS.instruments(), LIMITS.sourcesPerPrice(), LIMITS.tradeIds(), LIMITS.references(),
                LIMITS.liquidations(), slices.queue(), slices.buckets(), slices.evaluations(),
                LIMITS.instructions());
    }

    /** {@return a reader of the state} */
    Inspector inspector() {
        return engine.inspector();
    }

    /** {@return cluster time} */
    long timeMs() {
        return timeMs;
    }

    /** {@return the events since {@link #forgetEvents}, each an SBE message} */
    List<byte[]> events() {
        return events;
    }

    /** Begins a new list of events. */
    void forgetEvents() {
        events.clear();
    }

    /** {@return where the next command is to be written} */
    MutableDirectBuffer buffer() {
        return buffer;
    }

    /** Says how often settlement cycles are, so that a timer fires at their boundaries; 0 for never. */
    void cycleMs(final long periodMs) {
        cycleMs = periodMs;
    }

    /** Says who is told of instructions. */
    void gateway(final SettlementWriter writer) {
        gateway = writer;
    }

    /** {@return a header for decoding an output while it is put out} */
    MessageHeaderDecoder decodedHeader() {
        return headerDecoder;
    }

    /** {@return the header to write it with} */
    MessageHeaderEncoder header() {
        return headerEncoder;
    }

    /** {@return the sequence of a participant's next command} */
    long nextSequence(final int participant) {
        return sequences.getOrDefault(participant, 0L) + 1;
    }

    /** Writes the header and the sequence of a participant's next command; the encoder writes on. */
    void begin(final int participant, final MessageEncoderFlyweight encoder) {
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
    void openSession(final int participant) {
        final SessionPrincipalEncoder principal = new SessionPrincipalEncoder();
        principal.wrapAndApplyHeader(buffer, 0, headerEncoder).participant(participant).responseEndpoint("");
        enter(
                CommandKind.SESSION_OPEN,
                participant,
                MessageHeaderEncoder.ENCODED_LENGTH + principal.encodedLength());
    }

    /** Signs what a participant sends from now on; under a key of zeros it sends without a code. */
    void signUnder(final int participant, final byte[] key) {
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
    RejectCode submit(final int participant, final int bodyLength) {
        awaitedParticipant = participant;
        awaitedSequence = nextSequence(participant);
        answer = null;
        enter(CommandKind.MESSAGE, participant, sign(MessageHeaderEncoder.ENCODED_LENGTH + bodyLength));
        if (answer == null) {
            throw new IllegalStateException(
                    "no answer to command " + awaitedSequence + " of participant " + awaitedParticipant);
        }
        final RejectCode given = answer;
        if (given != RejectCode.BAD_MAC) {
            sequences.put(participant, awaitedSequence);
        }
        finishTasks();
        return given;
    }

    private int sign(final int length) {
        final MessageKey key = keys.get(awaitedParticipant);
        return key == null || !key.isPresent()
                ? length
                : authenticator.sign(key, awaitedParticipant, awaitedSequence, buffer, 0, length);
    }

    /** Says that something falls due at a time, so that a timer fires then. */
    void fallDueAt(final long dueTimeMs) {
        dueMs.add(dueTimeMs);
    }

    /** Says that something falls due at every multiple of a period since 1970 UTC. */
    void fallDueEvery(final long dueMs) {
        periodsMs.add(dueMs);
    }

    /** Sets the time without the timers in between; one fires at the new time. */
    void jumpTo(final long newTimeMs) {
        timeMs = newTimeMs;
        fireTimer();
    }

    /** Moves the time on, firing the timers in between and one at the end. */
    void advanceTo(final long newTimeMs) {
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
        final byte[] copy = new byte[output.length()];
        output.buffer().getBytes(0, copy);
        events.add(copy);
    }

    private void takeAck() {
        ackDecoder.wrapAndApplyHeader(output.buffer(), 0, headerDecoder);
        if (ackDecoder.participant() == awaitedParticipant && ackDecoder.sequence() == awaitedSequence) {
            answer = ackDecoder.rejectCode();
        }
    }

    /** {@return the bytes of an event as a buffer} */
    static UnsafeBuffer wrap(final byte[] event) {
        return new UnsafeBuffer(event);
    }
}
