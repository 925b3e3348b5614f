package io.evenkeel.node.pipeline;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.YieldingIdleStrategy;

/**
 * How a pipeline runs.
 *
 * @param form           on how many threads; not AUTO.
 * @param inputSlots     length of the input ring, a power of two; a slot takes about 1.5 KiB.
 * @param stallTimeoutNs how long a stage may stand still while work waits.
 * @param idle           makes the idle strategy of each stage's thread. Parking ones ruin latency.
 * @param pacing         batch limits and delays; {@link Pacing#FREE} except in tests.
 */
public record PipelineSettings(
        PipelineForm form, int inputSlots, long stallTimeoutNs, Supplier<IdleStrategy> idle, Pacing pacing) {

    private static final int INPUT_SLOTS_DEFAULT = 4096;
    private static final long STALL_TIMEOUT_DEFAULT_S = 3;

    /** {@return the usual settings for a form: 4,096 slots, 3 s, yielding, free} */
    public static PipelineSettings of(final PipelineForm form) {
        return new PipelineSettings(
                form,
                INPUT_SLOTS_DEFAULT,
                TimeUnit.SECONDS.toNanos(STALL_TIMEOUT_DEFAULT_S),
                YieldingIdleStrategy::new,
                Pacing.FREE);
    }

    /** {@return the same with another pacing} */
    public PipelineSettings withPacing(final Pacing other) {
        return new PipelineSettings(form, inputSlots, stallTimeoutNs, idle, other);
    }

    /** {@return the same with another limit on standing still} */
    public PipelineSettings withStallTimeoutNs(final long timeoutNs) {
        return new PipelineSettings(form, inputSlots, timeoutNs, idle, pacing);
    }

    /** {@return the same with another length of the input ring} */
    public PipelineSettings withInputSlots(final int slots) {
        return new PipelineSettings(form, slots, stallTimeoutNs, idle, pacing);
    }
}
