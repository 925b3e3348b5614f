package io.evenkeel.core.oracle;

import io.evenkeel.core.sim.command.CommandWriter;
import io.evenkeel.core.sim.command.LogEntry;

/**
 * An entry, after some time in which there was none.
 *
 * @param entry     the entry.
 * @param advanceMs how far cluster time moves on before.
 */
record Later(LogEntry entry, long advanceMs) implements LogEntry {
    @Override
    public int participant() {
        return entry.participant();
    }

    @Override
    public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
        return entry.write(writer, sequence, rising, timeMs);
    }
}
