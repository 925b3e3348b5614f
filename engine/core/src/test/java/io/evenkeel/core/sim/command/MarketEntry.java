package io.evenkeel.core.sim.command;

import io.evenkeel.codecs.MarketPhase;
import io.evenkeel.model.FundingTerms;

/** Entries about markets as a whole. */
public interface MarketEntry extends LogEntry {
    /** {@return the market} */
    int instrument();

    @Override
    default int participant() {
        return Parties.GENESIS;
    }

    /** Limits of a market and its slow price; 0 switches each off. */
    record Terms(
            int instrument,
            int slowRatePpmPerSecond,
            int fillBandPpm,
            long positionLimit,
            long openInterestCap)
            implements MarketEntry {
        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writer.terms().market(sequence, this);
        }
    }

    /** Funding of a perpetual. */
    record Funding(int instrument, FundingTerms wanted) implements MarketEntry {
        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writer.fundingTerms(sequence, instrument, wanted);
        }
    }

    /** A market is to move on in its life. */
    record Phase(int instrument, MarketPhase phase, long price) implements MarketEntry {
        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writer.marketPhase(sequence, instrument, phase, price);
        }
    }
}
