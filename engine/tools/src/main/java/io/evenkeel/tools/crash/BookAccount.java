package io.evenkeel.tools.crash;

import java.util.List;

/**
 * An account as it is before the path begins.
 *
 * @param id     account id.
 * @param party  what it is.
 * @param equity its equity at the start prices, units of money.
 * @param legs   its positions, at most one a market.
 */
record BookAccount(long id, Party party, long equity, List<Leg> legs) {
    /**
     * A position.
     *
     * @param market     which of the book's markets.
     * @param quantity   signed, mantissa.
     * @param entryPrice mantissa.
     */
    record Leg(int market, long quantity, long entryPrice) {
    }

    /** {@return what its positions have gained at the start prices, units of money} */
    long unrealised(final List<BookMarket> markets) {
        return legs.stream().mapToLong(leg -> gain(leg, markets)).reduce(0, Math::addExact);
    }

    /** {@return what those of its positions have gained that have gained something, units of money} */
    long gains(final List<BookMarket> markets) {
        return legs.stream().mapToLong(leg -> Math.max(0, gain(leg, markets))).reduce(0, Math::addExact);
    }

    private static long gain(final Leg leg, final List<BookMarket> markets) {
        return BookMarket.notional(leg.quantity(), markets.get(leg.market()).startPrice() - leg.entryPrice());
    }

    /** {@return what its positions are worth at the start prices, units of money} */
    long notional(final List<BookMarket> markets) {
        long sum = 0;
        for (final Leg leg : legs) {
            sum = Math.addExact(
                    sum, BookMarket.notional(Math.abs(leg.quantity()), markets.get(leg.market()).startPrice()));
        }
        return sum;
    }

    /** {@return 1 where all its positions are long, -1 where all are short, else 0} */
    int side() {
        final boolean hasLong = legs.stream().anyMatch(leg -> leg.quantity() > 0);
        final boolean hasShort = legs.stream().anyMatch(leg -> leg.quantity() < 0);
        return hasLong == hasShort ? 0 : hasLong ? 1 : -1;
    }
}
