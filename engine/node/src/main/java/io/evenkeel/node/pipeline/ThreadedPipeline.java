package io.evenkeel.node.pipeline;

import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.YieldingWaitStrategy;
import io.evenkeel.core.command.CommandKind;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.command.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.AgentTerminationException;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.status.AtomicCounter;

/** The stages on threads of their own: all three on one, or one each; Publish always on its own. */
final class ThreadedPipeline implements Pipeline {
    private static final AtomicCounter NO_COUNTER = null;
    private static final int RISK = 2;
    private static final int PUBLISH = 3;

    private final RingBuffer<CommandSlot> input;
    private final List<StageTrack> tracks = new ArrayList<>();
    private final List<StageAgent> stageAgents = new ArrayList<>();
    private final List<AgentRunner> runners = new ArrayList<>();
    private final Thread[] workers = new Thread[StageName.values().length];
    private final Sequence entries = new Sequence(0);
    private final OutputRing outputs;
    private final PublishAgent publish;
    private final PipelineSettings settings;
    private final FailureLatch failures;
    private final Watchdog watchdog;
    private IdleStrategy waiting;
    private volatile boolean isClosed;

    ThreadedPipeline(
            final PipelineSettings settings,
            final Stages stages,
            final OutputRing outputs,
            final OutputHandler handler,
            final FailureLatch failures) {
        this.settings = settings;
        this.outputs = outputs;
        this.failures = failures;
        input = RingBuffer.createSingleProducer(CommandSlot::new, settings.inputSlots(), new YieldingWaitStrategy());
        publish = new PublishAgent(outputs, handler, settings.pacing(), failures);
        addStages(stages);
        tracks.add(publish.track());
        final IdleStrategy riskIdle = settings.idle().get();
        outputs.onFull(() -> awaitPublish(riskIdle));
        watchdog = new Watchdog(
                tracks,
                new LongSupplier[] {entries::get, () -> passed(0), () -> passed(1), outputs::published},
                workers,
                settings.stallTimeoutNs(),
                failures);
    }

    /** How much a stage has handed on: a batch at a time where the next one is another thread. */
    private long passed(final int stage) {
        return stageAgents.size() == 1
                ? tracks.get(stage).done()
                : stageAgents.get(stage).sequence().get() + 1;
    }

    private void addStages(final Stages stages) {
        tracks.add(new StageTrack(StageName.GATE));
        tracks.add(new StageTrack(StageName.PRICE));
        tracks.add(new StageTrack(StageName.RISK));
        final List<Stage> chain = List.of(stages.gate(), stages.price(), stages.risk());
        for (int i = 0; i < chain.size(); i++) {
            chain.get(i).pulse(tracks.get(i)::beat);
        }
        if (settings.form() == PipelineForm.RING) {
            stageAgents.add(new StageAgent(input.newPoller(), tracks, chain, settings.pacing(), failures));
        } else {
            Sequence[] behind = {};
            for (int i = 0; i < chain.size(); i++) {
                final StageAgent agent = new StageAgent(
                        input.newPoller(behind),
                        tracks.subList(i, i + 1),
                        chain.subList(i, i + 1),
                        settings.pacing(),
                        failures);
                stageAgents.add(agent);
                behind = new Sequence[] {agent.sequence()};
            }
        }
        input.addGatingSequences(stageAgents.get(stageAgents.size() - 1).sequence());
    }

    @Override
    public void start(final IdleStrategy waitingStrategy) {
        waiting = waitingStrategy;
        for (int i = 0; i < StageName.values().length - 1; i++) {
            if (i < stageAgents.size()) {
                workers[i] = launch(stageAgents.get(i));
            } else {
                workers[i] = workers[i - 1];
            }
        }
        workers[PUBLISH] = launch(publish);
        watchdog.start();
    }

    private Thread launch(final Agent agent) {
        final AgentRunner runner = new AgentRunner(settings.idle().get(), this::onAgentError, NO_COUNTER, agent);
        runners.add(runner);
        return AgentRunner.startOnThread(runner);
    }

    /** Agents report their failures themselves; what reaches here from a live pipeline was not caught by them. */
    private void onAgentError(final Throwable t) {
        if (!isClosed) {
            failures.fail("pipeline", tracks.get(0).position(), t);
        }
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
        while (!input.hasAvailableCapacity(1)) {
            failures.check();
            waiting.idle();
        }
        final long sequence = input.next();
        input.get(sequence).assign(kind, logPosition, timeMs, sessionId, buffer, offset, length);
        input.publish(sequence);
        entries.set(entries.get() + 1);
    }

    private void awaitPublish(final IdleStrategy idle) {
        failures.check();
        if (isClosed) {
            throw new AgentTerminationException("closed");
        }
        idle.idle();
    }

    @Override
    public int onDuty(final long nowNs) {
        failures.check();
        return 0;
    }

    @Override
    public boolean isDrained() {
        return tracks.get(RISK).done() == entries.get()
                && publish.track().done() == outputs.published();
    }

    @Override
    public void close() {
        isClosed = true;
        watchdog.close();
        CloseHelper.quietCloseAll(runners);
    }
}
