package io.evenkeel.tools;

import java.io.PrintWriter;

/**
 * Says how far something has come, every two seconds, so that nobody wonders whether it still runs. One thread.
 */
public final class Progress {
    private static final long PERIOD_NS = 2_000_000_000L;

    private final PrintWriter out;
    private long nextNs = System.nanoTime() + PERIOD_NS;

    /** Writes to a stream that is not the one of the results. */
    public Progress(final PrintWriter out) {
        this.out = out;
    }

    /** Says something now. */
    public void say(final String text) {
        out.println("evenkeel: " + text);
        out.flush();
        nextNs = System.nanoTime() + PERIOD_NS;
    }

    /** Says how many of how many are done, if it is time to. */
    public void update(final String what, final long done, final long all) {
        if (System.nanoTime() - nextNs >= 0) {
            say(what + " " + done + " of " + all);
        }
    }

    /** Says how long something has been waited for, if it is time to. */
    public void waiting(final String what) {
        if (System.nanoTime() - nextNs >= 0) {
            say("waiting for " + what);
        }
    }
}
