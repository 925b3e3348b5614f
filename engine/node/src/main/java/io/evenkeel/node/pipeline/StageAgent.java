package io.evenkeel.node.pipeline;

import com.lmax.disruptor.EventPoller;
import com.lmax.disruptor.Sequence;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.command.Stage;
import java.util.List;
import java.util.Locale;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentTerminationException;

/** One or more consecutive stages on one thread, behind the ring or behind the stage before. */
final class StageAgent implements Agent {
    private final EventPoller<CommandSlot> poller;
    private final List<StageTrack> tracks;
    private final Stage[] stages;
    private final Pacing pacing;
    private final FailureLatch failures;
    private final EventPoller.Handler<CommandSlot> handler = this::onSlot;
    private StageTrack current;
    private int batchLeft;

    StageAgent(
            final EventPoller<CommandSlot> poller,
            final List<StageTrack> tracks,
            final List<Stage> stages,
            final Pacing pacing,
            final FailureLatch failures) {
        this.poller = poller;
        this.tracks = List.copyOf(tracks);
        this.stages = stages.toArray(Stage[]::new);
        this.pacing = pacing;
        this.failures = failures;
        current = tracks.get(0);
    }

    Sequence sequence() {
        return poller.getSequence();
    }

    @Override
    public int doWork() {
        failures.check();
        try {
            batchLeft = pacing.batchLimit(tracks.get(0).stage());
            return poller.poll(handler) == EventPoller.PollState.PROCESSING ? 1 : 0;
        } catch (final Throwable t) {
            failures.fail("stage " + current.stage(), current.position(), t);
            throw new AgentTerminationException(t);
        }
    }

    private boolean onSlot(final CommandSlot slot, final long sequence, final boolean isEndOfBatch) {
        for (int i = 0; i < stages.length; i++) {
            current = tracks.get(i);
            current.begin(slot.logPosition());
            pacing.before(current.stage(), slot.logPosition());
            stages[i].onCommand(slot);
            current.end();
        }
        return --batchLeft > 0;
    }

    @Override
    public String roleName() {
        return "evenkeel-" + tracks.get(tracks.size() - 1).stage().name().toLowerCase(Locale.ROOT);
    }
}
