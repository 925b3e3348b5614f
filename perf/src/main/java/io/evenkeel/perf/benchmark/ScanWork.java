package io.evenkeel.perf.benchmark;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** How many accounts the scans of an iteration judged. */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class ScanWork {
    /** Scans. */
    public long commands;
    /** Accounts judged. */
    public long evaluations;

    private final CpuMeter cpu = new CpuMeter();

    /** Made by JMH. */
    public ScanWork() {
    }

    /** Begins an iteration; JMH has zeroed the public fields. */
    @Setup(Level.Iteration)
    public void begin() {
        cpu.begin();
    }

    /** {@return processor time used, nanoseconds} */
    public long cpuNs() {
        return cpu.elapsedNs();
    }
}
