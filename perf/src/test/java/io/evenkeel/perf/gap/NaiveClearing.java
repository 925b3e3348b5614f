package io.evenkeel.perf.gap;

import io.evenkeel.perf.market.Fill;
import io.evenkeel.perf.market.Market;
import io.evenkeel.perf.market.Population;
import io.evenkeel.perf.rig.Rig;
import java.util.ArrayList;
import java.util.List;

/**
 * Who of a population breaches when, by a plain reading of SPEC 3 and from its deposits and fills alone: an account has
 * cash, its deposit less what it paid for what it holds, and equity is that and what it holds at mark. Exact, by
 * arithmetic that fails where 64 bits are too few. Knows nothing of triggers: a price has all accounts judged.
 */
final class NaiveClearing {
    private static final long PPM = 1_000_000;

    private final Population population;
    private final long[] marks = new long[Market.INSTRUMENTS];
    private final long[] cash;
    private final long[] quantities;
    private final boolean[] hasBreached;
    private final List<Breach> breaches = new ArrayList<>();

    /** A breach: the command that is charged with it, and the id of who breached. */
    record Breach(long position, long account) implements Comparable<Breach> {
        @Override
        public int compareTo(final Breach other) {
            final int byPosition = Long.compare(position, other.position);
            return byPosition == 0 ? Long.compare(account, other.account) : byPosition;
        }
    }

    /** Lets a population deposit and open its positions. */
    NaiveClearing(final Population population) {
        this.population = population;
        cash = new long[population.accounts()];
        quantities = new long[population.accounts() * Population.POSITIONS];
        hasBreached = new boolean[population.accounts()];
        for (int instrument = 0; instrument < marks.length; instrument++) {
            marks[instrument] = population.market().openingPrice(instrument);
        }
        for (int account = 0; account < cash.length; account++) {
            cash[account] = population.deposit(account);
        }
        for (int n = 0; n < population.openings(); n++) {
            final long fill = population.opening(n);
            book(Fill.buyer(fill), Fill.seller(fill), Fill.instrument(fill), Fill.quantity(fill),
                    marks[Fill.instrument(fill)]);
        }
    }

    private void book(
            final int buyer, final int seller, final int instrument, final long quantity, final long price) {
        change(buyer, instrument, quantity, price);
        change(seller, instrument, -quantity, price);
        cash[buyer] -= Rig.FEE;
        cash[seller] += Rig.FEE;
    }

    private void change(final int account, final int instrument, final long quantity, final long price) {
        int n = 0;
        while (population.held(account, n) != instrument) {
            n++;
        }
        quantities[account * Population.POSITIONS + n] += quantity;
        cash[account] = Math.subtractExact(cash[account], Math.multiplyExact(quantity, price));
    }

    /** A fill was booked: both of its accounts are judged. */
    void fill(
            final long position,
            final int buyer,
            final int seller,
            final int instrument,
            final long quantity,
            final long price) {
        book(buyer, seller, instrument, quantity, price);
        judge(position, buyer);
        judge(position, seller);
    }

    /** A price took effect: everybody is judged. */
    void price(final long position, final int instrument, final long mark) {
        marks[instrument] = mark;
        for (int account = 0; account < cash.length; account++) {
            judge(position, account);
        }
    }

    private void judge(final long position, final int account) {
        if (!hasBreached[account] && isBreached(account)) {
            hasBreached[account] = true;
            breaches.add(new Breach(position, Rig.id(account)));
        }
    }

    private boolean isBreached(final int account) {
        long equity = cash[account];
        long maintenance = 0;
        for (int n = 0; n < Population.POSITIONS; n++) {
            final int instrument = population.held(account, n);
            final long value =
                    Math.multiplyExact(quantities[account * Population.POSITIONS + n], marks[instrument]);
            equity = Math.addExact(equity, value);
            maintenance = Math.addExact(maintenance, maintenance(instrument, Math.abs(value)));
        }
        return Math.multiplyExact(equity, PPM) < maintenance;
    }

    /** Maintenance margin of a notional, in millionths. */
    private static long maintenance(final int instrument, final long notional) {
        long sum = 0;
        long from = 0;
        for (int tier = 0; notional > from; tier++) {
            final long to = Math.min(notional, Market.tierNotional(tier));
            sum = Math.addExact(sum, Math.multiplyExact(to - from, Market.maintenancePpm(instrument, tier)));
            from = to;
        }
        return sum;
    }

    /** {@return whether an account has breached so far} */
    boolean hasBreached(final int account) {
        return hasBreached[account];
    }

    /** {@return all breaches, by command and then by account id} */
    List<Breach> breaches() {
        return breaches.stream().sorted().toList();
    }
}
