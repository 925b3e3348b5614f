package io.evenkeel.core.listing;

import io.evenkeel.codecs.PricedKind;

/** The assets and instruments that Risk knows, by id. Filled by commands; never emptied. */
public final class Listings {
    private final Asset[] assets;
    private final Instrument[] instruments;
    private int assetCount;
    private int instrumentCount;
    private long timeMs;
    private long aliveMs;

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

    /**
     * Says which time it is.
     *
     * @param now   of the log entry at work.
     * @param alive the same, or the last time at which the cluster is known to have been there, if it was away.
     */
    public void timeMs(final long now, final long alive) {
        timeMs = now;
        aliveMs = alive;
    }

    /** {@return cluster time of the log entry at work, or of the last one} */
    public long timeMs() {
        return timeMs;
    }

    /**
     * A price stopped allowing liquidation, or allows it again: the clocks of auctions to which it matters stand still,
     * or run again. If it stops after the cluster was away, nobody could bid meanwhile: they stand still since then.
     */
    public void turnSales(final PricedKind kind, final int priced) {
        if (kind == PricedKind.INSTRUMENT) {
            turnSales(instruments[priced]);
        } else {
            turn(assets[priced].salePause(), allowsLiquidation(kind, priced));
            for (int id = 0; id < instrumentCount; id++) {
                if (instruments[id].settlementAsset() == priced) {
                    turnSales(instruments[id]);
                }
            }
        }
    }

    private void turnSales(final Instrument instrument) {
        turn(instrument.salePause(), PricedState.allowsLiquidation(instrument.state())
                && PricedState.allowsLiquidation(settlementAssetOf(instrument).state()));
    }

    private void turn(final SalePause pause, final boolean isSellable) {
        pause.turn(isSellable, isSellable ? timeMs : aliveMs);
    }

    /** {@return whether a price in force allows liquidation} */
    public boolean allowsLiquidation(final PricedKind kind, final int priced) {
        return PricedState.allowsLiquidation(
                kind == PricedKind.ASSET ? assets[priced].state() : instruments[priced].state());
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
