package io.evenkeel.core.law.breach;

/** Takes a monitor. */
public final class LockTaker {
    long locked(final Object lock, final long amount) {
        synchronized (lock) {
            return amount + 1;
        }
    }
}
