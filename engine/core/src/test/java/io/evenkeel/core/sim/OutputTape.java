package io.evenkeel.core.sim;

import io.evenkeel.core.output.OutputSlot;
import java.util.ArrayList;
import java.util.List;
import org.agrona.PrintBufferUtil;

/** Every output of an engine, byte for byte, as text. */
final class OutputTape {
    private final List<String> outputs = new ArrayList<>();

    void add(final OutputSlot slot) {
        outputs.add(slot.kind() + " at " + slot.logPosition() + " " + slot.timeMs() + " to " + slot.sessionId() + ": "
                + PrintBufferUtil.hexDump(slot.buffer(), 0, slot.length()));
    }

    /** {@return what was put out since the last call} */
    List<String> take() {
        final List<String> taken = List.copyOf(outputs);
        outputs.clear();
        return taken;
    }
}
