package io.evenkeel.perf.benchmark;

import io.evenkeel.core.inspect.EngineCounters;
import io.evenkeel.perf.rig.PopulatedEngine;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What an engine did in one iteration: JMH reads each public number when the iteration ends. */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class EngineWork {
    private final CpuMeter cpu = new CpuMeter();
    private PopulatedEngine engine;
    private long commandsBefore;
    private long refusedBefore;
    private EngineCounters before;

    /** Made by JMH. */
    public EngineWork() {
    }

    /** Notes where the counters stand before an iteration. */
    @Setup(Level.Iteration)
    public void begin(final Clearing clearing) {
        engine = clearing.engine();
        commandsBefore = engine.rig().entries();
        refusedBefore = engine.rig().refused();
        before = engine.counters();
        cpu.begin();
    }

    /** {@return processor time used, nanoseconds} */
    public long cpuNs() {
        return cpu.elapsedNs();
    }

    /** {@return commands entered} */
    public long commands() {
        return engine.rig().entries() - commandsBefore;
    }

    /** {@return commands refused} */
    public long refused() {
        return engine.rig().refused() - refusedBefore;
    }

    /** {@return full evaluations of an account} */
    public long evaluations() {
        return engine.counters().evaluations() - before.evaluations();
    }

    /** {@return fired walls that got room from slack alone} */
    public long slackMoves() {
        return engine.counters().slackMoves() - before.slackMoves();
    }

    /** {@return breaches found} */
    public long breaches() {
        return engine.counters().breaches() - before.breaches();
    }
}
