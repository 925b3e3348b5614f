package io.evenkeel.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.RejectCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.MutableDirectBuffer;
import org.junit.jupiter.api.Test;

class CommandFlowTest {
    private static final int PARTICIPANT = 7;
    private static final long SESSION = 99;
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

    private final CommandWindow window = new CommandWindow(8);
    private final CommandEncoder encoder = new CommandEncoder(window);
    private final List<Long> answered = new ArrayList<>();
    private final List<Long> sent = new ArrayList<>();
    private final CommandFlow flow = new CommandFlow(
            window,
            PARTICIPANT,
            new CommandSignature(null),
            (sequence, status, code, result, position, timeMs, isRepeated) -> answered.add(sequence),
            SessionListener.NONE,
            5_000 * MS);
    private long nowNs = 1;
    private boolean isBlocked;

    private final CommandFlow.Link link = (buffer, offset, length, now) -> {
        if (isBlocked) {
            return false;
        }
        sent.add(((MutableDirectBuffer) buffer).getLong(offset + 8));
        return true;
    };

    private void ready(final long last) {
        flow.onSessionOpened(SESSION, nowNs);
        flow.poll(nowNs, link);
        flow.onSessionAck(SESSION, PARTICIPANT, last, nowNs);
        sent.clear();
    }

    private void send(final int count) {
        for (int i = 0; i < count; i++) {
            window.append(encoder.stateHashRequest());
        }
        flow.sendUnsent(nowNs, link);
    }

    private void ack(final long sequence) {
        ack(sequence, RejectCode.NONE);
    }

    private void ack(final long sequence, final RejectCode code) {
        final AckStatus status = code == RejectCode.NONE ? AckStatus.ACCEPTED : AckStatus.REJECTED;
        flow.onAck(sequence, PARTICIPANT, status, code, 0, 0, 0, false, nowNs);
    }

    private void pollAfterMs(final long ms) {
        nowNs += ms * MS;
        flow.poll(nowNs, link);
    }

    @Test
    void shouldAskForTheSequenceWhenItIsNotToldYet() {
        flow.onSessionOpened(SESSION, nowNs);
        pollAfterMs(0);
        pollAfterMs(50);
        pollAfterMs(50);

        assertThat(sent).containsExactly(0L, 0L);
        assertThat(flow.onSessionAck(SESSION - 1, PARTICIPANT, 5, nowNs)).as("older session").isFalse();
        assertThat(flow.onSessionAck(SESSION, PARTICIPANT + 1, 5, nowNs)).as("stranger").isFalse();
        assertThat(flow.onSessionAck(SESSION, PARTICIPANT, 5, nowNs)).isTrue();
        assertThat(window.next()).isEqualTo(6);
    }

    @Test
    void shouldDeliverAnswerOnceWhenItComesTwice() {
        ready(0);
        send(2);
        ack(1);
        ack(1);
        ack(2, RejectCode.OFF_GRID);
        ack(2, RejectCode.OFF_GRID);
        ack(3);

        assertThat(answered).containsExactly(1L, 2L);
        assertThat(flow.repeatedAnswers()).isEqualTo(3);
    }

    @Test
    void shouldSendInOrderWhenTheTransportPushedBack() {
        ready(0);
        isBlocked = true;
        send(3);
        assertThat(sent).isEmpty();

        isBlocked = false;
        pollAfterMs(1);

        assertThat(sent).containsExactly(1L, 2L, 3L);
    }

    @Test
    void shouldSendAgainWhatIsNotAnsweredWhenTheLeaderChanges() {
        ready(0);
        send(4);
        ack(1);
        ack(3);
        sent.clear();

        flow.onNewLeader(nowNs);
        pollAfterMs(1);

        assertThat(sent).containsExactly(2L, 4L);
    }

    @Test
    void shouldSendAgainSoonWhenALaterAnswerShowsThatOneWasLost() {
        ready(0);
        send(3);
        sent.clear();
        ack(2);
        pollAfterMs(10);
        assertThat(sent).as("it may be on its way").isEmpty();

        pollAfterMs(10);

        assertThat(sent).containsExactly(1L, 3L);
        ack(1);
        ack(3);
        assertThat(answered).containsExactly(2L, 1L, 3L);
    }

    @Test
    void shouldGoBackToTheLowestWhenTheClusterSaysThatOneIsMissing() {
        ready(0);
        send(3);
        sent.clear();
        ack(1);
        ack(3, RejectCode.SEQUENCE_GAP);

        pollAfterMs(20);

        assertThat(sent).containsExactly(2L, 3L);
        assertThat(answered).as("a gap is no answer").containsExactly(1L);
    }

    @Test
    void shouldSendAgainLessAndLessOftenWhenNothingIsAnswered() {
        ready(0);
        send(1);
        sent.clear();
        for (int ms = 0; ms < 4_900; ms += 100) {
            pollAfterMs(100);
        }

        assertThat(sent).as("after 1 s and 2 s more").containsExactly(1L, 1L);
        assertThat(flow.isAnswerOverdue(nowNs)).isFalse();
        pollAfterMs(200);
        assertThat(flow.isAnswerOverdue(nowNs)).isTrue();
    }

    @Test
    void shouldNotBeOverdueWhenNothingIsOutstanding() {
        ready(0);
        send(1);
        ack(1);
        pollAfterMs(60_000);

        assertThat(flow.isAnswerOverdue(nowNs)).isFalse();
        send(1);
        assertThat(flow.isAnswerOverdue(nowNs)).as("silence counts from the sending").isFalse();
    }

    @Test
    void shouldWaitForTheSequenceAndThenSendAgainWhenASessionIsNew() {
        ready(0);
        send(3);
        ack(1);
        sent.clear();

        flow.onSessionOpened(SESSION + 1, nowNs);
        pollAfterMs(1);
        assertThat(sent).as("only the question").containsExactly(0L);
        sent.clear();
        assertThat(flow.onSessionAck(SESSION + 1, PARTICIPANT, 2, nowNs)).isTrue();
        pollAfterMs(1);

        assertThat(sent).containsExactly(2L, 3L);
    }

    @Test
    void shouldEndWhenTheClusterKnowsCommandsThatThisClientNeverSent() {
        ready(0);
        send(1);
        flow.onSessionOpened(SESSION + 1, nowNs);
        flow.onSessionAck(SESSION + 1, PARTICIPANT, 2, nowNs);

        assertThat(flow.endReason()).contains("another process");
    }

    @Test
    void shouldEndWhenTheClusterForgotWhatItAcknowledged() {
        ready(0);
        send(2);
        ack(1);
        ack(2);
        flow.onSessionOpened(SESSION + 1, nowNs);
        flow.onSessionAck(SESSION + 1, PARTICIPANT, 1, nowNs);

        assertThat(flow.endReason()).contains("lost its state");
    }

    @Test
    void shouldAskAgainWhenTheSessionIsNotBelievedAndEndWhenItStaysSo() {
        ready(0);
        send(1);
        ack(1, RejectCode.NOT_AUTHENTICATED);
        assertThat(answered).isEmpty();
        sent.clear();
        for (int i = 0; i < 10; i++) {
            assertThat(flow.endReason()).isNull();
            pollAfterMs(100);
            ack(0, RejectCode.NOT_AUTHENTICATED);
        }

        assertThat(sent).containsOnly(0L);
        assertThat(flow.endReason()).contains("another process has taken its place");
    }

    /** Commands 3 and 4 were not looked at; nothing goes out for a second, then both do, and one made meanwhile. */
    @Test
    void shouldRestForASecondWhenItsRateIsUsedUp() {
        ready(0);
        send(4);
        sent.clear();
        ack(1);
        ack(2);
        ack(3, RejectCode.RATE_LIMITED);
        pollAfterMs(10);
        ack(4, RejectCode.RATE_LIMITED);
        send(1);
        pollAfterMs(1_089);
        assertThat(sent).isEmpty();
        pollAfterMs(1);

        assertThat(sent).containsExactly(3L, 4L, 5L);
        assertThat(answered).as("that is no answer").containsExactly(1L, 2L);
        ack(3);
        ack(4);
        ack(5);
        assertThat(answered).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void shouldAskOnWhenItsRequestsAreBeyondTheRate() {
        flow.onSessionOpened(SESSION, nowNs);
        for (int i = 0; i < 20; i++) {
            pollAfterMs(100);
            ack(0, RejectCode.RATE_LIMITED);
        }

        assertThat(flow.endReason()).isNull();
        assertThat(flow.onSessionAck(SESSION, PARTICIPANT, 5, nowNs)).isTrue();
    }

    @Test
    void shouldDeliverRefusalWhenItIsNeitherGapNorDisbelief() {
        ready(0);
        for (final RejectCode code : RejectCode.values()) {
            if (code == RejectCode.NULL_VAL
                    || code == RejectCode.SEQUENCE_GAP
                    || code == RejectCode.BAD_MAC
                    || code == RejectCode.RATE_LIMITED
                    || code == RejectCode.NOT_AUTHENTICATED) {
                continue;
            }
            send(1);
            ack(window.next() - 1, code);
            assertThat(answered).as("%s", code).contains(window.next() - 1);
        }
        assertThat(window.size()).isZero();
    }

    @Test
    void shouldGoOnWhenOnlyAnOldSessionWasNotBelieved() {
        ready(0);
        send(1);
        ack(1, RejectCode.NOT_AUTHENTICATED);
        sent.clear();
        pollAfterMs(1);
        flow.onSessionAck(SESSION, PARTICIPANT, 0, nowNs);
        pollAfterMs(1);

        assertThat(sent).containsExactly(0L, 1L);
        ack(1);
        assertThat(answered).containsExactly(1L);
    }
}
