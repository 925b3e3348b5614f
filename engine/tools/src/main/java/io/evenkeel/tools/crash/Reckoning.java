package io.evenkeel.tools.crash;

import io.evenkeel.core.inspect.AccountReport;
import io.evenkeel.core.inspect.BalanceReport;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.inspect.Inspector;
import io.evenkeel.tools.report.AuditBooks;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * The loss table, checked: what the events say that each flow brought each side, against what the ledger says that
 * everybody has at the end. All amounts are units of money, exact.
 */
final class Reckoning {
    private static final int ASSET = 0;
    private static final int MAIN_POOL = 0;
    private static final int MOST_COMPLAINTS = 20;

    private final Map<Camp, Flows> table = new EnumMap<>(Camp.class);
    private final Map<Camp, Long> ledgerChange = new EnumMap<>(Camp.class);
    private final Map<Camp, Integer> accounts = new EnumMap<>(Camp.class);
    private long debts;
    private final List<String> complaints = new ArrayList<>();

    private Reckoning() {
        for (final Camp camp : Camp.values()) {
            table.put(camp, new Flows());
            ledgerChange.put(camp, 0L);
            accounts.put(camp, 0);
        }
    }

    /** {@return an account's equity, as the ledger has it: balance and unrealised profit, charges paid} */
    static long equity(final Inspector inspector, final long account) {
        final AccountReport report = inspector.account(account);
        return report.balances().stream().mapToLong(BalanceReport::effective).sum();
    }

    /**
     * Reckons.
     *
     * @param startInsurance what the fund had when the path began.
     * @throws IllegalStateException if what was lost is not what was gained, to the unit, or an invariant is broken.
     */
    static Reckoning of(
            final LossBook losses, final Inspector inspector, final long startInsurance, final AuditBooks audit) {
        final Reckoning reckoning = new Reckoning();
        reckoning.takeAccounts(losses, inspector);
        reckoning.takeHouse(losses, inspector, startInsurance);
        reckoning.checkSums();
        reckoning.complaints.addAll(inspector.violatedInvariants());
        reckoning.complaints.addAll(audit.complaints());
        if (!reckoning.complaints.isEmpty()) {
            throw new IllegalStateException("what was lost is not what was gained: "
                    + String.join("; ", reckoning.complaints.subList(
                            0, Math.min(MOST_COMPLAINTS, reckoning.complaints.size()))));
        }
        return reckoning;
    }

    private void takeAccounts(final LossBook losses, final Inspector inspector) {
        for (final AccountTally tally : losses.accounts()) {
            final Camp camp = tally.camp();
            table.get(camp).addAll(tally.flows());
            final long equity = equity(inspector, tally.account());
            // What the pool's account gains is swept into insurance with the entry that made it.
            final boolean isSwept = tally.party() == Party.POOL;
            if (!isSwept && equity != tally.equity()) {
                complaints.add("account " + tally.account() + " has " + Money.exact(equity)
                        + " by the ledger, and by the events " + Money.exact(tally.equity()));
            }
            changed(camp, Math.subtractExact(equity, tally.startEquity()));
            debts = Math.addExact(debts, tally.isEmpty() ? Math.max(0, -equity) : 0);
            accounts.merge(camp, 1, Integer::sum);
        }
    }

    private void takeHouse(final LossBook losses, final Inspector inspector, final long startInsurance) {
        table.get(Camp.INSURANCE).addAll(losses.insurance());
        table.get(Camp.UNPAID).addAll(losses.unpaid());
        final long insurance = inspector.houseBalance(HouseAccount.INSURANCE, MAIN_POOL, ASSET);
        changed(Camp.INSURANCE, insurance - startInsurance);
        changed(Camp.UNPAID, inspector.houseBalance(HouseAccount.SOCIALISED, 0, ASSET));
    }

    private void changed(final Camp camp, final long amount) {
        ledgerChange.merge(camp, amount, Math::addExact);
    }

    private void checkSums() {
        for (final Flow flow : Flow.values()) {
            final long sum = sum(table.values().stream().mapToLong(flows -> flows.of(flow)));
            if (sum != 0) {
                complaints.add(flow.label() + " sums to " + Money.exact(sum));
            }
        }
        for (final Camp camp : Camp.values()) {
            if (total(camp) != ledgerChange.get(camp)) {
                complaints.add(camp.label() + " changed by " + Money.exact(ledgerChange.get(camp))
                        + " in the ledger, and by the events by " + Money.exact(total(camp)));
            }
        }
        final long sum = sum(ledgerChange.values().stream().mapToLong(Long::longValue));
        if (sum != 0) {
            complaints.add("changes in the ledger sum to " + Money.exact(sum));
        }
    }

    private static long sum(final LongStream amounts) {
        return amounts.reduce(0, Math::addExact);
    }

    /** {@return what a flow brought a side; negative where it took} */
    long of(final Flow flow, final Camp camp) {
        return table.get(camp).of(flow);
    }

    /** {@return what a side gained in all} */
    long total(final Camp camp) {
        return table.get(camp).sum();
    }

    /** {@return what all who lost lost together, which is what all others gained} */
    long lost() {
        return sum(ledgerChange.values().stream().mapToLong(change -> Math.max(0, -change)));
    }

    /** {@return what accounts are left owing that hold nothing any more: nobody has paid it} */
    long debts() {
        return debts;
    }

    /** {@return how many accounts are on a side} */
    int accounts(final Camp camp) {
        return accounts.get(camp);
    }
}
