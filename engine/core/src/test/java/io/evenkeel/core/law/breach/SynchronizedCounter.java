package io.evenkeel.core.law.breach;

/** Takes its own monitor. */
public final class SynchronizedCounter {
    synchronized long next(final long last) {
        return last + 1;
    }
}
