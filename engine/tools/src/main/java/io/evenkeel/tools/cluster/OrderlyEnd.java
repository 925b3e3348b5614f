package io.evenkeel.tools.cluster;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Holds the process back when it is told to end (ctrl-C, SIGTERM) until what must not be left behind is closed. Whoever
 * works on it asks now and then whether the end has come.
 */
public final class OrderlyEnd implements AutoCloseable {
    private static final long PATIENCE_MS = 20_000;

    private final Thread hook = new Thread(this::awaitClose, "evenkeel-orderly-end");
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Runnable lastResort;
    private volatile boolean isAsked;

    /** Begins to watch. {@code lastResort} is run where nobody closes in time. */
    public OrderlyEnd(final Runnable lastResort) {
        this.lastResort = lastResort;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void awaitClose() {
        isAsked = true;
        try {
            if (!closed.await(PATIENCE_MS, TimeUnit.MILLISECONDS)) {
                lastResort.run();
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@return whether the process was told to end} */
    public boolean isAsked() {
        return isAsked;
    }

    /** Lets the process go: all is closed. */
    @Override
    public void close() {
        closed.countDown();
        if (!isAsked) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (final IllegalStateException e) {
                // The end began just now; the hook finds everything closed.
                isAsked = true;
            }
        }
    }
}
