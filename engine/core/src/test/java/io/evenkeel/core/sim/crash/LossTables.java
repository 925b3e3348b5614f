package io.evenkeel.core.sim.crash;

import static io.evenkeel.core.sim.Discrepancy.check;

import io.evenkeel.model.AssetTerms;
import java.util.List;
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
    private long bounded;

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

    /**
     * Adds a liquidation that ended.
     *
     * @param emptied assets by their terms now; none where the account still has positions.
     */
    void end(final Debtor debtor, final List<AssetTerms> emptied) {
        liquidations++;
        insolvencies += debtor.isInsolvent() ? 1 : 0;
        final Map<Integer, Long> deficits = new TreeMap<>();
        final Map<Integer, Long> beyond = new TreeMap<>();
        debtor.borne().forEach((segment, borne) -> {
            final long before = deficits.computeIfAbsent(segment.asset(), debtor::deficit);
            final long shared = Math.min(borne, before);
            deficits.put(segment.asset(), before - shared);
            of(segment).end(shared, borne - shared);
            beyond.merge(segment.asset(), borne - shared, Long::sum);
        });
        emptied.forEach(asset -> checkBeyond(debtor, asset, beyond.getOrDefault(asset.id(), 0L)));
        deficits.values().forEach(left -> check("deficit that no segment bore", 0L, left.longValue()));
    }

    /** Others bear no more than a deficit but for rounding, where it is known how much that is. */
    private void checkBeyond(final Debtor debtor, final AssetTerms asset, final long amount) {
        final long most = debtor.mostBeyond(asset);
        bounded += most != Long.MAX_VALUE && debtor.deficit(asset.id()) > 0 ? 1 : 0;
        check(amount <= most, () -> debtor + " was given " + amount + " of A" + asset.id()
                + " beyond its deficit, which can be " + most + " by rounding");
    }

    /** {@return whether others bore of an account just what it lacked, but for a rounding that is known} */
    boolean areBorneAsLacked() {
        return bounded > 0;
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
        bounded += other.bounded;
    }

    /**
     * {@return the tables, in coins}
     *
     * @param unitsPerCoin by asset.
     */
    String toText(final double[] unitsPerCoin) {
        final StringBuilder text = new StringBuilder(String.format(
                "of %,d liquidations %,d were of accounts that lacked something; of %,d others bore just"
                        + " that, but for rounding%n",
                liquidations, insolvencies, bounded));
        tables.forEach((segment, table) -> text.append(table.isEmpty() ? "" : String.format(
                "losses in %s%n%s%n", segment, table.toText(unitsPerCoin[segment.asset()]))));
        return text.toString();
    }
}
