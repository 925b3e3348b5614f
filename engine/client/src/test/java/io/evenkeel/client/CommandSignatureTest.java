package io.evenkeel.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.aeron.exceptions.ConfigurationException;
import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.authentication.MessageAuthenticator;
import io.evenkeel.codecs.authentication.MessageKey;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Commands go out signed for the session and under the key of the moment, without an object made for each. */
class CommandSignatureTest {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int REQUEST = 16;

    private final CommandWindow window = new CommandWindow(8);
    private final CommandEncoder encoder = new CommandEncoder(window);
    private final List<Integer> keysUsed = new ArrayList<>();
    private final List<Long> answered = new ArrayList<>();
    private final List<Long> refusedCodes = new ArrayList<>();
    private final MessageAuthenticator authenticator = new MessageAuthenticator();
    private byte[] secret = secret(1);
    private final CommandSignature signature = new CommandSignature(() -> secret.clone());
    private final CommandFlow flow = new CommandFlow(
            window,
            7,
            signature,
            (sequence, status, code, result, position, timeMs, isRepeated) -> answered.add(sequence),
            new SessionListener() {
                @Override
                public void onCodeRefused(final long sequence) {
                    refusedCodes.add(sequence);
                }
            },
            5_000 * MS);
    private long session;
    private long nowNs = 1;

    private static byte[] secret(final int value) {
        final byte[] bytes = new byte[MessageKey.LENGTH];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    /** Notes under which of the keys 1 to 3 a command was signed; 0 for none. */
    private final CommandFlow.Link link = (buffer, offset, length, now) -> {
        int used = 0;
        for (int candidate = 1; candidate <= 3 && length == REQUEST + MessageAuthenticator.CODE_LENGTH; candidate++) {
            final MessageKey key = new MessageKey();
            authenticator.prepare(key, new UnsafeBuffer(secret(candidate)), 0);
            final long sequence = buffer.getLong(offset + 8);
            used += authenticator.isGenuine(key, session, sequence, buffer, offset, REQUEST) ? candidate : 0;
        }
        keysUsed.add(used);
        return true;
    };

    private void open(final long id, final long last) {
        session = id;
        flow.onSessionOpened(id, nowNs);
        flow.onSessionAck(id, 7, last, nowNs);
    }

    private void send() {
        window.append(encoder.stateHashRequest());
        flow.sendUnsent(nowNs, link);
    }

    private void answer(final long sequence, final RejectCode code) {
        flow.onAck(sequence, 7, AckStatus.REJECTED, code, 0, 0, 0, false, nowNs);
    }

    private void pollAfterMs(final long ms) {
        nowNs += ms * MS;
        flow.poll(nowNs, link);
    }

    @Test
    void shouldSignEachCommandForItsSessionWhenThereIsAKey() {
        open(41, 0);
        send();
        send();
        open(42, 0);
        flow.sendUnsent(nowNs, link);
        assertThat(keysUsed).containsExactly(1, 1, 1, 1);
    }

    @Test
    void shouldSendPlainCommandsWhenThereIsNoKey() {
        secret = new byte[0];
        signature.renew();
        open(41, 0);
        send();
        assertThat(keysUsed).containsExactly(0);
        assertThat(new CommandSignature(null).append(1, 2, new UnsafeBuffer(new byte[64]), 0, 30)).isEqualTo(30);
    }

    @Test
    void shouldKeepTheCommandAndSendItAgainWhenItsCodeIsRefused() {
        open(41, 0);
        send();
        send();
        answer(1, RejectCode.BAD_MAC);
        answer(2, RejectCode.BAD_MAC);
        assertThat(answered).isEmpty();
        assertThat(refusedCodes).containsExactly(1L, 2L);
        pollAfterMs(999);
        assertThat(keysUsed).hasSize(2);
        pollAfterMs(1);
        assertThat(keysUsed).containsExactly(1, 1, 1, 1);
        answer(1, RejectCode.NONE);
        answer(2, RejectCode.NONE);
        assertThat(answered).containsExactly(1L, 2L);
    }

    @Test
    void shouldSendWhatWasRefusedAtOnceUnderTheNewKeyWhenItIsRenewed() {
        open(41, 0);
        send();
        answer(1, RejectCode.BAD_MAC);
        secret = secret(2);
        signature.renew();
        flow.onKeyRenewed(nowNs);
        flow.sendUnsent(nowNs, link);
        assertThat(keysUsed).containsExactly(1, 2);
    }

    @Test
    void shouldAskForTheKeyAgainWhenWhatWasRefusedIsSentAgain() {
        open(41, 0);
        send();
        answer(1, RejectCode.BAD_MAC);
        pollAfterMs(1_000);
        answer(1, RejectCode.BAD_MAC);
        secret = secret(2);
        pollAfterMs(2_000);
        assertThat(keysUsed).containsExactly(1, 1, 2);
        answer(1, RejectCode.NONE);
        assertThat(answered).containsExactly(1L);
    }

    @Test
    void shouldKeepItsKeyWhenAnAnswerIsLateButNoCodeWasRefused() {
        open(41, 0);
        send();
        secret = secret(2);
        pollAfterMs(1_000);
        assertThat(keysUsed).containsExactly(1, 1);
    }

    @Test
    void shouldLeaveWhatIsInFlightAloneWhenTheKeyIsRenewedInTime() {
        open(41, 0);
        send();
        secret = secret(3);
        signature.renew();
        flow.onKeyRenewed(nowNs);
        send();
        assertThat(keysUsed).containsExactly(1, 3);
    }

    @Test
    void shouldNotTakeAForgersRefusalForAnAnswerWhenTheCommandIsStillInFlight() {
        open(41, 0);
        send();
        answer(1, RejectCode.BAD_MAC);
        answer(77, RejectCode.BAD_MAC);
        answer(1, RejectCode.NONE);
        assertThat(answered).containsExactly(1L);
        pollAfterMs(10_000);
        assertThat(keysUsed).containsExactly(1);
    }

    @Test
    void shouldKeepTheKeyBeforeAndSayNothingOfTheNewOneWhenItsLengthIsWrong() {
        secret = new byte[] {7, 77, 7};
        assertThatThrownBy(signature::renew)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("32 bytes, not 3")
                .message().doesNotContain("77");
        open(41, 0);
        send();
        assertThat(keysUsed).containsExactly(1);
    }

    @Test
    void shouldMakeNoObjectsWhenItSigns() {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
        long signed = 0;
        long allocated = Long.MAX_VALUE;
        for (int round = 0; round < 10 && allocated > 0; round++) {
            final long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 20_000; i++) {
                signed += signature.append(1, i, buffer, 0, 74);
            }
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertThat(signed % 90).isZero();
        assertThat(allocated).isZero();
    }
}
