package io.evenkeel.core.ledger;

import io.evenkeel.core.store.LongMap;
import io.evenkeel.core.store.Mixing;
import io.evenkeel.core.store.RecordPool;
import io.evenkeel.core.store.RecordStore;
import org.agrona.UnsafeApi;

/**
 * Margin that venues reserved for the open orders of accounts, one amount for each venue and account; the total of an
 * account is kept with its terms. Off-heap, of fixed capacity; no allocation after construction. Owned by Risk.
 *
 * <pre>
 *  0 (link of the pool)   4 venue   8 amount   16 account index
 * </pre>
 */
public final class ReservationStore {
    private static final int RECORD_BYTES = 32;
    private static final int VENUE = 4;
    private static final int AMOUNT = 8;
    private static final int ACCOUNT = 16;

    private final AccountStore accounts;
    private final RecordStore records;
    private final RecordPool pool;
    private final LongMap byVenueAndAccount;
    private long hash;

    /** Makes an empty store for at most {@code capacity} reservations. */
    public ReservationStore(final AccountStore accounts, final int capacity) {
        this.accounts = accounts;
        records = new RecordStore(capacity, RECORD_BYTES);
        pool = new RecordPool(records);
        byVenueAndAccount = new LongMap(capacity);
    }

    private static long key(final int venue, final int account) {
        return (long) venue << Integer.SIZE | account;
    }

    /** {@return what a venue reserved for an account; 0 for nothing} */
    public long amount(final int venue, final int account) {
        final int record = byVenueAndAccount.get(key(venue, account));
        return record == LongMap.MISSING ? 0 : amountOf(record);
    }

    /** {@return whether a venue's amount for an account is there or fits} */
    public boolean hasRoom(final int venue, final int account) {
        return !byVenueAndAccount.isFull() || byVenueAndAccount.containsKey(key(venue, account));
    }

    /** Sets what a venue reserves for an account; 0 frees the entry. The caller has checked that it fits. */
    public void reserve(final int venue, final int account, final long amount) {
        final long key = key(venue, account);
        final long before = amount(venue, account);
        if (before != 0 && amount == 0) {
            pool.giveBack(byVenueAndAccount.get(key));
            byVenueAndAccount.remove(key);
        } else if (before == 0 && amount != 0) {
            final int record = pool.take();
            final long address = records.address(record);
            UnsafeApi.putInt(address + VENUE, venue);
            UnsafeApi.putLong(address + AMOUNT, amount);
            UnsafeApi.putInt(address + ACCOUNT, account);
            byVenueAndAccount.put(key, record);
        } else if (amount != 0) {
            UnsafeApi.putLong(records.address(byVenueAndAccount.get(key)) + AMOUNT, amount);
        }
        hash += hash(venue, account, amount) - hash(venue, account, before);
        accounts.terms().addReservedMargin(account, amount - before);
    }

    private long hash(final int venue, final int account, final long amount) {
        return amount == 0 ? 0 : Mixing.chain(Mixing.chain(accounts.id(account), venue), amount);
    }

    /** {@return records there may be; those in use have a venue} */
    public int slots() {
        return records.capacity();
    }

    /** {@return the venue of a record; 0 for one that is not in use} */
    public int venueOf(final int record) {
        return UnsafeApi.getInt(records.address(record) + VENUE);
    }

    /** {@return the account index of a record in use} */
    public int accountOf(final int record) {
        return UnsafeApi.getInt(records.address(record) + ACCOUNT);
    }

    /** {@return the amount of a record in use, above 0} */
    public long amountOf(final int record) {
        return UnsafeApi.getLong(records.address(record) + AMOUNT);
    }

    /** {@return hash of all reservations, in whatever order they came; kept up to date} */
    public long stateHash() {
        return hash;
    }
}
