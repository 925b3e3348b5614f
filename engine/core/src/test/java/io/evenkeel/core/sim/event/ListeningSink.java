package io.evenkeel.core.sim.event;

import io.evenkeel.core.output.OutputSink;
import io.evenkeel.core.output.OutputSlot;
import java.util.function.Consumer;

/** Hands every output to a listener as it is published: the slot is only valid during the call. */
public final class ListeningSink implements OutputSink {
    private final OutputSlot slot = new OutputSlot();
    private final Consumer<OutputSlot> listener;

    /** Makes a sink for one listener. */
    public ListeningSink(final Consumer<OutputSlot> listener) {
        this.listener = listener;
    }

    @Override
    public OutputSlot claim() {
        return slot;
    }

    @Override
    public void publish() {
        listener.accept(slot);
    }
}
