package io.evenkeel.tools.crash;

import io.evenkeel.tools.crash.BookAccount.Leg;
import java.util.ArrayList;
import java.util.List;

/**
 * Who holds what before the path begins.
 *
 * @param markets  its markets; their order is that of instrument ids.
 * @param accounts its accounts, ids rising.
 */
record Book(List<BookMarket> markets, List<BookAccount> accounts) {
    /** Above every account of a book. */
    static final long FIRST_MAKER = 1_000_000_001L;

    /** {@return quantity that is held of a market, signed} */
    long net(final int market) {
        return accounts.stream()
                .flatMap(account -> account.legs().stream())
                .filter(leg -> leg.market() == market)
                .mapToLong(Leg::quantity)
                .reduce(0, Math::addExact);
    }

    /** {@return notional of all long positions at the start prices, units of money} */
    long openInterest() {
        long sum = 0;
        for (final BookAccount account : accounts) {
            for (final Leg leg : account.legs()) {
                sum = Math.addExact(sum, BookMarket.notional(
                        Math.max(0, leg.quantity()), markets.get(leg.market()).startPrice()));
            }
        }
        return sum;
    }

    /** {@return how many accounts of a kind there are} */
    long count(final Party party) {
        return accounts.stream().filter(account -> account.party() == party).count();
    }

    /** {@return how many of the book's own accounts are on a side: 1 for long, -1 for short, 0 for both} */
    long traders(final int side) {
        return accounts.stream().filter(it -> it.party() == Party.TRADER && it.side() == side).count();
    }

    /**
     * {@return this book with makers that take, in equal parts at the start prices, the other side of what quantities
     * lack to sum to zero}
     *
     * @param makers   how many, at least one.
     * @param leverage their notional over their equity.
     */
    Book balanced(final int makers, final double leverage) {
        final List<List<Leg>> legs = new ArrayList<>();
        for (int maker = 0; maker < makers; maker++) {
            legs.add(new ArrayList<>());
        }
        for (int market = 0; market < markets.size(); market++) {
            long left = -net(market);
            for (int maker = 0; maker < makers; maker++) {
                final long part = left / (makers - maker);
                left -= part;
                if (part != 0) {
                    legs.get(maker).add(new Leg(market, part, markets.get(market).startPrice()));
                }
            }
        }
        final List<BookAccount> all = new ArrayList<>(accounts);
        for (int maker = 0; maker < makers; maker++) {
            final BookAccount bare = new BookAccount(FIRST_MAKER + maker, Party.MAKER, 0, legs.get(maker));
            final long equity = (long) Math.ceil(bare.notional(markets) / leverage);
            all.add(new BookAccount(bare.id(), Party.MAKER, equity, bare.legs()));
        }
        return new Book(markets, all);
    }
}
