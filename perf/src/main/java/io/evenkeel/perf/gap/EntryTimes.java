package io.evenkeel.perf.gap;

import io.evenkeel.perf.benchmark.CpuMeter;
import java.util.Arrays;

/**
 * Processor and wall time of each log entry of a run. As a control, each is followed by a fixed piece of arithmetic on
 * no memory, measured the same way: what that takes beyond the usual is the machine's doing.
 */
final class EntryTimes {
    private static final int CONTROL_STEPS = 20_000;

    private final CpuMeter cpu = new CpuMeter();
    private final long[] cpuNs;
    private final long[] wallNs;
    private final long[] controlNs;
    private int count;
    private long beganNs;
    private long arithmetic = 1;

    /** Makes room for so many entries. */
    EntryTimes(final int most) {
        cpuNs = new long[most];
        wallNs = new long[most];
        controlNs = new long[most];
    }

    void begin() {
        cpu.begin();
        beganNs = System.nanoTime();
    }

    void end() {
        wallNs[count] = System.nanoTime() - beganNs;
        cpuNs[count] = cpu.elapsedNs();
        cpu.begin();
        for (int i = 0; i < CONTROL_STEPS; i++) {
            arithmetic ^= arithmetic << 13;
            arithmetic ^= arithmetic >>> 7;
            arithmetic ^= arithmetic << 17;
        }
        controlNs[count++] = cpu.elapsedNs();
    }

    int count() {
        return count;
    }

    /** {@return processor time of entries, from one to before another, ns} */
    long cpuNs(final int from, final int to) {
        return Arrays.stream(cpuNs, from, to).sum();
    }

    /** {@return wall time of entries, from one to before another, ns} */
    long wallNs(final int from, final int to) {
        return Arrays.stream(wallNs, from, to).sum();
    }

    /** {@return processor time of each entry, ns} */
    long[] cpuNs() {
        return Arrays.copyOf(cpuNs, count);
    }

    /** {@return wall time of each entry, ns} */
    long[] wallNs() {
        return Arrays.copyOf(wallNs, count);
    }

    /** {@return processor time of the arithmetic after each entry, ns} */
    long[] controlNs() {
        return Arrays.copyOf(controlNs, count);
    }
}
