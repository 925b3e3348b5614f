package io.evenkeel.model;

import java.util.Arrays;

/** How positions and collateral are sold now: what a governor said last, of each, holds at once. */
public final class RulesInForce {
    private final SaleRules[] ofInstruments;
    private final CollateralRules[] ofAssets;

    RulesInForce(final Terms listed) {
        ofInstruments = listed.instruments().stream().map(SaleRules::of).toArray(SaleRules[]::new);
        ofAssets = new CollateralRules[listed.assets().size()];
        Arrays.fill(ofAssets, CollateralRules.AT_LISTING);
    }

    /** {@return how positions in an instrument are liquidated} */
    public SaleRules of(final InstrumentTerms instrument) {
        return ofInstruments[instrument.id()];
    }

    /** Changes how positions in an instrument are liquidated. */
    public void set(final int instrument, final SaleRules wanted) {
        ofInstruments[instrument] = wanted;
    }

    /** {@return how an asset is sold as collateral, where its order has yet to begin} */
    public CollateralRules of(final int asset) {
        return ofAssets[asset];
    }

    /** Changes how an asset is sold as collateral. */
    public void set(final int asset, final CollateralRules wanted) {
        ofAssets[asset] = wanted;
    }
}
