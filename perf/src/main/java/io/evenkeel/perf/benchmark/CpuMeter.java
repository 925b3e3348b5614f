package io.evenkeel.perf.benchmark;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Processor time of the calling thread: what work costs however crowded the machine is. */
final class CpuMeter {
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private long startNs;

    /** Begins to measure on the calling thread. */
    void begin() {
        startNs = threads.getCurrentThreadCpuTime();
    }

    /** Processor time since {@link #begin}, on the same thread. */
    long elapsedNs() {
        return threads.getCurrentThreadCpuTime() - startNs;
    }
}
