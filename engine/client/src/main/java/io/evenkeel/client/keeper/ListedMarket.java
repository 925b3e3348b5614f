package io.evenkeel.client.keeper;

import io.evenkeel.codecs.InstrumentAddedDecoder;
import io.evenkeel.codecs.MarketPhase;
import io.evenkeel.codecs.PriceState;

/**
 * An instrument as the market feed tells it.
 *
 * @param instrument       instrument id.
 * @param symbol           its symbol.
 * @param settlementAsset  asset in which profit is paid.
 * @param priceExponent    prices are in 10^this.
 * @param quantityExponent quantities are in 10^this.
 * @param multiplier       contract multiplier.
 * @param tick             price grid, mantissa.
 * @param lot              quantity grid, mantissa.
 * @param mark             mark said last, mantissa; 0 before the first.
 * @param state            how far it can be trusted.
 * @param freshSources     fresh sources behind it.
 * @param phase            where the market is in its life.
 */
public record ListedMarket(
        int instrument,
        String symbol,
        int settlementAsset,
        int priceExponent,
        int quantityExponent,
        long multiplier,
        long tick,
        long lot,
        long mark,
        PriceState state,
        int freshSources,
        MarketPhase phase) {
    static ListedMarket of(final InstrumentAddedDecoder added) {
        return new ListedMarket(
                added.instrument(),
                added.symbol(),
                added.settlementAsset(),
                added.priceExponent(),
                added.quantityExponent(),
                added.multiplier(),
                added.tick(),
                added.lot(),
                0,
                PriceState.NONE,
                0,
                MarketPhase.OPEN);
    }

    ListedMarket priced(final long newMark, final PriceState newState, final int sources) {
        return new ListedMarket(
                instrument, symbol, settlementAsset, priceExponent, quantityExponent, multiplier, tick, lot,
                newMark, newState, sources, phase);
    }

    ListedMarket inPhase(final MarketPhase newPhase) {
        return new ListedMarket(
                instrument, symbol, settlementAsset, priceExponent, quantityExponent, multiplier, tick, lot,
                mark, state, freshSources, newPhase);
    }

    /** {@return whether liquidations trade: there is a mark that allows it, and the market has not settled} */
    public boolean isTradable() {
        return mark > 0
                && (state == PriceState.VALID || state == PriceState.UNCERTAIN)
                && (phase == MarketPhase.OPEN || phase == MarketPhase.REDUCE_ONLY);
    }
}
