package io.evenkeel.tools.report;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** What moved the balances of one account, and what its positions realised, by asset and day. */
final class StatementBook {
    private final long account;
    private final Map<Integer, Map<Long, Day>> assets = new TreeMap<>();

    /** Keeps a statement of an account, or of none with 0. */
    StatementBook(final long account) {
        this.account = account;
    }

    /** One day in one asset, in its units. */
    static final class Day {
        private final Map<Cause, Long> amounts = new EnumMap<>(Cause.class);
        private long realisedProfit;

        /** {@return what came in by a cause; negative where it went out} */
        long amount(final Cause cause) {
            return amounts.getOrDefault(cause, 0L);
        }

        /** {@return what all causes bring together} */
        long change() {
            return amounts.values().stream().mapToLong(Long::longValue).reduce(0, Math::addExact);
        }

        /** {@return what fills and final prices paid for positions that they made smaller, and what cycles paid} */
        long paidByPositions() {
            return Math.addExact(amount(Cause.TRADING), amount(Cause.SETTLEMENT));
        }

        /** {@return profit on entry cost, which is no movement of money} */
        long realisedProfit() {
            return realisedProfit;
        }
    }

    void add(final long day, final Holder holder, final int asset, final long amount, final Cause cause) {
        if (account != 0 && holder.account() == account && amount != 0) {
            day(asset, day).amounts.merge(cause, amount, Math::addExact);
        }
    }

    /** Takes down what a position realised on its entry cost, also where no money moves as a cycle has paid it. */
    void realise(final long day, final long holder, final int asset, final long profit) {
        if (account != 0 && holder == account && profit != 0) {
            final Day realised = day(asset, day);
            realised.realisedProfit = Math.addExact(realised.realisedProfit, profit);
        }
    }

    private Day day(final int asset, final long day) {
        return assets.computeIfAbsent(asset, key -> new TreeMap<>()).computeIfAbsent(day, key -> new Day());
    }

    /** {@return days by asset and day since 1970 UTC} */
    Map<Integer, Map<Long, Day>> assets() {
        return assets;
    }
}
