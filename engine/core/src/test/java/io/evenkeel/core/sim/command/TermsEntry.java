package io.evenkeel.core.sim.command;

import io.evenkeel.model.AssetTerms;
import io.evenkeel.model.InstrumentTerms;

/** Entries that change by which terms accounts are judged. */
public interface TermsEntry extends LogEntry {
    @Override
    default int participant() {
        return Parties.GENESIS;
    }

    /** Margin tiers and open-interest scaling of an instrument. */
    record Margin(InstrumentTerms wanted) implements TermsEntry {
        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writer.terms().margin(sequence, wanted);
        }
    }

    /** Haircuts and borrow rates of an asset. */
    record Collateral(AssetTerms wanted) implements TermsEntry {
        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writer.terms().collateral(sequence, wanted);
        }
    }
}
