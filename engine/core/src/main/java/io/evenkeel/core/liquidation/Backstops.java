package io.evenkeel.core.liquidation;

import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.store.Mixing;

/**
 * Accounts that take over what auctions leave, each up to a capacity, in turn (SPEC 6, step 2): who comes after the one
 * that took over last, by account id and round again, is asked first. Owned by Risk; no allocation after construction.
 */
public final class Backstops {
    /** Most accounts that are registered at a time. */
    public static final int MOST = 64;
    /** No such account. */
    public static final int NONE = -1;

    private final AccountStore accounts;
    private final int[] account = new int[MOST];
    private final long[] capacity = new long[MOST];
    private int count;
    private long lastTaker;

    /** Makes one without backstops. */
    public Backstops(final AccountStore accounts) {
        this.accounts = accounts;
    }

    /** {@return how many are registered} */
    public int count() {
        return count;
    }

    /** {@return index of the account that is n-th by id} */
    public int account(final int n) {
        return account[n];
    }

    /** {@return its capacity: most notional that it may hold by taking over, numeraire units} */
    public long capacity(final int n) {
        return capacity[n];
    }

    /** {@return which of them an account is, or {@link #NONE}} */
    public int find(final int ofAccount) {
        for (int n = 0; n < count; n++) {
            if (account[n] == ofAccount) {
                return n;
            }
        }
        return NONE;
    }

    /** Registers an account, if there is room, or gives one that is registered another capacity. */
    public void register(final int newAccount, final long newCapacity) {
        letGo(newAccount);
        int n = count++;
        while (n > 0 && accounts.id(account[n - 1]) > accounts.id(newAccount)) {
            account[n] = account[n - 1];
            capacity[n] = capacity[n - 1];
            n--;
        }
        account[n] = newAccount;
        capacity[n] = newCapacity;
    }

    /** Lets an account go, if it is registered. */
    public void letGo(final int leaving) {
        final int found = find(leaving);
        if (found != NONE) {
            count--;
            for (int n = found; n < count; n++) {
                account[n] = account[n + 1];
                capacity[n] = capacity[n + 1];
            }
        }
    }

    /** {@return whose turn it is, among those that are registered} */
    public int turn() {
        for (int n = 0; n < count; n++) {
            if (accounts.id(account[n]) > lastTaker) {
                return n;
            }
        }
        return 0;
    }

    /** {@return id of the account that took over last; 0 for none} */
    public long lastTaker() {
        return lastTaker;
    }

    /** An account took over: it is the turn of the next one. */
    public void tookOver(final long accountId) {
        lastTaker = accountId;
    }

    /** {@return canonical hash} */
    public long stateHash() {
        long hash = lastTaker;
        for (int n = 0; n < count; n++) {
            hash = Mixing.chain(Mixing.chain(hash, accounts.id(account[n])), capacity[n]);
        }
        return hash;
    }
}
