package io.evenkeel.tools.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * What a liquidation cost whom, and whom it brought something, reckoned at the marks at which it happened, and at the
 * indexes where collateral was sold: what one loses another gets, so each kind sums to zero in each asset.
 */
final class LiquidationLosses {
    /** What was paid for. */
    enum Kind {
        /** A price worse for the account than the mark, or than the index of collateral; goes to who takes. */
        DISCOUNT,
        /** The penalty; goes to the insurance pool of the market. */
        PENALTY,
        /** What insurance paid where the price was worse than the bankruptcy price. */
        INSURANCE,
        /** What the account lacked and insurance did not pay; holders pay it. */
        SOCIALISED
    }

    /** Who pays what is missing: holders of the market, through its funding index. */
    static final String SOCIALISED = "holders";

    private final Map<String, TreeMap<Integer, Map<Kind, Long>>> parties = new LinkedHashMap<>();

    /** {@return how a pool that gets penalties and pays for insured prices is called; MAIN needs no name} */
    static String insurance(final int pool) {
        return pool == 0 ? "insurance" : "insurance pool " + pool;
    }

    /** {@return how an account is called} */
    static String account(final long id) {
        return "account " + id;
    }

    /** {@return what a kind is called in rows} */
    static String label(final Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** Takes an amount, units of the asset, from one and gives it to another. */
    void move(final String from, final String to, final int asset, final Kind kind, final long amount) {
        amounts(from, asset).merge(kind, -amount, Math::addExact);
        amounts(to, asset).merge(kind, amount, Math::addExact);
    }

    private Map<Kind, Long> amounts(final String party, final int asset) {
        return parties.computeIfAbsent(party, key -> new TreeMap<>())
                .computeIfAbsent(asset, key -> new EnumMap<>(Kind.class));
    }

    /** {@return what one of them got of a kind, in words: amounts by asset; negative where it lost} */
    String of(final String party, final Kind kind, final Units units) {
        final StringJoiner text = new StringJoiner(", ");
        parties.getOrDefault(party, new TreeMap<>())
                .forEach((asset, amounts) -> text.add(units.worded(asset, amounts.getOrDefault(kind, 0L))));
        return text.toString();
    }

    /** Puts a row for each of them and each asset. */
    void put(final ArrayNode rows, final Units units) {
        parties.forEach((party, assets) -> assets.forEach((asset, amounts) -> {
            final ObjectNode row = rows.addObject().put("who", party).put("asset", units.symbol(asset));
            long sum = 0;
            for (final Kind kind : Kind.values()) {
                final long amount = amounts.getOrDefault(kind, 0L);
                row.put(label(kind), units.amount(asset, amount).toPlainString());
                sum = Math.addExact(sum, amount);
            }
            row.put("sum", units.amount(asset, sum).toPlainString());
        }));
    }
}
