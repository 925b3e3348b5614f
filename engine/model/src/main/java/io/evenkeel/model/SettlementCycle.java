package io.evenkeel.model;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A settlement cycle (SPEC 5): frozen marks, who is still to be settled in which asset, and the totals of its batch.
 * Each account is settled with the positions that it had when marks were frozen.
 */
public final class SettlementCycle {
    private final ModelBook book;
    private final long number;
    private final long[] marks;
    private final TreeMap<Long, TreeSet<Integer>> due = new TreeMap<>();
    private final TreeSet<Long> settled = new TreeSet<>();
    private final TreeMap<Long, long[]> profits = new TreeMap<>();
    private BigInteger debits = BigInteger.ZERO;
    private BigInteger credits = BigInteger.ZERO;
    private long positions;

    /**
     * Freezes marks.
     *
     * @param number 1, 2, 3 …
     * @param marks  mark of each instrument; 0 where it is left to the next cycle.
     */
    public SettlementCycle(final ModelBook book, final long number, final long... marks) {
        this.book = book;
        this.number = number;
        this.marks = marks.clone();
        for (final InstrumentTerms instrument : book.terms().instruments()) {
            gather(instrument);
        }
    }

    private void gather(final InstrumentTerms instrument) {
        BigInteger borne = BigInteger.ZERO;
        for (final ModelAccount account : book.accounts()) {
            if (takesPart(account, instrument)) {
                due.computeIfAbsent(account.id(), id -> new TreeSet<>()).add(instrument.settlementAsset());
                borne = borne.subtract(BigInteger.valueOf(profit(account, instrument)));
            }
        }
        count(borne);
    }

    /** Losses of accounts are debits, profits credits; CLEARING, which bears the other side, is counted likewise. */
    private void count(final BigInteger amount) {
        credits = credits.add(amount.max(BigInteger.ZERO));
        debits = debits.subtract(amount.min(BigInteger.ZERO));
    }

    private boolean takesPart(final ModelAccount account, final InstrumentTerms instrument) {
        return marks[instrument.id()] > 0 && account.position(instrument.id()).quantity() != 0;
    }

    private long profit(final ModelAccount account, final InstrumentTerms instrument) {
        final ModelPosition position = account.position(instrument.id());
        return instrument.notional(position.quantity(), marks[instrument.id()]).longValueExact()
                - position.entryValue();
    }

    /** {@return 1, 2, 3 …} */
    public long number() {
        return number;
    }

    /** {@return frozen mark of an instrument; 0 where it is left to the next cycle} */
    public long mark(final int instrument) {
        return marks[instrument];
    }

    /** {@return how many instruments take part} */
    public int instruments() {
        int count = 0;
        for (final long mark : marks) {
            count += mark > 0 ? 1 : 0;
        }
        return count;
    }

    /** {@return whether an account has positions that are still to be settled} */
    public boolean isDue(final long account) {
        return due.containsKey(account);
    }

    /** {@return the asset in which an account is settled next; -1 where it has had its part} */
    public int nextAsset(final long account) {
        return isDue(account) ? due.get(account).first() : -1;
    }

    /** {@return accounts whose part is still to come} */
    public List<Long> left() {
        return new ArrayList<>(due.keySet());
    }

    /** Settles an account's positions in one asset: unrealised profit at the frozen marks goes to the balance. */
    public long settle(final long id, final int asset) {
        final ModelAccount account = book.account(id);
        long sum = 0;
        for (final InstrumentTerms instrument : book.terms().instruments()) {
            if (instrument.settlementAsset() == asset && takesPart(account, instrument)) {
                final long profit = profit(account, instrument);
                book.settleProfit(account, instrument, profit);
                sum += profit;
                positions++;
            }
        }
        count(BigInteger.valueOf(sum));
        due.get(id).remove(asset);
        if (due.get(id).isEmpty()) {
            due.remove(id);
        }
        settled.add(id);
        profits.computeIfAbsent(id, key -> new long[book.terms().assets().size()])[asset] = sum;
        return sum;
    }

    /** {@return an account as it will be once it has had its part} */
    public ModelAccount settled(final ModelAccount account) {
        final ModelAccount after = account.copy();
        for (final InstrumentTerms instrument : book.terms().instruments()) {
            if (isDue(account.id(), instrument.settlementAsset()) && takesPart(account, instrument)) {
                final long profit = profit(account, instrument);
                after.credit(instrument.settlementAsset(), profit);
                after.position(instrument.id()).pay(profit);
            }
        }
        return after;
    }

    private boolean isDue(final long account, final int asset) {
        return isDue(account) && due.get(account).contains(asset);
    }

    /** {@return what an account is paid in an asset, or was} */
    public long profitOf(final ModelAccount account, final int asset) {
        if (!isDue(account.id(), asset)) {
            return profits.containsKey(account.id()) ? profits.get(account.id())[asset] : 0;
        }
        return settled(account).balance(asset) - account.balance(asset);
    }

    /** {@return total of losses, CLEARING's own included} */
    public BigInteger debits() {
        return debits;
    }

    /** {@return total of profits, CLEARING's own included} */
    public BigInteger credits() {
        return credits;
    }

    /** {@return accounts with positions that were settled} */
    public int accounts() {
        return settled.size();
    }

    /** {@return positions settled} */
    public long positions() {
        return positions;
    }
}
