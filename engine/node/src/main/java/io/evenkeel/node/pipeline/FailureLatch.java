package io.evenkeel.node.pipeline;

import java.io.PrintStream;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.agrona.concurrent.AgentTerminationException;

/**
 * Remembers the first failure of a node, says its last word on standard error, and sets off the node's end. Any thread.
 */
public final class FailureLatch {
    private final AtomicReference<StageFailure> failure = new AtomicReference<>();
    private final PrintStream err;
    private final Consumer<StageFailure> onFailure;
    private final CountDownLatch lastWord = new CountDownLatch(1);

    /**
     * Makes an open latch.
     *
     * @param err       where the last word goes.
     * @param onFailure called once, on the thread that failed or on the watchdog's; ends the node.
     */
    public FailureLatch(final PrintStream err, final Consumer<StageFailure> onFailure) {
        this.err = Objects.requireNonNull(err);
        this.onFailure = Objects.requireNonNull(onFailure);
    }

    /** Reports a failure; the first one counts. */
    public void fail(final String where, final long logPosition, final Throwable cause) {
        final StageFailure mine = new StageFailure(where, logPosition, cause);
        if (failure.compareAndSet(null, mine)) {
            err.println(mine.lastWord());
            cause.printStackTrace(err);
            err.flush();
            lastWord.countDown();
            onFailure.accept(mine);
        }
    }

    /**
     * Waits until the last word is out, if something has failed: other threads see the failure, and end the node, while
     * the one that failed is still speaking.
     *
     * @param timeout how long at most, in {@code unit}; standard error may be stuck.
     */
    public void awaitLastWord(final long timeout, final TimeUnit unit) {
        if (isSet()) {
            try {
                lastWord.await(timeout, unit);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** {@return the first failure, or null} */
    public StageFailure failure() {
        return failure.get();
    }

    /** {@return whether something has failed} */
    public boolean isSet() {
        return failure.get() != null;
    }

    /**
     * Ends the calling agent if something has failed.
     *
     * @throws AgentTerminationException with the last word.
     */
    public void check() {
        final StageFailure first = failure.get();
        if (first != null) {
            throw new AgentTerminationException(first.lastWord(), first.cause());
        }
    }
}
