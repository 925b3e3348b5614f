package io.evenkeel.core.sim.command;

import io.evenkeel.codecs.PricedKind;

/** Entries about how a price is formed, and out of whose submissions. */
public interface PriceEntry extends LogEntry {
    /** {@return what is priced} */
    PricedKind kind();

    /** {@return its id} */
    int priced();

    @Override
    default int participant() {
        return Parties.GENESIS;
    }

    /** How a price is formed and when it may be trusted. */
    record Terms(
            PricedKind kind,
            int priced,
            int minSources,
            int freshRounds,
            long maxAgeMs,
            int bandPpm,
            int maxJumpPpm,
            long jumpWindowMs,
            int markBandPpm,
            long emaMs,
            int uncertaintyPpm,
            int staleFavourPpm)
            implements PriceEntry {
        /** {@return the same terms with another favour} */
        public Terms withFavour(final int ppm) {
            return new Terms(
                    kind, priced, minSources, freshRounds, maxAgeMs, bandPpm, maxJumpPpm, jumpWindowMs, markBandPpm,
                    emaMs, uncertaintyPpm, ppm);
        }

        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return new PriceTermsCommand(kind, priced)
                    .quorum(minSources)
                    .freshRounds(freshRounds)
                    .maxAgeMs(maxAgeMs)
                    .bandPpm(bandPpm)
                    .jump(maxJumpPpm, jumpWindowMs)
                    .mark(markBandPpm, emaMs)
                    .uncertaintyPpm(uncertaintyPpm)
                    .staleFavourPpm(staleFavourPpm)
                    .write(writer.buffer(), sequence);
        }
    }

    /** A source may submit a price from now on. */
    record AddedSource(PricedKind kind, int priced, int source, int weight) implements PriceEntry {
        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writer.addPriceSource(sequence, kind, priced, source, weight);
        }
    }

    /** A source counts no more. */
    record RemovedSource(PricedKind kind, int priced, int source) implements PriceEntry {
        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writer.terms().removePriceSource(sequence, kind, priced, source);
        }
    }
}
