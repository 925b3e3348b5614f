package io.evenkeel.core.trigger;

import io.evenkeel.core.ledger.WallMemory;

/** The price ladders of all instruments and assets, by id. One is added with each listing. Owned by Risk. */
public final class Ladders {
    private final WallMemory positions;
    private final WallMemory exposures;
    private final int buckets;
    private final PriceLadder[] ofInstruments;
    private final PriceLadder[] ofAssets;

    /** Makes an empty table. */
    public Ladders(
            final WallMemory positions,
            final WallMemory exposures,
            final int buckets,
            final int maxAssets,
            final int maxInstruments) {
        this.positions = positions;
        this.exposures = exposures;
        this.buckets = buckets;
        ofInstruments = new PriceLadder[maxInstruments];
        ofAssets = new PriceLadder[maxAssets];
    }

    /** Adds the ladder of an instrument; allocates. */
    public void addInstrument(final int instrument) {
        ofInstruments[instrument] = new PriceLadder(positions, buckets);
    }

    /** Adds the ladder of an asset; allocates. */
    public void addAsset(final int asset) {
        ofAssets[asset] = new PriceLadder(exposures, buckets);
    }

    /** {@return the ladder on which positions in an instrument hang} */
    public PriceLadder ofInstrument(final int instrument) {
        return ofInstruments[instrument];
    }

    /** {@return the ladder on which exposures to an asset hang} */
    public PriceLadder ofAsset(final int asset) {
        return ofAssets[asset];
    }
}
