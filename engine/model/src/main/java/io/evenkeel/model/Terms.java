package io.evenkeel.model;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * All assets and instruments of a world, and the one scale on which values of different assets are added exactly.
 *
 * @param assets      by id; the first is the numeraire.
 * @param instruments by id.
 * @param weights     per asset: what its price mantissa is multiplied by, so that all products have one scale.
 * @param scale       how many numerator units one numeraire unit has.
 */
public record Terms(
        List<AssetTerms> assets, List<InstrumentTerms> instruments, List<BigInteger> weights, BigInteger scale) {

    /** {@return terms with their weights worked out} */
    public static Terms of(final List<AssetTerms> assets, final List<InstrumentTerms> instruments) {
        final int numeraireExponent = assets.get(0).exponent();
        final int lowest = assets.stream().mapToInt(a -> shift(a, numeraireExponent)).min().orElseThrow();
        final List<BigInteger> weights =
                assets.stream().map(a -> BigInteger.TEN.pow(shift(a, numeraireExponent) - lowest)).toList();
        return new Terms(assets, instruments, weights, BigInteger.TEN.pow(-lowest).multiply(Tiers.MILLION));
    }

    private static int shift(final AssetTerms asset, final int numeraireExponent) {
        return asset.isNumeraire() ? 0 : asset.exponent() + asset.priceExponent() - numeraireExponent;
    }

    /** {@return these terms with an instrument's replaced} */
    public Terms with(final InstrumentTerms changed) {
        final List<InstrumentTerms> next = new ArrayList<>(instruments);
        next.set(changed.id(), changed);
        return new Terms(assets, List.copyOf(next), weights, scale);
    }

    /** {@return these terms with an asset's replaced} */
    public Terms with(final AssetTerms changed) {
        final List<AssetTerms> next = new ArrayList<>(assets);
        next.set(changed.id(), changed);
        return new Terms(List.copyOf(next), instruments, weights, scale);
    }

    /** {@return a numerator as numeraire units, rounded down} */
    public BigInteger floor(final BigInteger numerator) {
        final BigInteger[] parts = numerator.divideAndRemainder(scale);
        return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    /** {@return a numerator as numeraire units, rounded up} */
    public BigInteger ceil(final BigInteger numerator) {
        return floor(numerator.negate()).negate();
    }
}
