package io.evenkeel.node.pipeline;

import io.evenkeel.core.output.OutputSlot;

/** What the Publish stage does. One thread, whichever runs Publish. What it throws is fatal to the node. */
public interface OutputHandler {
    /** Takes one output, in order. The slot is only valid during the call. May wait, but not for the service thread. */
    void onOutput(OutputSlot slot);

    /**
     * Does what is due, traffic or not: called between outputs, many times a millisecond.
     *
     * @param nowNs {@link System#nanoTime()}.
     * @return how much was done; 0 lets the thread idle.
     */
    int onDuty(long nowNs);
}
