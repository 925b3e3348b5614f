package io.evenkeel.node.pipeline;

import com.lmax.disruptor.EventPoller;
import io.evenkeel.core.output.OutputSlot;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentTerminationException;

/** The Publish stage: polls the output ring and does what is due in between. One thread. */
final class PublishAgent implements Agent {
    private final OutputRing outputs;
    private final OutputHandler publish;
    private final Pacing pacing;
    private final FailureLatch failures;
    private final StageTrack track = new StageTrack(StageName.PUBLISH);
    private final EventPoller.Handler<OutputSlot> handler = this::onOutput;
    private int batchLeft;

    PublishAgent(
            final OutputRing outputs, final OutputHandler publish, final Pacing pacing, final FailureLatch failures) {
        this.outputs = outputs;
        this.publish = publish;
        this.pacing = pacing;
        this.failures = failures;
    }

    StageTrack track() {
        return track;
    }

    @Override
    public int doWork() {
        failures.check();
        return poll() + onDuty(System.nanoTime());
    }

    /** Takes one batch of outputs. {@return 1 if there were any, else 0} */
    int poll() {
        try {
            batchLeft = pacing.batchLimit(StageName.PUBLISH);
            return outputs.poll(handler) ? 1 : 0;
        } catch (final Throwable t) {
            failures.fail("stage " + StageName.PUBLISH, track.position(), t);
            throw new AgentTerminationException(t);
        }
    }

    int onDuty(final long nowNs) {
        try {
            return publish.onDuty(nowNs);
        } catch (final Throwable t) {
            failures.fail("stage " + StageName.PUBLISH, track.position(), t);
            throw new AgentTerminationException(t);
        }
    }

    private boolean onOutput(final OutputSlot slot, final long sequence, final boolean isEndOfBatch) {
        track.begin(slot.logPosition());
        pacing.before(StageName.PUBLISH, slot.logPosition());
        publish.onOutput(slot);
        track.end();
        return --batchLeft > 0;
    }

    @Override
    public String roleName() {
        return "evenkeel-publish";
    }
}
