package io.evenkeel.tools.report;

import io.evenkeel.core.inspect.HouseAccount;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Double entry: whatever one holder gets, another one gives. Amounts are in units of the asset. */
final class MoneyBook {
    private static final Comparator<Holder> ORDER = Comparator.comparingLong((Holder it) -> it.account())
            .thenComparing(Holder::house, Comparator.nullsLast(Comparator.<HouseAccount>naturalOrder()))
            .thenComparingInt(Holder::id);

    private final Map<Holder, Map<Integer, Long>> balances = new HashMap<>();

    /** Moves money; a negative amount moves it back. */
    void move(final Holder from, final Holder to, final int asset, final long amount) {
        add(from, asset, Math.negateExact(amount));
        add(to, asset, amount);
    }

    private void add(final Holder holder, final int asset, final long amount) {
        if (amount != 0) {
            balances.computeIfAbsent(holder, key -> new TreeMap<>()).merge(asset, amount, Math::addExact);
        }
    }

    /** {@return what a holder has} */
    long balance(final Holder holder, final int asset) {
        return balances.getOrDefault(holder, Map.of()).getOrDefault(asset, 0L);
    }

    /** {@return what a holder has, by asset} */
    Map<Integer, Long> balances(final Holder holder) {
        return balances.getOrDefault(holder, Map.of());
    }

    /** {@return all who ever held something: house accounts by name, then the others by id} */
    Set<Holder> holders() {
        final Set<Holder> holders = new TreeSet<>(ORDER);
        holders.addAll(balances.keySet());
        return holders;
    }

    /** {@return what all accounts have together, without the house} */
    long ofAccounts(final int asset) {
        return balances.entrySet().stream()
                .filter(entry -> !entry.getKey().isHouse())
                .mapToLong(entry -> entry.getValue().getOrDefault(asset, 0L))
                .reduce(0, Math::addExact);
    }

    /** {@return what one kind of house account has, over all its instruments or pools} */
    long ofHouse(final HouseAccount house, final int asset) {
        return balances.entrySet().stream()
                .filter(entry -> entry.getKey().house() == house)
                .mapToLong(entry -> entry.getValue().getOrDefault(asset, 0L))
                .reduce(0, Math::addExact);
    }
}
