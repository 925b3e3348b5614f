package io.evenkeel.core.listing;

import io.evenkeel.core.store.Mixing;

/**
 * All prices and funding indexes as they were at one moment, by which a task goes that later slices finish. Owned by
 * Risk; no allocation after construction.
 */
public final class FrozenPrices {
    private final long[] marks;
    private final long[] fundingOfLongs;
    private final long[] fundingOfShorts;
    private final long[] assetPrices;
    private int instruments;
    private int assets;

    /** Makes one for at most so many. */
    public FrozenPrices(final int mostAssets, final int mostInstruments) {
        marks = new long[mostInstruments];
        fundingOfLongs = new long[mostInstruments];
        fundingOfShorts = new long[mostInstruments];
        assetPrices = new long[mostAssets];
    }

    /** Takes prices as they are now. */
    public void freeze(final Listings listings) {
        instruments = listings.instrumentCount();
        assets = listings.assetCount();
        for (int id = 0; id < instruments; id++) {
            final Instrument instrument = listings.instrument(id);
            restore(id, instrument.mark(), instrument.funding().index(true), instrument.funding().index(false));
        }
        for (int id = 0; id < assets; id++) {
            final Asset asset = listings.asset(id);
            assetPrices[id] = asset.price();
        }
    }

    /** Forgets them. */
    public void clear() {
        instruments = 0;
        assets = 0;
    }

    /** {@return instruments that had a price, or none yet} */
    public int instruments() {
        return instruments;
    }

    /** {@return assets that had a price, or none yet} */
    public int assets() {
        return assets;
    }

    /** {@return mark of an instrument} */
    public long mark(final int instrument) {
        return marks[instrument];
    }

    /** {@return cumulative index of a side of an instrument} */
    public long funding(final int instrument, final boolean isLong) {
        return isLong ? fundingOfLongs[instrument] : fundingOfShorts[instrument];
    }

    /** {@return price of an asset} */
    public long assetPrice(final int asset) {
        return assetPrices[asset];
    }

    /** Takes up an instrument from a snapshot; they come in order of id. */
    public void restore(final int instrument, final long mark, final long ofLongs, final long ofShorts) {
        marks[instrument] = mark;
        fundingOfLongs[instrument] = ofLongs;
        fundingOfShorts[instrument] = ofShorts;
        instruments = Math.max(instruments, instrument + 1);
    }

    /** Takes up an asset from a snapshot; they come in order of id. */
    public void restore(final int asset, final long price) {
        assetPrices[asset] = price;
        assets = Math.max(assets, asset + 1);
    }

    /** {@return canonical hash} */
    public long stateHash() {
        long hash = Mixing.chain(instruments, assets);
        for (int id = 0; id < instruments; id++) {
            hash = Mixing.chain(hash, marks[id]);
            hash = Mixing.chain(hash, fundingOfLongs[id]);
            hash = Mixing.chain(hash, fundingOfShorts[id]);
        }
        for (int id = 0; id < assets; id++) {
            hash = Mixing.chain(hash, assetPrices[id]);
        }
        return hash;
    }
}
