package io.evenkeel.core.sim.command;

import io.evenkeel.codecs.MarketPhase;

/** Entries about markets as a whole. */
public interface MarketEntry extends LogEntry {
    /** {@return the market} */
    int instrument();

    @Override
    default int participant() {
        return Parties.GENESIS;
    }

    /** A market is to move on in its life. */
    record Phase(int instrument, MarketPhase phase, long price) implements MarketEntry {
        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writer.marketPhase(sequence, instrument, phase, price);
        }
    }
}
