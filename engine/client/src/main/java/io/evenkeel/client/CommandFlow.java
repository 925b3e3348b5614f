package io.evenkeel.client;

import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SessionRequestEncoder;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Gets every command of the window to the cluster in sequence and its answer to the application once, over sessions
 * that may be lost and leaders that may change. What is not acknowledged is sent again: after a leader change, on a new
 * session, when an answer to a later command shows that one was lost, and when no progress is made for a while. That is
 * safe, since the cluster answers a repeated sequence with its first answer. Where the participant's rate is used up,
 * nothing is sent for a second.
 *
 * <p>Not thread-safe. Does not allocate after construction, but for the reason it stops for good, and where a refused
 * code has it ask for the message key again.
 */
final class CommandFlow {
    private static final long REQUEST_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long GAP_RESEND_DELAY_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long RESEND_DELAY_NS = TimeUnit.SECONDS.toNanos(1);
    /** More than a second, so that what straddles one second of the cluster's clock does not straddle every one. */
    private static final long REST_NS = TimeUnit.MILLISECONDS.toNanos(1_100);
    private static final int MAX_REFUSALS = 10;
    private static final int REQUEST_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + SessionRequestEncoder.BLOCK_LENGTH;

    private final UnsafeBuffer request = new UnsafeBuffer(new byte[REQUEST_LENGTH]);
    private final CommandWindow window;
    private final int participant;
    private final AckListener listener;
    private final long ackTimeoutNs;
    private final CommandSignature signature;
    private final SessionListener sessionListener;
    private long sessionId;
    private boolean isSynchronised;
    private boolean hasStarted;
    private boolean isWaiting;
    private int refusals;
    private long requestAtNs;
    private long answeredAtNs;
    private long progressAtNs;
    private long highestAnswered;
    private int fruitlessResends;
    private String endReason;
    private long resends;
    private long repeatedAnswers;
    private boolean isCodeRefused;
    private boolean isResting;
    private long restedAtNs;

    /** Hands one message to the transport. */
    @FunctionalInterface
    interface Link {
        /** {@return whether the message was taken} */
        boolean offer(DirectBuffer buffer, int offset, int length, long nowNs);
    }

    CommandFlow(
            final CommandWindow window,
            final int participant,
            final CommandSignature signature,
            final AckListener listener,
            final SessionListener sessionListener,
            final long ackTimeoutNs) {
        this.window = window;
        this.participant = participant;
        this.signature = signature;
        this.sessionListener = sessionListener;
        this.listener = listener;
        this.ackTimeoutNs = ackTimeoutNs;
        new SessionRequestEncoder().wrapAndApplyHeader(request, 0, new MessageHeaderEncoder()).sequence(0);
    }

    /** A new session is open; nothing is sent on it until the cluster has said where the sequence stands. */
    void onSessionOpened(final long newSessionId, final long nowNs) {
        sessionId = newSessionId;
        isSynchronised = false;
        refusals = 0;
        requestAtNs = nowNs;
        answeredAtNs = nowNs;
    }

    /** What was in flight to the old leader may be lost. */
    void onNewLeader(final long nowNs) {
        rewind(nowNs);
        requestAtNs = nowNs;
    }

    /** Another message key is in use; what was refused under the one before goes out again at once. */
    void onKeyRenewed(final long nowNs) {
        if (isCodeRefused) {
            rewind(nowNs);
            fruitlessResends = 0;
        }
    }

    /** Sends what is due. {@return how much was sent} */
    int poll(final long nowNs, final Link link) {
        if (!isSynchronised) {
            return requestSessionAck(nowNs, link);
        }
        if (isResting && nowNs - restedAtNs >= 0) {
            isResting = false;
            rewind(nowNs);
        } else if (!isResting && isResendDue(nowNs)) {
            fruitlessResends = isCodeRefused && signature.renewIfOther() ? 0 : fruitlessResends + 1;
            rewind(nowNs);
        }
        return sendUnsent(nowNs, link);
    }

    /** Sends commands that wait. {@return how many were taken} */
    int sendUnsent(final long nowNs, final Link link) {
        int sent = 0;
        while (isSynchronised && !isResting && window.hasUnsent()) {
            final long sequence = window.unsent();
            final int offset = window.offset(sequence);
            final int length =
                    signature.append(sessionId, sequence, window.buffer(), offset, window.length(sequence));
            if (!link.offer(window.buffer(), offset, length, nowNs)) {
                break;
            }
            if (!isWaiting) {
                isWaiting = true;
                answeredAtNs = nowNs;
                progressAtNs = nowNs;
            }
            window.markSent();
            sent++;
        }
        return sent;
    }

    /** {@return whether the session has been silent for so long that another should be tried} */
    boolean isAnswerOverdue(final long nowNs) {
        return (!isSynchronised || isWaiting) && nowNs - answeredAtNs >= ackTimeoutNs;
    }

    /** The cluster says where the participant's sequence stands. {@return whether that made the session usable} */
    boolean onSessionAck(final long session, final int ofParticipant, final long lastSequence, final long nowNs) {
        if (isSynchronised || session != sessionId || ofParticipant != participant) {
            return false;
        }
        if (!hasStarted) {
            window.startAfter(lastSequence);
            hasStarted = true;
        } else if (lastSequence < window.lowest() - 1 || lastSequence >= window.next()) {
            endReason = "the cluster's last sequence of participant " + participant + " is " + lastSequence
                    + ", but this client has acknowledgements up to " + (window.lowest() - 1) + " and sent up to "
                    + (window.next() - 1) + ": another process used the participant, or the cluster lost its state";
            return false;
        }
        isSynchronised = true;
        answeredAtNs = nowNs;
        rewind(nowNs);
        fruitlessResends = 0;
        return true;
    }

    /** The answer to a command, perhaps not the first one, perhaps not even to a command of this process. */
    void onAck(
            final long sequence,
            final int ofParticipant,
            final AckStatus status,
            final RejectCode rejectCode,
            final long result,
            final long commandPosition,
            final long timeMs,
            final boolean isRepeated,
            final long nowNs) {
        if (ofParticipant != participant && ofParticipant != 0) {
            return;
        }
        if (sequence == 0) {
            onRequestRefused(rejectCode);
        } else if (rejectCode == RejectCode.NOT_AUTHENTICATED) {
            askAgain(sequence, nowNs);
        } else if (rejectCode == RejectCode.SEQUENCE_GAP) {
            noteAnswer(sequence, nowNs);
        } else if (rejectCode == RejectCode.BAD_MAC) {
            onCodeRefused(sequence, nowNs);
        } else if (rejectCode == RejectCode.RATE_LIMITED) {
            rest(nowNs);
        } else {
            final long lowestBefore = window.lowest();
            if (window.acknowledge(sequence)) {
                noteAnswer(sequence, nowNs);
                noteProgress(lowestBefore, nowNs);
                listener.onAck(sequence, status, rejectCode, result, commandPosition, timeMs, isRepeated);
            } else {
                repeatedAnswers++;
            }
        }
    }

    /** {@return why the flow has ended for good; null while it goes on} */
    String endReason() {
        return endReason;
    }

    boolean isSynchronised() {
        return isSynchronised;
    }

    /** {@return whether the participant's sequence was ever learned, so that commands can be numbered} */
    boolean hasStarted() {
        return hasStarted;
    }

    /** {@return how often commands were sent again from the lowest unacknowledged} */
    long resends() {
        return resends;
    }

    /** {@return how many answers came for commands that had been answered before} */
    long repeatedAnswers() {
        return repeatedAnswers;
    }

    private int requestSessionAck(final long nowNs, final Link link) {
        if (nowNs - requestAtNs < 0 || !link.offer(request, 0, REQUEST_LENGTH, nowNs)) {
            return 0;
        }
        requestAtNs = nowNs + REQUEST_INTERVAL_NS;
        return 1;
    }

    private void rewind(final long nowNs) {
        if (window.isAwaitingAnswer()) {
            window.rewind();
            resends++;
        }
        highestAnswered = 0;
        progressAtNs = nowNs;
        isCodeRefused = false;
    }

    private boolean isResendDue(final long nowNs) {
        if (!window.isAwaitingAnswer()) {
            return false;
        }
        final boolean hasGap = highestAnswered > window.lowest();
        final long delayNs = (hasGap ? GAP_RESEND_DELAY_NS : RESEND_DELAY_NS) << Math.min(fruitlessResends, 6);
        return nowNs - progressAtNs >= Math.min(delayNs, ackTimeoutNs);
    }

    private void noteAnswer(final long sequence, final long nowNs) {
        answeredAtNs = nowNs;
        if (sequence < window.next()) {
            highestAnswered = Math.max(highestAnswered, sequence);
        }
    }

    private void noteProgress(final long lowestBefore, final long nowNs) {
        if (window.lowest() > lowestBefore) {
            progressAtNs = nowNs;
            fruitlessResends = 0;
            isWaiting = window.isAwaitingAnswer();
        }
    }

    /**
     * No answer to the command: what was refused may be somebody else's. The session lives; if it was ours, the key
     * is wrong, and the command goes out again after a while, with a longer one each time, under the key that the
     * supplier has by then, or once the key is renewed.
     */
    private void onCodeRefused(final long sequence, final long nowNs) {
        answeredAtNs = nowNs;
        isCodeRefused = true;
        sessionListener.onCodeRefused(sequence);
    }

    /** No answer either: the command was not looked at, and goes out again, the lowest first, when a second is over. */
    private void rest(final long nowNs) {
        answeredAtNs = nowNs;
        if (!isResting) {
            isResting = true;
            restedAtNs = nowNs + REST_NS;
        }
    }

    /** What is refused for the rate alone was not judged: it is asked again. */
    private void onRequestRefused(final RejectCode rejectCode) {
        final boolean isJudged = rejectCode != RejectCode.NONE && rejectCode != RejectCode.RATE_LIMITED;
        if (!isSynchronised && isJudged && ++refusals >= MAX_REFUSALS) {
            endReason = "the cluster refuses participant " + participant + ": " + rejectCode
                    + (hasStarted ? "; another process has taken its place" : "");
        }
    }

    /** A session that is not believed may be an old one of ours; the one we have now must be asked. */
    private void askAgain(final long sequence, final long nowNs) {
        if (isSynchronised && window.contains(sequence)) {
            isSynchronised = false;
            refusals = 0;
            requestAtNs = nowNs;
            answeredAtNs = nowNs;
        }
    }
}
