package io.evenkeel.core.sim.crash;

import static io.evenkeel.core.sim.Discrepancy.check;

import java.util.Map;
import java.util.TreeMap;

/**
 * Who bore what of crashes, by segment, and how many liquidations there were. What an account lacks in an asset is one
 * amount, whatever segments it traded in: those that bore it share it out in the order of their pools.
 */
final class LossTables {
    private final Map<Segment, LossTable> tables = new TreeMap<>();
    private long liquidations;
    private long insolvencies;

    /** {@return the losses of a segment} */
    LossTable of(final Segment segment) {
        return tables.computeIfAbsent(segment, each -> new LossTable());
    }

    /** {@return what SOCIALISED paid of an asset, and nobody has paid back} */
    long socialisedOpen(final int asset) {
        return tables.entrySet().stream()
                .filter(each -> each.getKey().asset() == asset)
                .mapToLong(each -> each.getValue().socialisedOpen())
                .sum();
    }

    /** Adds a liquidation that ended. */
    void end(final Debtor debtor) {
        liquidations++;
        insolvencies += debtor.isInsolvent() ? 1 : 0;
        final Map<Integer, Long> deficits = new TreeMap<>();
        debtor.borne().forEach((segment, borne) -> {
            final long before = deficits.computeIfAbsent(segment.asset(), debtor::deficit);
            final long shared = Math.min(borne, before);
            deficits.put(segment.asset(), before - shared);
            of(segment).end(shared, borne - shared);
        });
        deficits.values().forEach(left -> check("deficit that no segment bore", 0L, left.longValue()));
    }

    /** Everything is over: in every segment losses by step are the deficits, and all of them were paid. */
    void finish() {
        tables.forEach((segment, table) -> {
            check(() -> "losses by step and deficits of " + segment, table.deficitsAndLeft(), table.borne());
            check(() -> "SOCIALISED at the end in " + segment, 0, table.socialisedOpen());
        });
    }

    /** Adds other tables. */
    void add(final LossTables other) {
        other.tables.forEach((segment, table) -> of(segment).add(table));
        liquidations += other.liquidations;
        insolvencies += other.insolvencies;
    }

    /**
     * {@return the tables, in coins}
     *
     * @param unitsPerCoin by asset.
     */
    String toText(final double[] unitsPerCoin) {
        final StringBuilder text = new StringBuilder(String.format(
                "of %,d liquidations %,d were of accounts that lacked something%n", liquidations, insolvencies));
        tables.forEach((segment, table) -> text.append(table.isEmpty() ? "" : String.format(
                "losses in %s%n%s%n", segment, table.toText(unitsPerCoin[segment.asset()]))));
        return text.toString();
    }
}
