package io.evenkeel.core.notice;

import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.store.Mixing;

/**
 * Accounts that trades have touched and that no timer has looked at since, first in first out, each at most once. A
 * fill only notes them here, in a few nanoseconds; whether a margin status became another is worked out at the next
 * timer. Exempt accounts have no status and are never noted. At most {@value #CAPACITY}: one for which there is no room
 * is left to the cursor of {@link StatusNotices}. Part of the state. Owned by Risk; no allocation.
 */
public final class TouchedAccounts {
    /** Most accounts that wait; a power of two. */
    public static final int CAPACITY = 4_096;

    private final AccountStore accounts;
    private final int[] ring = new int[CAPACITY];
    private int head;
    private int size;

    TouchedAccounts(final AccountStore accounts) {
        this.accounts = accounts;
    }

    /** Notes an account, unless it is noted already or there is no room. */
    public void add(final int account) {
        if (size < CAPACITY && !accounts.isTouched(account) && !accounts.isExempt(account)) {
            accounts.touched(account, true);
            ring[(head + size) & (CAPACITY - 1)] = account;
            size++;
        }
    }

    /** Removes the first; there is one. {@return the account} */
    int take() {
        final int account = ring[head];
        accounts.touched(account, false);
        head = (head + 1) & (CAPACITY - 1);
        size--;
        return account;
    }

    /** {@return how many wait} */
    public int size() {
        return size;
    }

    /** {@return the n-th that waits} */
    public int account(final int n) {
        return ring[(head + n) & (CAPACITY - 1)];
    }

    /** {@return hash of those that wait, in their order} */
    long stateHash() {
        long hash = size;
        for (int n = 0; n < size; n++) {
            hash = Mixing.chain(hash, accounts.id(account(n)));
        }
        return hash;
    }
}
