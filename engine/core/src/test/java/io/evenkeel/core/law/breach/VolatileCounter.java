package io.evenkeel.core.law.breach;

/** Shares a field between threads. */
public final class VolatileCounter {
    volatile long count;
}
