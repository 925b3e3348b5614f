package io.evenkeel.node.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.CommandAckDecoder;
import io.evenkeel.codecs.LiquidationStartedDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.SessionPrincipalEncoder;
import io.evenkeel.core.Engine;
import io.evenkeel.core.EngineLimits;
import io.evenkeel.core.command.CommandKind;
import io.evenkeel.core.output.OutputSlot;
import io.evenkeel.node.chain.HashChain;
import io.evenkeel.node.traffic.Traffic;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.YieldingIdleStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same log gives the same outputs, byte for byte, and the same state on one thread, two or four. */
final class PipelineEquivalenceTest {
    private static final boolean IS_FULL = Boolean.getBoolean("evenkeel.full");
    private static final int COMMANDS = IS_FULL ? 1_000_000 : 40_000;
    private static final long ENTRY_LENGTH = 128;
    private static final long START_MS = 1_767_225_600_000L;

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void shouldGiveTheSameOutputsAndStateWhenTheFormDiffers() throws Exception {
        final long seed = seed();
        System.out.println("seed " + seed + ", " + COMMANDS + " commands");
        final Outcome inline = run(seed, PipelineForm.INLINE, Pacing.FREE);
        final Outcome ring = run(seed, PipelineForm.RING, new RandomPacing(seed + 1));
        final Outcome stages = run(seed, PipelineForm.STAGES, new RandomPacing(seed + 2));
        final Outcome paced = run(seed, PipelineForm.INLINE, new RandomPacing(seed + 3));
        System.out.println(inline);
        assertThat(inline.accepted).isGreaterThan(COMMANDS / 4);
        assertThat(inline.rejected).isGreaterThan(COMMANDS / 100);
        assertThat(inline.liquidations).isPositive();
        assertThat(ring).isEqualTo(inline);
        assertThat(stages).isEqualTo(inline);
        assertThat(paced).isEqualTo(inline);
    }

    private static long seed() {
        return Long.getLong("seed", 1);
    }

    private static Outcome run(final long seed, final PipelineForm form, final Pacing pacing) throws Exception {
        final FailureLatch failures = new FailureLatch(System.err, failure -> { });
        final OutputRing outputs = new OutputRing(1024);
        final HashChain chain = new HashChain(outputs, 100);
        final Engine engine = new Engine(EngineLimits.small(), chain);
        final Collector collector = new Collector();
        final PipelineSettings settings =
                PipelineSettings.of(form).withPacing(pacing).withInputSlots(256).withStallTimeoutNs(60_000_000_000L);
        final Stages stages = new Stages(engine.gate(), engine.price(), chain.around(engine.risk()));
        try (Pipeline pipeline = Pipeline.of(settings, stages, outputs, collector, failures)) {
            pipeline.start(new YieldingIdleStrategy());
            feed(pipeline, seed);
            while (!pipeline.isDrained()) {
                failures.check();
                LockSupport.parkNanos(1000);
            }
            return new Outcome(
                    engine.stateHash(),
                    chain.value(),
                    HexFormat.of().formatHex(collector.digest.digest()),
                    collector.outputs,
                    collector.accepted,
                    collector.rejected,
                    collector.liquidations);
        }
    }

    private static void feed(final Pipeline pipeline, final long seed) {
        final Traffic traffic = new Traffic(seed);
        final UnsafeBuffer principal = new UnsafeBuffer(new byte[64]);
        long position = 0;
        long timeMs = START_MS;
        for (int participant = 1; participant <= 1; participant++) {
            open(pipeline, principal, participant, position += ENTRY_LENGTH, timeMs);
        }
        for (int i = 0; i < Traffic.SETUP; i++) {
            final int length = traffic.setup(i, i + 1);
            pipeline.onEntry(
                    CommandKind.MESSAGE, position += ENTRY_LENGTH, timeMs, 1, traffic.buffer(), 0, length);
        }
        open(pipeline, principal, Traffic.TRADER, position += ENTRY_LENGTH, timeMs);
        for (int i = 1; i <= COMMANDS; i++) {
            timeMs += i % 3 == 0 ? 1 : 0;
            final int length = traffic.next(i, timeMs);
            pipeline.onEntry(
                    CommandKind.MESSAGE, position += ENTRY_LENGTH, timeMs, 2, traffic.buffer(), 0, length);
            if (i % 50 == 0) {
                pipeline.onEntry(CommandKind.TIMER, position += ENTRY_LENGTH, timeMs, 0, traffic.buffer(), 0, 0);
            }
        }
    }

    private static void open(
            final Pipeline pipeline,
            final UnsafeBuffer buffer,
            final int participant,
            final long position,
            final long timeMs) {
        final SessionPrincipalEncoder encoder = new SessionPrincipalEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .participant(participant)
                .responseEndpoint("");
        final int length = MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
        pipeline.onEntry(CommandKind.SESSION_OPEN, position, timeMs, participant, buffer, 0, length);
    }

    /** What came of a run. */
    private record Outcome(
            long stateHash, long chain, String digest, long outputs, long accepted, long rejected, long liquidations) {
    }

    /** Digests every byte that comes out. */
    private static final class Collector implements OutputHandler {
        private final MessageDigest digest;
        private final byte[] bytes = new byte[OutputSlot.MAX_LENGTH];
        private final UnsafeBuffer prefix = new UnsafeBuffer(new byte[32]);
        private long outputs;
        private long accepted;
        private long rejected;
        private long liquidations;

        Collector() throws NoSuchAlgorithmException {
            digest = MessageDigest.getInstance("SHA-256");
        }

        @Override
        public void onOutput(final OutputSlot slot) {
            outputs++;
            prefix.putInt(0, slot.kind().name().hashCode());
            prefix.putInt(4, slot.length());
            prefix.putLong(8, slot.logPosition());
            prefix.putLong(16, slot.timeMs());
            prefix.putLong(24, slot.sessionId());
            digest.update(prefix.byteArray());
            slot.buffer().getBytes(0, bytes, 0, slot.length());
            digest.update(bytes, 0, slot.length());
            count(slot);
        }

        private void count(final OutputSlot slot) {
            final int template = new MessageHeaderDecoder().wrap(slot.buffer(), 0).templateId();
            if (template == LiquidationStartedDecoder.TEMPLATE_ID) {
                liquidations++;
            } else if (template == CommandAckDecoder.TEMPLATE_ID) {
                final CommandAckDecoder ack =
                        new CommandAckDecoder().wrapAndApplyHeader(slot.buffer(), 0, new MessageHeaderDecoder());
                if (ack.status() == AckStatus.REJECTED) {
                    rejected++;
                } else {
                    accepted++;
                }
            }
        }

        @Override
        public int onDuty(final long nowNs) {
            return 0;
        }
    }

    /** Batches of one to sixty-four, and now and then a stage that dawdles. */
    private static final class RandomPacing implements Pacing {
        private final SplittableRandom[] randoms = new SplittableRandom[StageName.values().length];

        RandomPacing(final long seed) {
            for (int i = 0; i < randoms.length; i++) {
                randoms[i] = new SplittableRandom(seed * 31 + i);
            }
        }

        private SplittableRandom of(final StageName stage) {
            return switch (stage) {
                case GATE -> randoms[0];
                case PRICE -> randoms[1];
                case RISK -> randoms[2];
                case PUBLISH -> randoms[3];
            };
        }

        @Override
        public int batchLimit(final StageName stage) {
            return 1 + of(stage).nextInt(64);
        }

        @Override
        public void before(final StageName stage, final long logPosition) {
            if (of(stage).nextInt(400) == 0) {
                LockSupport.parkNanos(of(stage).nextInt(200_000));
            }
        }
    }
}
