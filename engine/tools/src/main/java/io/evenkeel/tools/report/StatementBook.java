package io.evenkeel.tools.report;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** What moved the balances of one account, by asset, day and cause. */
final class StatementBook {
    private final long account;
    private final Map<Integer, Map<Long, Map<Cause, Long>>> assets = new TreeMap<>();

    /** Keeps a statement of an account, or of none with 0. */
    StatementBook(final long account) {
        this.account = account;
    }

    void add(final long day, final Holder holder, final int asset, final long amount, final Cause cause) {
        if (account != 0 && holder.account() == account && amount != 0) {
            assets.computeIfAbsent(asset, key -> new TreeMap<>())
                    .computeIfAbsent(day, key -> new EnumMap<>(Cause.class))
                    .merge(cause, amount, Math::addExact);
        }
    }

    /** {@return amounts by asset, day since 1970 UTC, and cause} */
    Map<Integer, Map<Long, Map<Cause, Long>>> assets() {
        return assets;
    }
}
