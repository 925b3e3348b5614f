package io.evenkeel.tools.report;

import io.evenkeel.codecs.InstructionKind;
import java.util.Map;
import java.util.TreeMap;

/** What gateways were told to do and have not ended. */
final class InstructionFile {
    private final TreeMap<Long, Open> open = new TreeMap<>();

    /** An open instruction. */
    record Open(long instruction, InstructionKind kind, long cycle, long account, int asset, long amount) {
    }

    void add(final Open instruction) {
        open.put(instruction.instruction(), instruction);
    }

    /** Takes one out. {@return it, or null if it was not open} */
    Open remove(final long instruction) {
        return open.remove(instruction);
    }

    /** {@return the open ones by id} */
    Map<Long, Open> open() {
        return open;
    }
}
