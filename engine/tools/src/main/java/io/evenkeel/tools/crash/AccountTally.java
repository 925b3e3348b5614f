package io.evenkeel.tools.crash;

import java.util.Arrays;

/**
 * What an account gained and lost, and by what; reckoned from the events alone. What prices made of its positions is
 * known without a look at each tick: what it holds at the end at the mark then, less what it held at the start, less
 * what it took since, each at the mark of its time.
 */
final class AccountTally {
    private final long account;
    private final Party party;
    private final long startEquity;
    private final Flows flows = new Flows();
    private final long[] quantities;
    private final long[] costsAtMark;
    private final long[] indexes;
    private boolean wasLiquidated;
    private long deleveraged;
    private long heldBefore;

    AccountTally(final long account, final Party party, final long startEquity, final int markets) {
        this.account = account;
        this.party = party;
        this.startEquity = startEquity;
        quantities = new long[markets];
        costsAtMark = new long[markets];
        indexes = new long[markets];
    }

    /** Begins with a position, or takes more of it, at a mark; a negative quantity is sold. */
    void take(final int market, final long quantity, final long mark) {
        quantities[market] = Math.addExact(quantities[market], quantity);
        costsAtMark[market] = Math.addExact(costsAtMark[market], BookMarket.notional(quantity, mark));
    }

    void add(final Flow flow, final long amount) {
        flows.add(flow, amount);
    }

    /**
     * Pays what its position owes by the indexes of deficits; the pool's account is exempt.
     *
     * @param index what one unit of its side was charged so far, price mantissas.
     */
    void charge(final int market, final long index) {
        final long due = BookMarket.notional(Math.abs(quantities[market]), index - indexes[market]);
        indexes[market] = index;
        add(Flow.SOCIALISED, party == Party.POOL ? 0 : -due);
    }

    /** Forgets what its side was charged before it came to it. */
    void join(final int market, final long index) {
        indexes[market] = index;
    }

    /** Counts what prices made of a position. */
    void mark(final int market, final long mark) {
        final long value = BookMarket.notional(quantities[market], mark);
        add(Flow.MARKET, Math.subtractExact(value, costsAtMark[market]));
        costsAtMark[market] = value;
    }

    /** Counts what a deleveraging closed of a position, which is taken already. */
    void deleverage(final int market, final long quantity, final long mark) {
        if (deleveraged == 0) {
            heldBefore = BookMarket.notional(Math.abs(quantities[market]) + quantity, mark);
        }
        deleveraged = Math.addExact(deleveraged, BookMarket.notional(quantity, mark));
    }

    void liquidated() {
        wasLiquidated = true;
    }

    long account() {
        return account;
    }

    Party party() {
        return party;
    }

    /** {@return whose side of the table it is on} */
    Camp camp() {
        return switch (party) {
            case TRADER -> wasLiquidated ? Camp.LIQUIDATED : Camp.OTHERS;
            case MAKER -> Camp.MAKERS;
            case KEEPER -> Camp.KEEPERS;
            case BACKSTOP -> Camp.BACKSTOPS;
            case POOL -> Camp.INSURANCE;
        };
    }

    /** {@return whether it holds nothing} */
    boolean isEmpty() {
        return Arrays.stream(quantities).allMatch(quantity -> quantity == 0);
    }

    long quantity(final int market) {
        return quantities[market];
    }

    /** {@return what it got} */
    Flows flows() {
        return flows;
    }

    /** {@return equity as the events have it} */
    long equity() {
        return Math.addExact(startEquity, flows.sum());
    }

    long startEquity() {
        return startEquity;
    }

    /** {@return what deleveraging closed, at the marks, units of money} */
    long deleveraged() {
        return deleveraged;
    }

    /** {@return part of the position it held at the first of them; above 1 where it took more since} */
    double deleveragedPart() {
        return deleveraged == 0 ? 0 : (double) deleveraged / heldBefore;
    }
}
