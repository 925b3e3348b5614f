package io.evenkeel.node.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.core.command.CommandKind;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.command.Pulse;
import io.evenkeel.core.command.Stage;
import io.evenkeel.core.output.OutputKind;
import io.evenkeel.core.output.OutputSlot;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.AgentTerminationException;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.YieldingIdleStrategy;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A stage that throws or hangs is named in the node's last word, in every form. */
@Timeout(60)
final class PipelineFailureTest {
    private static final long STALL_NS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long BAD_POSITION = 640;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final CountDownLatch failed = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final FailureLatch failures = new FailureLatch(
            new PrintStream(said, true, StandardCharsets.UTF_8), failure -> failed.countDown());

    @ParameterizedTest
    @EnumSource(names = {"INLINE", "RING", "STAGES"})
    void shouldNameTheStageWhenItThrows(final PipelineForm form) throws InterruptedException {
        final OutputRing outputs = new OutputRing(64);
        final Stage risk = slot -> {
            if (slot.logPosition() == BAD_POSITION) {
                throw new IllegalStateException("balances do not sum to zero");
            }
            append(outputs, slot.logPosition());
        };
        try (Pipeline pipeline = pipeline(form, slot -> { }, slot -> { }, risk, outputs)) {
            feedUntilFailure(pipeline);
            assertThat(failed.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(failures.failure().where()).isEqualTo("stage RISK");
            assertThat(said.toString(StandardCharsets.UTF_8)).startsWith(
                    "evenkeel: node stops: stage RISK failed at log position 640:"
                            + " java.lang.IllegalStateException: balances do not sum to zero");
            assertThatThrownBy(() -> pipeline.onDuty(0)).isInstanceOf(AgentTerminationException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"INLINE", "RING", "STAGES"})
    void shouldNameTheStageWhenItHangs(final PipelineForm form) throws InterruptedException {
        final OutputRing outputs = new OutputRing(64);
        final Stage price = slot -> {
            if (slot.logPosition() == BAD_POSITION) {
                awaitRelease();
            }
        };
        final Stage risk = slot -> append(outputs, slot.logPosition());
        try (Pipeline pipeline = pipeline(form, slot -> { }, price, risk, outputs)) {
            final Thread driver = new Thread(() -> feedUntilFailure(pipeline));
            driver.start();
            assertThat(failed.await(20, TimeUnit.SECONDS)).isTrue();
            release.countDown();
            driver.join();
            assertThat(failures.failure().where()).isEqualTo("stage PRICE");
            assertThat(failures.failure().logPosition()).isEqualTo(BAD_POSITION);
            assertThat(failures.failure().cause()).hasMessageContaining("no progress for 500 ms while work waits");
            assertThat(failures.failure().cause().getStackTrace())
                    .anyMatch(frame -> frame.getMethodName().equals("awaitRelease"));
        }
    }

    /** Puts something out, then works three times as long on the entry as a stage may stand still, and says so. */
    private static final class LongWork implements Stage {
        private final CountDownLatch done = new CountDownLatch(1);
        private final OutputRing outputs;
        private Pulse pulse = Pulse.NONE;

        private LongWork(final OutputRing outputs) {
            this.outputs = outputs;
        }

        @Override
        public void pulse(final Pulse toBeTold) {
            pulse = toBeTold;
        }

        @Override
        public void onCommand(final CommandSlot slot) {
            final long endNs = System.nanoTime() + 3 * STALL_NS;
            append(outputs, slot.logPosition());
            while (slot.logPosition() == BAD_POSITION && System.nanoTime() - endNs < 0) {
                pulse.beat();
                LockSupport.parkNanos(STALL_NS / 50);
            }
            if (slot.logPosition() > BAD_POSITION) {
                done.countDown();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"INLINE", "RING", "STAGES"})
    void shouldBlameNobodyWhenAStageThatWorksLongSaysSo(final PipelineForm form) throws InterruptedException {
        final UnsafeBuffer bytes = new UnsafeBuffer(new byte[16]);
        final OutputRing outputs = new OutputRing(64);
        final LongWork risk = new LongWork(outputs);
        try (Pipeline pipeline = pipeline(form, slot -> { }, slot -> { }, risk, outputs)) {
            pipeline.start(new YieldingIdleStrategy());
            for (long position = 64; position <= BAD_POSITION + 64; position += 64) {
                pipeline.onEntry(CommandKind.MESSAGE, position, 0, 1, bytes, 0, 16);
            }
            assertThat(risk.done.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(failures.isSet()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"INLINE", "RING", "STAGES"})
    void shouldNameItWhenAnErrorIsThrownByPublish(final PipelineForm form) throws InterruptedException {
        final OutputRing outputs = new OutputRing(64);
        final Stage risk = slot -> append(outputs, slot.logPosition());
        final OutputHandler publish = new OutputHandler() {
            @Override
            public void onOutput(final OutputSlot slot) {
                if (slot.logPosition() == BAD_POSITION) {
                    throw new AssertionError("no such feed");
                }
            }

            @Override
            public int onDuty(final long nowNs) {
                return 0;
            }
        };
        final PipelineSettings settings = PipelineSettings.of(form).withStallTimeoutNs(STALL_NS);
        final Stages stages = new Stages(slot -> { }, slot -> { }, risk);
        try (Pipeline pipeline = Pipeline.of(settings, stages, outputs, publish, failures)) {
            feedUntilFailure(pipeline);
            assertThat(failed.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(failures.failure().lastWord())
                    .isEqualTo("evenkeel: node stops: stage PUBLISH failed at log position 640:"
                            + " java.lang.AssertionError: no such feed");
        }
    }

    private Pipeline pipeline(
            final PipelineForm form, final Stage gate, final Stage price, final Stage risk, final OutputRing outputs) {
        final PipelineSettings settings = PipelineSettings.of(form).withStallTimeoutNs(STALL_NS);
        final OutputHandler publish = new OutputHandler() {
            @Override
            public void onOutput(final OutputSlot slot) {
                // Nothing is done with it.
            }

            @Override
            public int onDuty(final long nowNs) {
                return 0;
            }
        };
        return Pipeline.of(settings, new Stages(gate, price, risk), outputs, publish, failures);
    }

    private static void append(final OutputRing outputs, final long logPosition) {
        final OutputSlot slot = outputs.claim();
        slot.address(OutputKind.AUDIT, logPosition, 0, 0);
        outputs.publish();
    }

    private void feedUntilFailure(final Pipeline pipeline) {
        final UnsafeBuffer bytes = new UnsafeBuffer(new byte[16]);
        pipeline.start(new YieldingIdleStrategy());
        try {
            for (long position = 64; !failures.isSet(); position += 64) {
                pipeline.onEntry(CommandKind.MESSAGE, position, 0, 1, bytes, 0, 16);
                LockSupport.parkNanos(10_000);
            }
        } catch (final AgentTerminationException e) {
            assertThat(failures.isSet()).isTrue();
        }
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
