package io.evenkeel.tools.report;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Set;
import java.util.TreeMap;

/** Symbols, and how many decimals their numbers have. */
final class Units {
    private final TreeMap<Integer, Coin> assets = new TreeMap<>();
    private final TreeMap<Integer, Market> markets = new TreeMap<>();
    private int numeraire;

    /** An asset. */
    private record Coin(String symbol, int exponent, int priceExponent) {
    }

    /** Lists an asset. */
    void addAsset(
            final int asset,
            final String symbol,
            final int exponent,
            final int priceExponent,
            final boolean isNumeraire) {
        assets.put(asset, new Coin(symbol, exponent, priceExponent));
        numeraire = isNumeraire ? asset : numeraire;
    }

    /** Lists an instrument whose settlement asset is listed. */
    void addMarket(
            final int instrument,
            final String symbol,
            final int settlementAsset,
            final int priceExponent,
            final int quantityExponent,
            final long multiplier,
            final long tick,
            final int pool) {
        final long unitsPerStep = BigInteger.TEN
                .pow(priceExponent + quantityExponent - coin(settlementAsset).exponent())
                .multiply(BigInteger.valueOf(multiplier))
                .longValueExact();
        markets.put(instrument, new Market(
                instrument, symbol, settlementAsset, priceExponent, quantityExponent, unitsPerStep, tick, pool));
    }

    /** {@return the symbol of an asset} */
    String symbol(final int asset) {
        return coin(asset).symbol();
    }

    /** {@return an amount of the unit of account, written out} */
    String numeraire(final long units) {
        return amount(numeraire, units).toPlainString();
    }

    /** {@return an amount in whole units of an asset} */
    BigDecimal amount(final int asset, final long units) {
        return BigDecimal.valueOf(units, -coin(asset).exponent());
    }

    /** {@return an amount with the symbol of its asset, for a person to read} */
    String worded(final int asset, final long units) {
        return amount(asset, units).toPlainString() + ' ' + symbol(asset);
    }

    /** {@return what an amount of an asset is worth in another one at prices of both, units, rounded down} */
    long worth(final int asset, final long price, final long units, final int other, final long otherPrice) {
        final Coin sold = coin(asset);
        final Coin bought = coin(other);
        return BigDecimal.valueOf(units)
                .multiply(BigDecimal.valueOf(price))
                .scaleByPowerOfTen(
                        sold.exponent() + sold.priceExponent() - bought.exponent() - bought.priceExponent())
                .divide(BigDecimal.valueOf(otherPrice), 0, RoundingMode.FLOOR)
                .longValueExact();
    }

    /** {@return a price of an asset, in whole units of the numeraire} */
    BigDecimal assetPrice(final int asset, final long mantissa) {
        return BigDecimal.valueOf(mantissa, -coin(asset).priceExponent());
    }

    /**
     * {@return an instrument}
     *
     * @throws IllegalStateException if it was never listed.
     */
    Market market(final int instrument) {
        final Market market = markets.get(instrument);
        if (market == null) {
            throw new IllegalStateException("the feed speaks of instrument " + instrument + " before it is listed");
        }
        return market;
    }

    Collection<Market> markets() {
        return markets.values();
    }

    Set<Integer> assets() {
        return assets.keySet();
    }

    private Coin coin(final int asset) {
        return assets.getOrDefault(asset, new Coin("asset " + asset, 0, 0));
    }
}
