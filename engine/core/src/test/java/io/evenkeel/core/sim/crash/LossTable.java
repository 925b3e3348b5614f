package io.evenkeel.core.sim.crash;

import io.evenkeel.codecs.LiquidationStep;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who bore what of crashes in a segment, in units of its asset. An account's deficit is what it would have lost beyond
 * all it had, had nobody helped; takers that paid more than the mark, insurance and SOCIALISED bore it, step by step.
 * What was given beyond deficits is left with accounts, by prices rounded in their favour or that came back later, or
 * because what they lack is another asset: the bankruptcy price shares that out over all positions.
 */
final class LossTable {
    private static final String DEBTS = "DEBTS";
    private static final String COLLATERAL = "COLLATERAL";

    /** What one step cost whom, units of the asset. */
    static final class Row {
        private long trades;
        private long discounts;
        private long penalties;
        private long byTakers;
        private long byInsurance;
        private long bySocialised;

        private long borne() {
            return byTakers + byInsurance + bySocialised;
        }

        private void add(final Row other) {
            trades += other.trades;
            discounts += other.discounts;
            penalties += other.penalties;
            byTakers += other.byTakers;
            byInsurance += other.byInsurance;
            bySocialised += other.bySocialised;
        }
    }

    private final Map<String, Row> rows = new TreeMap<>();
    private long deficits;
    private long left;
    private long charged;
    private long covered;
    private long excess;
    private long gainedByPools;
    private long lostByPools;
    private long shortOfPools;

    /** Adds a trade: what the taker paid more than the mark, or less, and what others added. */
    void trade(
            final LiquidationStep step,
            final long paidAboveMark,
            final long insured,
            final long missing,
            final long penalty) {
        final Row row = rows.computeIfAbsent(step.name(), each -> new Row());
        row.trades++;
        row.byTakers += Math.max(0, paidAboveMark);
        row.discounts += Math.max(0, -paidAboveMark);
        row.byInsurance += insured;
        row.bySocialised += missing;
        row.penalties += penalty;
    }

    /** Adds a sale of collateral for what is owed here: what it was worth more, at indices, than was paid. */
    void collateral(final long discount) {
        final Row row = rows.computeIfAbsent(COLLATERAL, each -> new Row());
        row.trades++;
        row.discounts += discount;
    }

    /** Adds what others paid where nothing was left to sell. */
    void debt(final long insured, final long missing) {
        final Row row = rows.computeIfAbsent(DEBTS, each -> new Row());
        row.byInsurance += insured;
        row.bySocialised += missing;
    }

    /** Adds what was borne of a liquidation that ended: of its deficit, and what it is left with beyond that. */
    void end(final long deficit, final long beyond) {
        deficits += deficit;
        left += beyond;
    }

    /** Holders were charged, and so much more than needed, which insurance got. */
    void charge(final long amount, final long more) {
        charged += amount;
        excess += more;
    }

    /** Insurance covered what was open. */
    void cover(final long amount) {
        covered += amount;
    }

    /** A pool gained by a position that it had taken, or lost where that is negative. */
    void poolGained(final long amount) {
        gainedByPools += Math.max(0, amount);
        lostByPools += Math.max(0, -amount);
    }

    /** SOCIALISED paid what a pool had lost beyond what it had. */
    void poolShort(final long amount) {
        shortOfPools += amount;
    }

    /** {@return whether there were no losses} */
    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** {@return what all steps together cost others} */
    long borne() {
        return rows.values().stream().mapToLong(Row::borne).sum();
    }

    /** {@return what SOCIALISED paid, and nobody has paid back} */
    long socialisedOpen() {
        return rows.values().stream().mapToLong(row -> row.bySocialised).sum() + shortOfPools - charged - covered;
    }

    /** {@return what insurance got from others, less what it paid in trades and for what was open} */
    long insuranceIncome() {
        return rows.values().stream().mapToLong(row -> row.penalties - row.byInsurance).sum()
                + excess
                + shortOfPools
                - covered;
    }

    /** {@return deficits and what was left with accounts} */
    long deficitsAndLeft() {
        return deficits + left;
    }

    /** Adds another table. */
    void add(final LossTable other) {
        other.rows.forEach((step, row) -> rows.computeIfAbsent(step, each -> new Row()).add(row));
        deficits += other.deficits;
        left += other.left;
        charged += other.charged;
        covered += other.covered;
        excess += other.excess;
        gainedByPools += other.gainedByPools;
        lostByPools += other.lostByPools;
        shortOfPools += other.shortOfPools;
    }

    /** {@return the table, in coins} */
    String toText(final double unitsPerCoin) {
        final StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%-12s %7s %14s %14s %14s %14s %14s%n",
                "step", "trades", "discounts", "penalties", "by takers", "by insurance", "by SOCIALISED"));
        rows.forEach((step, row) -> text.append(String.format(
                Locale.ROOT, "%-12s %,7d %,14.2f %,14.2f %,14.2f %,14.2f %,14.2f%n",
                step, row.trades, row.discounts / unitsPerCoin, row.penalties / unitsPerCoin,
                row.byTakers / unitsPerCoin, row.byInsurance / unitsPerCoin, row.bySocialised / unitsPerCoin)));
        return text.append(String.format(Locale.ROOT,
                "borne by others %,.2f = deficits %,.2f + left with accounts %,.2f%n"
                        + "pools gained %,.2f and lost %,.2f by positions that they took, %,.2f beyond what they had%n"
                        + "SOCIALISED was paid back by holders %,.2f, by insurance %,.2f",
                borne() / unitsPerCoin, deficits / unitsPerCoin, left / unitsPerCoin,
                gainedByPools / unitsPerCoin, lostByPools / unitsPerCoin, shortOfPools / unitsPerCoin,
                charged / unitsPerCoin, covered / unitsPerCoin)).toString();
    }
}
