package io.evenkeel.tools.report;

import io.evenkeel.codecs.AccountKind;
import io.evenkeel.core.inspect.HouseAccount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * The books of the clearing, kept by somebody who does not trust it from its audit feed alone: money in double entry,
 * positions, instructions, cycles and liquidations. Wherever the cluster states a number that these books know too,
 * they are compared.
 */
public final class AuditBooks {
    private static final int MAX_COMPLAINTS = 20;

    private final MoneyBook money = new MoneyBook();
    private final Units units = new Units();
    private final TreeMap<Long, AccountFile> accounts = new TreeMap<>();
    private final TreeMap<Integer, Holding> houseHoldings = new TreeMap<>();
    private final InstructionFile instructions = new InstructionFile();
    private final CycleFile cycles = new CycleFile();
    private final LiquidationFile liquidations = new LiquidationFile(this);
    private final StatementBook statement;
    private final long only;
    private final List<String> complaints = new ArrayList<>();
    private long day;
    private long trades;
    private long balancesCompared;

    /** Begins with empty books. */
    public AuditBooks() {
        this(0);
    }

    /** Begins with empty books; a statement is kept of one account, or of none with 0. */
    AuditBooks(final long statementAccount) {
        this(statementAccount, 0);
    }

    private AuditBooks(final long statementAccount, final long only) {
        statement = new StatementBook(statementAccount);
        this.only = only;
    }

    /**
     * {@return empty books that keep what concerns one account, in little memory} They tell what it has; they compare
     * nothing and complain of nothing.
     */
    public static AuditBooks of(final long account) {
        return new AuditBooks(0, account);
    }

    /** {@return whether an account's money and positions are booked} */
    boolean isKept(final long account) {
        return only == 0 || only == account;
    }

    // ---------------------------------------------------------------- what the feed tells

    /** Books what follows under a day; a leader's clock that is behind the last one's does not bring a day back. */
    void day(final long newDay) {
        day = Math.max(day, newDay);
    }

    void open(final AccountFile account) {
        if (isKept(account.id()) && accounts.put(account.id(), account) != null) {
            complain("account " + account.id() + " was opened twice");
        }
    }

    /** Moves money between holders, and says why to whom it concerns. */
    void move(final Holder from, final Holder to, final int asset, final long amount, final Cause cause) {
        if (!isKept(from.account()) && !isKept(to.account())) {
            return;
        }
        money.move(from, to, asset, amount);
        statement.add(day, from, asset, -amount, cause);
        statement.add(day, to, asset, amount, cause);
    }

    /** Compares what the cluster says a holder has. */
    void compare(final Holder holder, final int asset, final long stated) {
        if (only != 0) {
            return;
        }
        balancesCompared++;
        final long known = money.balance(holder, asset);
        if (known != stated) {
            complain(holder + " has " + units.amount(asset, known) + " " + units.symbol(asset) + ", the cluster says "
                    + units.amount(asset, stated));
        }
    }

    void countTrade() {
        trades++;
    }

    /** Books one leg of a fill. */
    Holding.Realised leg(final long account, final Market market, final long change, final long price) {
        final Holding.Realised realised = file(account).holding(market.id()).book(change, price, market);
        move(
                Holder.house(HouseAccount.CLEARING, market.id()),
                Holder.account(account),
                market.settlementAsset(),
                realised.money(),
                Cause.TRADING);
        statement.realise(day, account, market.settlementAsset(), realised.profit());
        return realised;
    }

    /** Pays what a position has gained at a mark into the balance. {@return how much} */
    long settle(final long account, final Market market, final long mark) {
        final long profit = file(account).holding(market.id()).settle(mark, market);
        move(
                Holder.house(HouseAccount.CLEARING, market.id()),
                Holder.account(account),
                market.settlementAsset(),
                profit,
                Cause.SETTLEMENT);
        return profit;
    }

    /** Closes a position at its market's final price: the house takes it over there. */
    Holding.Realised close(final long account, final Market market, final long quantity) {
        final long price = market.finalPrice();
        final Holding.Realised realised = file(account).holding(market.id()).book(-quantity, price, market);
        houseHoldings.computeIfAbsent(market.id(), key -> new Holding()).book(quantity, price, market);
        move(
                Holder.house(HouseAccount.CLEARING, market.id()),
                Holder.account(account),
                market.settlementAsset(),
                realised.money(),
                Cause.SETTLEMENT);
        statement.realise(day, account, market.settlementAsset(), realised.profit());
        return realised;
    }

    /** Takes down what does not hold. */
    void complain(final String complaint) {
        if (only == 0 && complaints.size() < MAX_COMPLAINTS) {
            complaints.add(complaint);
        }
    }

    // ---------------------------------------------------------------- what the books say

    /** {@return the file of an account; one that was never opened is a complaint} */
    AccountFile file(final long account) {
        final AccountFile file = accounts.get(account);
        if (file != null) {
            return file;
        }
        if (!isKept(account)) {
            return new AccountFile(account, 0, AccountKind.STANDARD);
        }
        complain("account " + account + " was never opened");
        return accounts.computeIfAbsent(account, id -> new AccountFile(id, 0, AccountKind.STANDARD));
    }

    /** {@return the file of an account, or null if there is none} */
    AccountFile find(final long account) {
        return accounts.get(account);
    }

    Collection<AccountFile> accounts() {
        return accounts.values();
    }

    MoneyBook money() {
        return money;
    }

    Units units() {
        return units;
    }

    InstructionFile instructions() {
        return instructions;
    }

    CycleFile cycles() {
        return cycles;
    }

    /** {@return the liquidations} */
    public LiquidationFile liquidations() {
        return liquidations;
    }

    StatementBook statement() {
        return statement;
    }

    /** {@return how many fills were booked} */
    public long trades() {
        return trades;
    }

    /** {@return how many balances the cluster stated} */
    public long balancesCompared() {
        return balancesCompared;
    }

    /** {@return the sum of all quantities of an instrument, the house's included: 0} */
    long netQuantity(final int instrument) {
        return sum(instrument, Holding::quantity);
    }

    /** {@return the sum of all entry values of an instrument, the house's included} */
    long entryValues(final int instrument) {
        return sum(instrument, Holding::entryValue);
    }

    /** {@return what is held long of an instrument} */
    long openInterest(final int instrument) {
        return sum(instrument, holding -> Math.max(0, holding.quantity()));
    }

    private long sum(final int instrument, final ToLongFunction<Holding> number) {
        long sum = houseHoldings.containsKey(instrument) ? number.applyAsLong(houseHoldings.get(instrument)) : 0;
        for (final AccountFile account : accounts.values()) {
            final Holding holding = account.holdings().get(instrument);
            sum = Math.addExact(sum, holding == null ? 0 : number.applyAsLong(holding));
        }
        return sum;
    }

    /** {@return a balance of an account, in units of the asset} */
    public long balance(final long account, final int asset) {
        return money.balance(Holder.account(account), asset);
    }

    /** {@return a balance of the house, in units of the asset} */
    public long houseBalance(final HouseAccount house, final int id, final int asset) {
        return money.balance(Holder.house(house, id), asset);
    }

    /** {@return what does not hold, each as a sentence; empty if the books reconcile} */
    public List<String> complaints() {
        final List<String> all = new ArrayList<>(complaints);
        if (only != 0) {
            return all;
        }
        for (final Market market : units.markets()) {
            final long quantities = netQuantity(market.id());
            if (quantities != 0) {
                all.add("quantities of " + market.symbol() + " sum to " + market.quantity(quantities));
            }
            final int asset = market.settlementAsset();
            final long clearing =
                    money.balance(Holder.house(HouseAccount.CLEARING, market.id()), asset);
            final long off = clearing + entryValues(market.id());
            if (off != 0) {
                all.add("CLEARING of " + market.symbol() + " and entry values sum to " + units.amount(asset, off));
            }
        }
        return all;
    }
}
