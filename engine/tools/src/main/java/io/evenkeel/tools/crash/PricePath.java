package io.evenkeel.tools.crash;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How prices move, as ratios to where they begin.
 *
 * @param firstPrices where they begin, by symbol; empty where the path does not say.
 * @param moves       the prices that come, times not falling.
 */
record PricePath(Map<String, BigDecimal> firstPrices, List<Move> moves) {
    /**
     * One price.
     *
     * @param timeMs from the beginning.
     * @param symbol whose; null for all markets alike.
     * @param ratio  to the first price.
     */
    record Move(long timeMs, String symbol, double ratio) {
    }

    /** Where a path comes from. */
    @FunctionalInterface
    interface Source {
        /** {@return the path; the same for the same seed} */
        PricePath draw(long seed) throws IOException;
    }

    /**
     * {@return what concerns these markets: prices of theirs; or, where there are none and the path has one symbol or
     * none, its prices for all of them} Such a series says where a single market begins, whatever its name; of several
     * it says only how they move.
     *
     * @throws IOException if it has several symbols and none of them is a market's.
     */
    PricePath of(final Collection<String> markets) throws IOException {
        final Set<String> symbols = moves.stream()
                .map(move -> String.valueOf(move.symbol()))
                .collect(Collectors.toCollection(TreeSet::new));
        if (symbols.stream().anyMatch(markets::contains)) {
            return new PricePath(
                    firstPrices, moves.stream().filter(move -> markets.contains(move.symbol())).toList());
        }
        if (symbols.size() > 1) {
            throw new IOException("the path speaks of " + String.join(", ", symbols) + "; the book of "
                    + String.join(", ", markets) + ": choose one with --symbol");
        }
        final Map<String, BigDecimal> first = new HashMap<>();
        if (markets.size() == 1) {
            firstPrices.values().forEach(price -> first.put(markets.iterator().next(), price));
        }
        return new PricePath(first, moves.stream().map(move -> new Move(move.timeMs(), null, move.ratio())).toList());
    }

    /** {@return where a market begins; null where the path does not say} */
    BigDecimal firstPrice(final String market) {
        return firstPrices.get(market);
    }

    /** {@return the same path with every return so many times as large, in logarithms} */
    PricePath amplified(final double times) {
        return new PricePath(firstPrices, moves.stream()
                .map(move -> new Move(move.timeMs(), move.symbol(), StrictMath.pow(move.ratio(), times)))
                .toList());
    }

    /** {@return how long it is} */
    long lengthMs() {
        return moves.isEmpty() ? 0 : moves.get(moves.size() - 1).timeMs();
    }
}
