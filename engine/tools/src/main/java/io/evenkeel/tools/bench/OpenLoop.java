package io.evenkeel.tools.bench;

import java.util.function.IntConsumer;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.YieldingIdleStrategy;

/**
 * Sends at a fixed rate, whatever the answers do, and measures each from the time at which it was meant to be sent: a
 * pause delays and so lengthens everything that was due in it, instead of leaving it out.
 */
final class OpenLoop implements IntConsumer {
    private static final long MAX_LATENCY_NS = 60_000_000_000L;
    private static final long DRAIN_NS = 10_000_000_000L;

    private final Probe probe;
    private final Histogram histogram = new Histogram(MAX_LATENCY_NS, 3);
    private final long intervalNs;
    private final int warmup;
    private final int count;
    private long startNs;
    private int answered;

    OpenLoop(final Probe probe, final int rate, final int warmupSeconds, final int seconds) {
        this.probe = probe;
        intervalNs = 1_000_000_000L / rate;
        warmup = rate * warmupSeconds;
        count = warmup + rate * seconds;
    }

    /**
     * Runs to the end.
     *
     * @return latencies in nanoseconds of what was sent after the warm-up.
     * @throws IllegalStateException if not everything was answered.
     */
    Histogram run() {
        startNs = System.nanoTime();
        int sent = 0;
        while (sent < count) {
            if (System.nanoTime() - intendedNs(sent) >= 0 && probe.send(sent)) {
                sent++;
            }
            YieldingIdleStrategy.INSTANCE.idle(probe.poll(this));
        }
        final long deadlineNs = System.nanoTime() + DRAIN_NS;
        while (answered < count && System.nanoTime() - deadlineNs < 0) {
            YieldingIdleStrategy.INSTANCE.idle(probe.poll(this));
        }
        if (answered < count) {
            throw new IllegalStateException((count - answered) + " of " + count + " requests were not answered");
        }
        return histogram;
    }

    private long intendedNs(final int id) {
        return startNs + id * intervalNs;
    }

    @Override
    public void accept(final int id) {
        answered++;
        if (id >= warmup) {
            histogram.recordValue(Math.min(MAX_LATENCY_NS, Math.max(0, System.nanoTime() - intendedNs(id))));
        }
    }
}
