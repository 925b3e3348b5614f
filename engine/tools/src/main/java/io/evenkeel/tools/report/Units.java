package io.evenkeel.tools.report;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Set;
import java.util.TreeMap;

/** Symbols, and how many decimals their numbers have. */
final class Units {
    private final TreeMap<Integer, Coin> assets = new TreeMap<>();
    private final TreeMap<Integer, Market> markets = new TreeMap<>();

    private record Coin(String symbol, int exponent) {
    }

    void addAsset(final int asset, final String symbol, final int exponent) {
        assets.put(asset, new Coin(symbol, exponent));
    }

    void addMarket(final Market market) {
        markets.put(market.id(), market);
    }

    /** {@return the exponent of an asset's amounts} */
    int exponent(final int asset) {
        return coin(asset).exponent();
    }

    /** {@return the symbol of an asset} */
    String symbol(final int asset) {
        return coin(asset).symbol();
    }

    /** {@return an amount in whole units of an asset} */
    BigDecimal amount(final int asset, final long units) {
        return BigDecimal.valueOf(units, -coin(asset).exponent());
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
        return assets.getOrDefault(asset, new Coin("asset " + asset, 0));
    }
}
