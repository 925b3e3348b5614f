package io.evenkeel.tools.cluster;

import io.evenkeel.client.AckListener;
import io.evenkeel.client.ClientContext;
import io.evenkeel.client.EvenkeelClient;
import io.evenkeel.client.SessionListener;
import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.RejectCode;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.agrona.concurrent.YieldingIdleStrategy;

/**
 * A client as tools use it: commands may be waited for one by one, or sent as fast as the window allows with their
 * answers counted. Not thread-safe.
 */
public final class ParticipantLine implements AutoCloseable {
    private static final long CONNECT_TIMEOUT_MS = 120_000;
    private static final long ANSWER_TIMEOUT_MS = 30_000;

    private final RunningCluster cluster;
    private final EvenkeelClient client;
    private final AckListener listener;
    private final int participant;
    private int leader = -1;
    private boolean isCodeRefused;
    private long awaited;
    private RejectCode answer;
    private long accepted;
    private long refused;

    private ParticipantLine(final RunningCluster cluster, final int participant, final AckListener listener) {
        this.cluster = cluster;
        this.participant = participant;
        this.listener = listener;
        client = EvenkeelClient.create(new ClientContext()
                .aeronDirectoryName(cluster.aeronDir())
                .nodes(cluster.nodes())
                .participant(participant)
                .keySupplier(() -> cluster.key(participant))
                .messageKeySupplier(() -> cluster.messageKey(participant))
                .sessionListener(new SessionWatch())
                .ackListener(this::onAck));
    }

    /** Remembers who leads, and that the session is not believed. */
    private final class SessionWatch implements SessionListener {
        @Override
        public void onSessionReady(final long sessionId, final int leaderMemberId, final long lastSequence) {
            leader = leaderMemberId;
        }

        @Override
        public void onLeaderChanged(final long leadershipTermId, final int leaderMemberId) {
            leader = leaderMemberId;
        }

        @Override
        public void onCodeRefused(final long sequence) {
            isCodeRefused = true;
        }
    }

    /** Connects, and counts answers. */
    public static ParticipantLine connect(final RunningCluster cluster, final int participant) {
        return connect(cluster, participant, (sequence, status, code, result, position, timeMs, isRepeated) -> { });
    }

    /**
     * Connects, and passes answers on.
     *
     * @throws IllegalStateException if the cluster cannot be reached in time or refuses the participant.
     */
    public static ParticipantLine connect(
            final RunningCluster cluster, final int participant, final AckListener listener) {
        final ParticipantLine line = new ParticipantLine(cluster, participant, listener);
        try {
            line.await(line.client::isReady, CONNECT_TIMEOUT_MS, "no session of participant " + participant);
            return line;
        } catch (final RuntimeException e) {
            line.close();
            throw e;
        }
    }

    /** Polls until something holds. */
    private void await(final BooleanSupplier condition, final long timeoutMs, final String complaint) {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        while (!condition.getAsBoolean()) {
            cluster.check();
            if (client.isClosed()) {
                throw new IllegalStateException("the line to the cluster is closed: " + client.endReason());
            }
            if (isCodeRefused) {
                throw new IllegalStateException("a command of participant " + participant + " was refused: BAD_MAC:"
                        + " its message key is not the cluster's");
            }
            if (System.nanoTime() - deadlineNs > 0) {
                throw new IllegalStateException(complaint + " in " + timeoutMs / 1_000 + " s");
            }
            YieldingIdleStrategy.INSTANCE.idle(client.poll());
        }
    }

    private void onAck(
            final long sequence,
            final AckStatus status,
            final RejectCode code,
            final long result,
            final long position,
            final long timeMs,
            final boolean isRepeated) {
        if (status == AckStatus.REJECTED) {
            refused++;
        } else {
            accepted++;
        }
        if (sequence == awaited) {
            answer = code;
        }
        listener.onAck(sequence, status, code, result, position, timeMs, isRepeated);
    }

    /** {@return the client} */
    public EvenkeelClient client() {
        return client;
    }

    /** Does what is due. {@return how much was done} */
    public int poll() {
        return client.poll();
    }

    /**
     * Sends a command as soon as the window allows.
     *
     * @param command calls one of the client's command methods.
     * @return the command's sequence.
     */
    public long send(final LongSupplier command) {
        final long sequence = command.getAsLong();
        if (sequence >= 0) {
            return sequence;
        }
        final long[] sent = {sequence};
        await(() -> (sent[0] = command.getAsLong()) >= 0, ANSWER_TIMEOUT_MS, "a command could not be sent");
        return sent[0];
    }

    /** Sends a command and waits for its answer. {@return why it was refused; NONE if it was not} */
    public RejectCode ask(final LongSupplier command) {
        answer = null;
        awaited = send(command);
        await(() -> answer != null, ANSWER_TIMEOUT_MS, "no answer to a command");
        return answer;
    }

    /**
     * Sends a command that must be accepted, and waits for its answer.
     *
     * @throws IllegalStateException if it is refused.
     */
    public void require(final String what, final LongSupplier command) {
        final RejectCode code = ask(command);
        if (code != RejectCode.NONE) {
            throw new IllegalStateException(what + " was refused: " + code);
        }
    }

    /**
     * Waits until every command that was sent has its answer.
     *
     * @throws IllegalStateException if that takes too long.
     */
    public void awaitAnswers() {
        await(() -> client.outstanding() == 0, ANSWER_TIMEOUT_MS, "commands were not answered");
    }

    /** {@return id of the node that leads, as the session knows it; -1 if it does not} */
    public int leader() {
        return leader;
    }

    /** {@return how many commands were accepted} */
    public long accepted() {
        return accepted;
    }

    /** {@return how many commands were refused} */
    public long refused() {
        return refused;
    }

    @Override
    public void close() {
        client.close();
    }
}
