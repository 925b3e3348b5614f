package io.evenkeel.core.output;

/**
 * Where Risk appends its outputs: a ring in a node, a list in a test. One thread. Every output is a committed fact,
 * so a sink that is full waits; it never drops and never refuses.
 */
public interface OutputSink {
    /** {@return a slot to write; it must be given back with {@link #publish} before the next claim} */
    OutputSlot claim();

    /** Hands on the slot claimed last. */
    void publish();
}
