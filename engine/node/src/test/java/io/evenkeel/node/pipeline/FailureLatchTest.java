package io.evenkeel.node.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who ends the node waits for the last word of the one that failed, but not for ever. */
@Timeout(30)
class FailureLatchTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final CountDownLatch canSpeak = new CountDownLatch(1);
    private final FailureLatch failures =
            new FailureLatch(new PrintStream(new HesitantStream(), true, StandardCharsets.UTF_8), failure -> { });
    private final Thread failing =
            new Thread(() -> failures.fail("stage RISK", 640, new IllegalStateException("planted")));

    /** Standard error that takes nothing until it may. */
    private final class HesitantStream extends OutputStream {
        @Override
        public void write(final int value) {
            try {
                canSpeak.await();
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            said.write(value);
        }
    }

    private void failWithoutAWord() throws InterruptedException {
        failing.start();
        while (!failures.isSet()) {
            Thread.sleep(1);
        }
    }

    @Test
    void shouldWaitForTheLastWordWhenTheFailureIsSeenBefore() throws InterruptedException {
        failWithoutAWord();
        final Thread speaker = new Thread(canSpeak::countDown);
        speaker.start();
        failures.awaitLastWord(20, TimeUnit.SECONDS);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .startsWith("evenkeel: node stops: stage RISK failed at log position 640:");
        speaker.join();
        failing.join();
    }

    @Test
    void shouldGoOnWhenTheLastWordCannotBeSaid() throws InterruptedException {
        failWithoutAWord();
        failures.awaitLastWord(1, TimeUnit.MILLISECONDS);
        assertThat(said.size()).isZero();
        canSpeak.countDown();
        failing.join();
    }

    @Test
    void shouldNotWaitWhenNothingFailed() {
        failures.awaitLastWord(20, TimeUnit.SECONDS);
        assertThat(failures.failure()).isNull();
    }
}
