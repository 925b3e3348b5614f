package io.evenkeel.perf.benchmark;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Processor time of the calling thread: what work costs however crowded the machine is. */
public final class CpuMeter {
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private long startNs;

    /** Makes a meter. */
    public CpuMeter() {
    }

    /** Begins to measure on the calling thread. */
    public void begin() {
        startNs = threads.getCurrentThreadCpuTime();
    }

    /** Processor time since {@link #begin}, on the same thread. */
    public long elapsedNs() {
        return threads.getCurrentThreadCpuTime() - startNs;
    }
}
