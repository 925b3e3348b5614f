package io.evenkeel.core.listing;

/** The assets and instruments that Risk knows, by id. Filled by commands; never emptied. */
public final class Listings {
    private final Asset[] assets;
    private final Instrument[] instruments;
    private int assetCount;
    private int instrumentCount;
    private long timeMs;

    /** Makes empty tables. */
    public Listings(final int maxAssets, final int maxInstruments) {
        assets = new Asset[maxAssets];
        instruments = new Instrument[maxInstruments];
    }

    /** Adds an asset whose id is the next free one. */
    public void add(final Asset asset) {
        assets[asset.id()] = asset;
        assetCount++;
    }

    /** Adds an instrument whose id is the next free one. */
    public void add(final Instrument instrument) {
        instruments[instrument.id()] = instrument;
        instrumentCount++;
    }

    /** {@return most assets there can be} */
    public int maxAssets() {
        return assets.length;
    }

    /** {@return most instruments there can be} */
    public int maxInstruments() {
        return instruments.length;
    }

    /** {@return number of assets; ids are below it} */
    public int assetCount() {
        return assetCount;
    }

    /** {@return number of instruments; ids are below it} */
    public int instrumentCount() {
        return instrumentCount;
    }

    /** {@return whether there is such an asset} */
    public boolean hasAsset(final int asset) {
        return asset < assetCount;
    }

    /** {@return whether there is such an instrument} */
    public boolean hasInstrument(final int instrument) {
        return instrument < instrumentCount;
    }

    /** {@return an asset that is there} */
    public Asset asset(final int asset) {
        return assets[asset];
    }

    /** {@return an instrument that is there} */
    public Instrument instrument(final int instrument) {
        return instruments[instrument];
    }

    /** Says which time it is: that of the log entry at work. */
    public void timeMs(final long now) {
        timeMs = now;
    }

    /** {@return cluster time of the log entry at work, or of the last one} */
    public long timeMs() {
        return timeMs;
    }

    /** {@return the numeraire; the first asset} */
    public Asset numeraire() {
        return assets[0];
    }

    /** {@return the asset in which an instrument settles} */
    public Asset settlementAssetOf(final Instrument instrument) {
        return assets[instrument.settlementAsset()];
    }
}
