package io.evenkeel.tools.crash;

import io.evenkeel.codecs.AccountKind;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.arithmetic.Int128;
import java.util.ArrayList;
import java.util.List;

/**
 * The venue's own accounts, which take the other side of every position that is opened: as many as it takes for none to
 * hold more than an account may. They need no margin, and in the end they hold nothing: quantities of a book sum to
 * zero, and what is left they trade with each other at the start price.
 */
final class VenueAccounts {
    private static final long FIRST = 1_300_000_001L;
    /** Half of what an account may hold of a market, units of money. */
    private static final long MOST_HELD = Bounds.MAX_TRADED_NOTIONAL / 2;

    private final Operator operator;
    private final List<BookMarket> markets;
    private final List<long[]> held = new ArrayList<>();

    VenueAccounts(final Operator operator, final List<BookMarket> markets) {
        this.operator = operator;
        this.markets = markets;
    }

    /** {@return the account that takes a quantity, signed, of a market at a price} */
    long take(final int market, final long quantity, final long price) {
        int n = 0;
        while (n < held.size() && !hasRoom(held.get(n)[market] + quantity, market, price)) {
            n++;
        }
        if (n == held.size()) {
            operator.open(FIRST + n, Operator.PARTICIPANT, AccountKind.OMNIBUS);
            held.add(new long[markets.size()]);
        }
        held.get(n)[market] += quantity;
        return FIRST + n;
    }

    private boolean hasRoom(final long quantity, final int market, final long price) {
        return Int128.isProductWithin(quantity, Math.max(price, markets.get(market).startPrice()), MOST_HELD);
    }

    /** Leaves all of them without a position. */
    void flatten() {
        for (int market = 0; market < markets.size(); market++) {
            int buyer = next(0, market, -1);
            int seller = next(0, market, 1);
            while (buyer < held.size() && seller < held.size()) {
                final long quantity = Math.min(-held.get(buyer)[market], held.get(seller)[market]);
                operator.trade(
                        market, FIRST + buyer, FIRST + seller, quantity, markets.get(market).startPrice(), 0, 0);
                held.get(buyer)[market] += quantity;
                held.get(seller)[market] -= quantity;
                buyer = next(buyer, market, -1);
                seller = next(seller, market, 1);
            }
        }
    }

    /** The first from one on whose position has a sign. */
    private int next(final int from, final int market, final int sign) {
        int n = from;
        while (n < held.size() && Long.signum(held.get(n)[market]) != sign) {
            n++;
        }
        return n;
    }
}
