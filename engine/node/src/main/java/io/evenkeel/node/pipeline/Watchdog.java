package io.evenkeel.node.pipeline;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * A thread that looks ten times a second whether each stage with work to do has done any. Time is counted in its own
 * looks, so that a process which was stopped as a whole is not taken for a stage that hangs.
 */
final class Watchdog implements AutoCloseable, Runnable {
    private static final long PERIOD_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final List<StageTrack> tracks;
    private final LongSupplier[] offered;
    private final Thread[] workers;
    private final FailureLatch failures;
    private final long[] lastDone;
    private final long[] lastBeats;
    private final boolean[] hasMoved;
    private final int[] stillLooks;
    private final int looksAllowed;
    private final Thread thread;
    private volatile boolean isClosed;

    /**
     * Makes a watchdog; {@link #start} lets it run.
     *
     * @param tracks         the stages, in order.
     * @param offered        how much each has been offered so far.
     * @param workers        the thread of each, for the stack in the last word; entries may be null until known.
     * @param stallTimeoutNs how long a stage may stand still while work waits.
     * @param failures       told of the one that does.
     */
    Watchdog(
            final List<StageTrack> tracks,
            final LongSupplier[] offered,
            final Thread[] workers,
            final long stallTimeoutNs,
            final FailureLatch failures) {
        this.tracks = List.copyOf(tracks);
        this.offered = offered.clone();
        this.workers = workers;
        this.failures = failures;
        lastDone = new long[tracks.size()];
        lastBeats = new long[tracks.size()];
        hasMoved = new boolean[tracks.size()];
        stillLooks = new int[tracks.size()];
        looksAllowed = (int) Math.max(1, stallTimeoutNs / PERIOD_NS);
        thread = new Thread(this, "evenkeel-watchdog");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public void run() {
        while (!isClosed && !failures.isSet()) {
            LockSupport.parkNanos(PERIOD_NS);
            look();
        }
    }

    /**
     * Blames the last stage that stands still: those before it may merely be waiting for it, as they may for one that
     * moves on, or says that it works long on an entry; and so may those behind it that share its thread.
     */
    private void look() {
        for (int i = 0; i < tracks.size(); i++) {
            final long done = tracks.get(i).done();
            final long beats = tracks.get(i).beats();
            hasMoved[i] = done != lastDone[i] || beats != lastBeats[i];
            lastDone[i] = done;
            lastBeats[i] = beats;
        }
        int dead = -1;
        for (int i = tracks.size() - 1; i >= 0; i--) {
            final boolean standsStill = offered[i].getAsLong() > lastDone[i] && !isExcused(i);
            stillLooks[i] = standsStill ? stillLooks[i] + 1 : 0;
            if (stillLooks[i] > looksAllowed && dead < 0) {
                dead = i;
            }
        }
        if (dead >= 0) {
            report(tracks.get(dead), workers[dead]);
        }
    }

    /** Whether a stage, one after it, or one on its thread has moved. */
    private boolean isExcused(final int stage) {
        for (int i = 0; i < tracks.size(); i++) {
            final boolean isOfOneThread = workers[i] != null && workers[i] == workers[stage];
            if (hasMoved[i] && (i >= stage || isOfOneThread)) {
                return true;
            }
        }
        return false;
    }

    private void report(final StageTrack track, final Thread worker) {
        final IllegalStateException cause = new IllegalStateException("no progress for "
                + TimeUnit.NANOSECONDS.toMillis(looksAllowed * PERIOD_NS) + " ms while work waits");
        if (worker != null) {
            cause.setStackTrace(worker.getStackTrace());
        }
        failures.fail("stage " + track.stage(), track.position(), cause);
    }

    @Override
    public void close() {
        isClosed = true;
        LockSupport.unpark(thread);
    }
}
