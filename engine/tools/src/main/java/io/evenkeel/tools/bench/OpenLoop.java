package io.evenkeel.tools.bench;

import java.util.function.IntConsumer;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.YieldingIdleStrategy;

/**
 * Sends at a fixed rate, whatever the answers do, and measures each from the time at which it was meant to be sent: a
 * pause delays and so lengthens everything that was due in it, instead of leaving it out. Before that it warms up: with
 * a number of requests as fast as a window of them allows, so that machine code is made before anything is measured,
 * then for two seconds at the rate.
 */
final class OpenLoop implements IntConsumer {
    private static final long NS_PER_S = 1_000_000_000L;
    private static final long MAX_LATENCY_NS = 60 * NS_PER_S;
    private static final long PATIENCE_NS = 20 * NS_PER_S;
    private static final int WARMUP_WINDOW = 64;
    private static final int SETTLE_SECONDS = 2;

    private final Probe probe;
    private final Histogram histogram = new Histogram(MAX_LATENCY_NS, 3);
    private final IdleStrategy idle = YieldingIdleStrategy.INSTANCE;
    private final long intervalNs;
    private final int warmup;
    private final int settled;
    private final int count;
    private long startNs;
    private long answeredNs;
    private int answered;

    /**
     * Makes a loop that runs once.
     *
     * @param probe   what sends and hears.
     * @param warmup  requests before the rate begins.
     * @param rate    requests a second.
     * @param seconds how long is measured.
     */
    OpenLoop(final Probe probe, final int warmup, final int rate, final int seconds) {
        this.probe = probe;
        this.warmup = warmup;
        intervalNs = NS_PER_S / rate;
        settled = warmup + rate * SETTLE_SECONDS;
        count = settled + rate * seconds;
    }

    /**
     * Runs to the end.
     *
     * @return latencies in nanoseconds of what was sent after the warm-up.
     * @throws IllegalStateException if not everything was answered.
     */
    Histogram run() {
        answeredNs = System.nanoTime();
        int sent = 0;
        while (sent < warmup) {
            if (sent - answered < WARMUP_WINDOW && probe.send(sent)) {
                sent++;
            }
            poll(sent);
        }
        awaitAnswers(warmup);
        startNs = System.nanoTime();
        while (sent < count) {
            if (System.nanoTime() - intendedNs(sent) >= 0 && probe.send(sent)) {
                sent++;
            }
            poll(sent);
        }
        awaitAnswers(count);
        return histogram;
    }

    private void awaitAnswers(final int sent) {
        while (answered < sent) {
            poll(sent);
        }
    }

    private void poll(final int sent) {
        final int work = probe.poll(this);
        if (work == 0 && System.nanoTime() - answeredNs > PATIENCE_NS) {
            throw new IllegalStateException("no answer for 20 s, with " + answered + " of " + sent + " answered");
        }
        idle.idle(work);
    }

    private long intendedNs(final int id) {
        return startNs + (id - warmup) * intervalNs;
    }

    @Override
    public void accept(final int id) {
        answered++;
        answeredNs = System.nanoTime();
        if (id >= settled) {
            histogram.recordValue(Math.min(MAX_LATENCY_NS, Math.max(0, answeredNs - intendedNs(id))));
        }
    }
}
