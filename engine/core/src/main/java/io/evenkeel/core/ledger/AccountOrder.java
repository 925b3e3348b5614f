package io.evenkeel.core.ledger;

import io.evenkeel.core.store.RecordStore;
import org.agrona.UnsafeApi;

/**
 * Accounts in rising order of their ids: what cursors walk, so that how far one has come is an account id and means
 * the same on every node and after every restart. A sorted array off-heap; adding an account with the highest id yet
 * is O(1), any other moves those above it. Owned by Risk; no allocation after construction.
 */
public final class AccountOrder {
    private final AccountStore accounts;
    private final RecordStore records;
    private int size;

    /** Makes an empty order for at most {@code capacity} accounts. */
    AccountOrder(final AccountStore accounts, final int capacity) {
        this.accounts = accounts;
        records = new RecordStore(capacity, Integer.BYTES);
    }

    /** {@return number of accounts} */
    public int size() {
        return size;
    }

    /** {@return index of the account with the n-th lowest id} */
    public int account(final int n) {
        return UnsafeApi.getInt(records.address(n));
    }

    /** {@return how many accounts have an id of at most {@code accountId}: the rank of the next one} */
    public int rankAfter(final long accountId) {
        int least = 0;
        int most = size;
        while (least < most) {
            final int middle = (least + most) >>> 1;
            if (accounts.id(account(middle)) <= accountId) {
                least = middle + 1;
            } else {
                most = middle;
            }
        }
        return least;
    }

    /** Adds an account. */
    void add(final int account, final long accountId) {
        final boolean isHighest = size == 0 || accounts.id(account(size - 1)) < accountId;
        final int rank = isHighest ? size : rankAfter(accountId);
        for (int n = size; n > rank; n--) {
            records.copy(n - 1, n);
        }
        UnsafeApi.putInt(records.address(rank), account);
        size++;
    }
}
