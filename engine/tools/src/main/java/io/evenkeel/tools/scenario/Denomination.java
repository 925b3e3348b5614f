package io.evenkeel.tools.scenario;

/**
 * How the decimals of a declared asset or instrument are to be read, as its declaration says.
 *
 * @param symbol           its name.
 * @param isInstrument     whether it is an instrument, else an asset.
 * @param priceExponent    exponent of its prices.
 * @param amountExponent   exponent of amounts of the asset, or of the instrument's settlement asset.
 * @param quantityExponent exponent of quantities; 0 for an asset.
 * @param multiplier       contract multiplier; 1 for an asset.
 * @param settlementAsset  symbol of the settlement asset; null for an asset.
 */
public record Denomination(
        String symbol,
        boolean isInstrument,
        int priceExponent,
        int amountExponent,
        int quantityExponent,
        long multiplier,
        String settlementAsset) {
}
