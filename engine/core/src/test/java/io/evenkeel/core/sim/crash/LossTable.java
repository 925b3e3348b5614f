package io.evenkeel.core.sim.crash;

import io.evenkeel.codecs.LiquidationStep;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who bore what of crashes, in units of one asset. An account's deficit is what it would have lost beyond all it had,
 * had nobody helped; takers that paid more than the mark, insurance and SOCIALISED bore it, step by step. What was
 * given beyond deficits is left with accounts, by prices rounded in their favour or that came back later.
 */
final class LossTable {
    private static final String DEBTS = "DEBTS";

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
    private long liquidations;
    private long insolvencies;
    private long deficits;
    private long left;
    private long debts;
    private long charged;
    private long covered;
    private long excess;

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

    /** Adds what others paid where nothing was left to sell. */
    void debt(final long insured, final long missing) {
        final Row row = rows.computeIfAbsent(DEBTS, each -> new Row());
        row.byInsurance += insured;
        row.bySocialised += missing;
    }

    /**
     * Adds a liquidation that ended: what it had of its own, negative for what it lacked, and what others bore. Who
     * keeps positions, in a halted market whose last price is moved in its favour, may lack more: that is the deficit
     * of the liquidation that follows.
     */
    void end(final long own, final long borne, final boolean keepsPositions) {
        final long lacked = keepsPositions ? Math.min(borne, Math.max(0, -own)) : Math.max(0, -own);
        liquidations++;
        insolvencies += lacked > 0 ? 1 : 0;
        deficits += lacked;
        left += Math.max(0, borne - lacked);
        debts += Math.max(0, lacked - borne);
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

    /** {@return what all steps together cost others} */
    long borne() {
        return rows.values().stream().mapToLong(Row::borne).sum();
    }

    /** {@return what SOCIALISED paid, and nobody has paid back} */
    long socialisedOpen() {
        return rows.values().stream().mapToLong(row -> row.bySocialised).sum() - charged - covered;
    }

    /** {@return what insurance got by penalties and excess, less what it paid in trades and for what was open} */
    long insuranceIncome() {
        return rows.values().stream().mapToLong(row -> row.penalties - row.byInsurance).sum() + excess - covered;
    }

    /** {@return deficits and what was left with accounts, less debts that nobody paid} */
    long deficitsAndLeft() {
        return deficits + left - debts;
    }

    /** {@return debts that nobody paid} */
    long debts() {
        return debts;
    }

    /** Adds another table. */
    void add(final LossTable other) {
        other.rows.forEach((step, row) -> rows.computeIfAbsent(step, each -> new Row()).add(row));
        liquidations += other.liquidations;
        insolvencies += other.insolvencies;
        deficits += other.deficits;
        left += other.left;
        debts += other.debts;
        charged += other.charged;
        covered += other.covered;
        excess += other.excess;
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
                "borne by others %,.2f = deficits of %,d of %,d liquidations %,.2f + left with accounts %,.2f"
                        + " - unpaid %,.2f%n"
                        + "SOCIALISED was paid back by holders %,.2f, by insurance %,.2f",
                borne() / unitsPerCoin, insolvencies, liquidations, deficits / unitsPerCoin, left / unitsPerCoin,
                debts / unitsPerCoin,
                charged / unitsPerCoin, covered / unitsPerCoin)).toString();
    }
}
