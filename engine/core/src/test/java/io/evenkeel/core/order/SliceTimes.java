package io.evenkeel.core.order;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Thread CPU time of each log entry of a run that is repeated from the same state. The entries are the same in every
 * run, so an entry's time is the median of its runs, and what single runs cost beyond it is the machine's doing. As a
 * control, each entry is followed by a fixed piece of arithmetic on no memory, measured the same way.
 */
final class SliceTimes {
    private static final int CONTROL_STEPS = 100_000;
    private static final int DEAREST = 8;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final String what;
    private final long[] all;
    private final long[] control;
    private int measured;
    private int entry;
    private int entries;
    private long beganNs;
    private long arithmetic;

    /** Makes one for runs of at most so many entries, and so many of them. */
    SliceTimes(final String what, final int mostEntries, final int runs) {
        this.what = what;
        all = new long[mostEntries * runs];
        control = new long[mostEntries * runs];
    }

    /** A run begins anew; memory of the one before is given back now, and not while this one is measured. */
    void beginRun() {
        System.gc();
        entry = 0;
    }

    /** Forgets what was measured: it was to warm up. */
    void forget() {
        measured = 0;
    }

    void begin() {
        beganNs = threads.getCurrentThreadCpuTime();
    }

    void end() {
        final long spentNs = threads.getCurrentThreadCpuTime() - beganNs;
        entries = Math.max(entries, ++entry);
        all[measured] = spentNs;
        control[measured++] = control();
    }

    private long control() {
        final long before = threads.getCurrentThreadCpuTime();
        long x = arithmetic | 1;
        for (int i = 0; i < CONTROL_STEPS; i++) {
            x ^= x << 13;
            x ^= x >>> 7;
            x ^= x << 17;
        }
        arithmetic = x;
        return threads.getCurrentThreadCpuTime() - before;
    }

    /** Prints percentiles, and which entries were the dearest. */
    void report() {
        System.out.printf("%s; thread CPU of each of %,d log entries%n", what, entries);
        final long[] medians = medians();
        System.out.println(IntStream.range(0, entries).boxed()
                .sorted(Comparator.comparingLong(entry -> -medians[entry])).limit(DEAREST)
                .map(entry -> String.format("entry %,d: %,d ns", entry, medians[entry]))
                .collect(Collectors.joining(", ", "  dearest: ", "")));
        print("median of " + measured / entries + " runs", medians);
        print("all " + measured / entries + " runs", Arrays.copyOf(all, measured));
        print("control: arithmetic", Arrays.copyOf(control, measured));
    }

    private long[] medians() {
        final int runs = measured / entries;
        final long[] medians = new long[entries];
        final long[] ofEntry = new long[runs];
        for (int i = 0; i < entries; i++) {
            for (int run = 0; run < runs; run++) {
                ofEntry[run] = all[run * entries + i];
            }
            Arrays.sort(ofEntry);
            medians[i] = ofEntry[runs / 2];
        }
        return medians;
    }

    private static void print(final String row, final long[] spentNs) {
        Arrays.sort(spentNs);
        System.out.printf("  %-20s p50 %,d ns, p99 %,d ns, p99.99 %,d ns, max %,d ns%n",
                row, at(spentNs, 5_000), at(spentNs, 9_900), at(spentNs, 9_999), spentNs[spentNs.length - 1]);
    }

    private static long at(final long[] sorted, final int ofTenThousand) {
        return sorted[(int) Math.min(sorted.length - 1L, (long) sorted.length * ofTenThousand / 10_000)];
    }
}
