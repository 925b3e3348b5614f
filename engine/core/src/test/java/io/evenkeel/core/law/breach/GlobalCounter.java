package io.evenkeel.core.law.breach;

/** Keeps state that two engines in one process would share. */
public final class GlobalCounter {
    static long count;

    private GlobalCounter() {
    }
}
