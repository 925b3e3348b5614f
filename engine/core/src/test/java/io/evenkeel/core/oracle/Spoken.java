package io.evenkeel.core.oracle;

import io.evenkeel.core.sim.command.CommandWriter;
import io.evenkeel.core.sim.command.LogEntry;

/**
 * What a source says of a time that is past.
 *
 * @param said      what.
 * @param ageMs     how long ago it was so.
 * @param advanceMs how far cluster time moves on before.
 */
record Spoken(LogEntry.Price said, long ageMs, long advanceMs) implements LogEntry {
    @Override
    public int participant() {
        return said.participant();
    }

    @Override
    public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
        return writer.price(sequence, rising, said, timeMs - ageMs);
    }
}
