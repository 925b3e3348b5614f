package io.evenkeel.core.sim.crash;

import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.model.InstrumentTerms;
import java.util.Comparator;

/**
 * What losses are added up for: markets of one insurance pool that settle in one asset.
 *
 * @param asset in which they settle.
 * @param pool  which pays there.
 */
record Segment(int asset, int pool) implements Comparable<Segment> {
    private static final Comparator<Segment> ORDER =
            Comparator.comparingInt(Segment::asset).thenComparingInt(Segment::pool);

    /** {@return the segment of a market} */
    static Segment of(final InstrumentTerms market) {
        return new Segment(market.settlementAsset(), market.pool());
    }

    /** {@return whether a market belongs to it} */
    boolean has(final InstrumentTerms market) {
        return equals(of(market));
    }

    @Override
    public int compareTo(final Segment other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return "asset A" + asset + ", pool " + LogEntry.pool(pool);
    }
}
