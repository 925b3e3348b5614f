package io.evenkeel.tools.cluster;

import io.evenkeel.client.AckListener;
import io.evenkeel.client.ClientContext;
import io.evenkeel.client.EvenkeelClient;
import io.evenkeel.client.SessionListener;
import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.RejectCode;
import java.util.function.LongSupplier;
import org.agrona.concurrent.YieldingIdleStrategy;

/**
 * A client as tools use it: commands may be waited for one by one, or sent as fast as the window allows with their
 * answers counted. Not thread-safe.
 */
public final class ParticipantLine implements AutoCloseable {
    private static final long CONNECT_TIMEOUT_MS = 120_000;
    private static final long ANSWER_TIMEOUT_MS = 30_000;

    private final EvenkeelClient client;
    private final AckListener listener;
    private int leader = -1;
    private long awaited;
    private RejectCode answer;
    private long accepted;
    private long refused;

    private ParticipantLine(final RunningCluster cluster, final int participant, final AckListener listener) {
        this.listener = listener;
        client = EvenkeelClient.connect(new ClientContext()
                .aeronDirectoryName(cluster.aeronDir())
                .nodes(cluster.nodes())
                .participant(participant)
                .keySupplier(() -> cluster.key(participant))
                .connectTimeoutMs(CONNECT_TIMEOUT_MS)
                .sessionListener(new LeaderListener())
                .ackListener(this::onAck));
    }

    /** Remembers who leads. */
    private final class LeaderListener implements SessionListener {
        @Override
        public void onSessionReady(final long sessionId, final int leaderMemberId, final long lastSequence) {
            leader = leaderMemberId;
        }

        @Override
        public void onLeaderChanged(final long leadershipTermId, final int leaderMemberId) {
            leader = leaderMemberId;
        }
    }

    /** Connects, and counts answers. */
    public static ParticipantLine connect(final RunningCluster cluster, final int participant) {
        return new ParticipantLine(
                cluster, participant, (sequence, status, code, result, position, timeMs, isRepeated) -> { });
    }

    /** Connects, and passes answers on. */
    public static ParticipantLine connect(
            final RunningCluster cluster, final int participant, final AckListener listener) {
        return new ParticipantLine(cluster, participant, listener);
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
        final long deadlineNs = System.nanoTime() + ANSWER_TIMEOUT_MS * 1_000_000;
        long sequence = command.getAsLong();
        while (sequence < 0) {
            if (sequence == EvenkeelClient.CLOSED) {
                throw new IllegalStateException("the line to the cluster is closed");
            }
            if (System.nanoTime() - deadlineNs > 0) {
                throw new IllegalStateException("a command could not be sent in " + ANSWER_TIMEOUT_MS + " ms");
            }
            YieldingIdleStrategy.INSTANCE.idle(client.poll());
            sequence = command.getAsLong();
        }
        return sequence;
    }

    /** Sends a command and waits for its answer. {@return why it was refused; NONE if it was not} */
    public RejectCode ask(final LongSupplier command) {
        answer = null;
        awaited = send(command);
        final long deadlineNs = System.nanoTime() + ANSWER_TIMEOUT_MS * 1_000_000;
        while (answer == null) {
            if (System.nanoTime() - deadlineNs > 0) {
                throw new IllegalStateException("no answer to a command in " + ANSWER_TIMEOUT_MS + " ms");
            }
            YieldingIdleStrategy.INSTANCE.idle(client.poll());
        }
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
        if (!client.awaitAllAcknowledged(ANSWER_TIMEOUT_MS)) {
            throw new IllegalStateException("commands were not answered in " + ANSWER_TIMEOUT_MS + " ms");
        }
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
