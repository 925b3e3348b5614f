package io.evenkeel.tools.crash;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What the runs begin with, in words.
 *
 * @param book      where the book comes from: a file, or the distributions it is drawn from.
 * @param pathName  the path as the command line has it.
 * @param seed      seed of both.
 * @param accounts  the book with its makers.
 * @param path      the path.
 * @param terms     terms of the markets.
 * @param takers    who takes.
 */
record CrashSetting(
        String book, String pathName, long seed, Book accounts, PricePath path, MarketTerms terms, Takers takers) {
    private static final double MS_OF_SECOND = 1_000;

    /** {@return lines for a person to read} */
    List<String> lines() {
        return List.of(
                String.format("book: %s; %,d accounts (%,d long, %,d short), %d makers, open interest %s %s",
                        book, accounts.count(Party.TRADER), accounts.traders(1), accounts.traders(-1),
                        accounts.count(Party.MAKER), Money.shown(accounts.openInterest()), Money.SYMBOL),
                String.format("path: %s; %,d prices in %,.1f s; %s",
                        pathName, path.moves().size(), path.lengthMs() / MS_OF_SECOND, markets()),
                String.format("takers: %d keepers with %s each, %d backstops; insurance %s; seed %d",
                        takers.keepers(), Money.shown(takers.keeperCapital()), takers.backstops(),
                        Money.shown(terms.insurance()), seed));
    }

    private String markets() {
        return accounts.markets().stream().map(this::extent).collect(Collectors.joining(", "));
    }

    private String extent(final BookMarket market) {
        final double[] ratios = path.moves().stream()
                .filter(move -> move.symbol() == null || move.symbol().equals(market.symbol()))
                .mapToDouble(PricePath.Move::ratio)
                .toArray();
        double least = 1;
        double most = 1;
        for (final double ratio : ratios) {
            least = Math.min(least, ratio);
            most = Math.max(most, ratio);
        }
        return market.symbol() + " from " + market.price(market.startPrice()).toPlainString() + ", between "
                + market.price(market.moved(least)).toPlainString() + " and "
                + market.price(market.moved(most)).toPlainString() + ", to "
                + market.price(market.moved(ratios.length == 0 ? 1 : ratios[ratios.length - 1])).toPlainString();
    }
}
