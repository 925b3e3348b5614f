package io.evenkeel.perf.benchmark;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Processor time of an iteration of a benchmark without an engine: JMH reads each public number when it ends. */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class ProcessorTime {
    /** Operations, counted by the benchmark. */
    public long commands;

    private final CpuMeter cpu = new CpuMeter();

    /** Made by JMH. */
    public ProcessorTime() {
    }

    /** Begins an iteration. */
    @Setup(Level.Iteration)
    public void begin() {
        commands = 0;
        cpu.begin();
    }

    /** {@return processor time used, nanoseconds} */
    public long cpuNs() {
        return cpu.elapsedNs();
    }
}
