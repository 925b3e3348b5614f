package io.evenkeel.node.pipeline;

import com.lmax.disruptor.Sequence;
import io.evenkeel.core.command.CommandKind;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.command.Stage;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.AgentTerminationException;
import org.agrona.concurrent.IdleStrategy;

/** Every stage on the driving thread: an entry has passed them all when {@link #onEntry} returns. */
final class InlinePipeline implements Pipeline {
    private final CommandSlot slot = new CommandSlot();
    private final Stage[] stages;
    private final StageTrack[] tracks = {
        new StageTrack(StageName.GATE), new StageTrack(StageName.PRICE), new StageTrack(StageName.RISK)
    };
    private final OutputRing outputs;
    private final PublishAgent publish;
    private final Pacing pacing;
    private final FailureLatch failures;
    private final Sequence entries = new Sequence(0);
    private final Thread[] workers = new Thread[StageName.values().length];
    private final Watchdog watchdog;

    InlinePipeline(
            final PipelineSettings settings,
            final Stages stages,
            final OutputRing outputs,
            final OutputHandler handler,
            final FailureLatch failures) {
        this.stages = new Stage[] {stages.gate(), stages.price(), stages.risk()};
        for (int i = 0; i < tracks.length; i++) {
            this.stages[i].pulse(tracks[i]::beat);
        }
        this.outputs = outputs;
        this.failures = failures;
        pacing = settings.pacing();
        publish = new PublishAgent(outputs, handler, pacing, failures);
        outputs.onFull(this::publishAll);
        watchdog = new Watchdog(
                List.of(tracks[0], tracks[1], tracks[2], publish.track()),
                new LongSupplier[] {entries::get, tracks[0]::done, tracks[1]::done, outputs::published},
                workers,
                settings.stallTimeoutNs(),
                failures);
    }

    @Override
    public void start(final IdleStrategy waiting) {
        Arrays.fill(workers, Thread.currentThread());
        watchdog.start();
    }

    @Override
    public void onEntry(
            final CommandKind kind,
            final long logPosition,
            final long timeMs,
            final long sessionId,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        failures.check();
        slot.assign(kind, logPosition, timeMs, sessionId, buffer, offset, length);
        entries.set(entries.get() + 1);
        for (int i = 0; i < stages.length; i++) {
            run(i);
        }
        publishAll();
    }

    private void run(final int i) {
        final StageTrack track = tracks[i];
        try {
            track.begin(slot.logPosition());
            pacing.before(track.stage(), slot.logPosition());
            stages[i].onCommand(slot);
            track.end();
        } catch (final Throwable t) {
            failures.fail("stage " + track.stage(), slot.logPosition(), t);
            throw new AgentTerminationException(t);
        }
    }

    private void publishAll() {
        while (publish.track().done() < outputs.published()) {
            publish.poll();
        }
    }

    @Override
    public int onDuty(final long nowNs) {
        failures.check();
        return publish.onDuty(nowNs);
    }

    @Override
    public boolean isDrained() {
        return publish.track().done() == outputs.published();
    }

    @Override
    public void close() {
        watchdog.close();
    }
}
