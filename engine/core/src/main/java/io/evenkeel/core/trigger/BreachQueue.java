package io.evenkeel.core.trigger;

import io.evenkeel.core.store.RecordStore;
import org.agrona.UnsafeApi;

/**
 * Breached accounts that wait for their liquidation to be numbered, in order of the command that caused the
 * breach, then of account id: a binary heap off-heap. Owned by Risk; no allocation after construction.
 */
public final class BreachQueue {
    private static final int RECORD_BYTES = 32;
    private static final int BREACH_POSITION = 0;
    private static final int ACCOUNT_ID = 8;
    private static final int ACCOUNT = 16;

    private final RecordStore heap;
    private int size;

    /** Makes an empty queue for at most {@code capacity} accounts. */
    public BreachQueue(final int capacity) {
        // One more than needed: the last record is scratch for swapping.
        heap = new RecordStore(capacity + 1, RECORD_BYTES);
    }

    /** {@return whether nobody waits} */
    public boolean isEmpty() {
        return size == 0;
    }

    /** Adds an account. */
    public void add(final long breachPosition, final long accountId, final int account) {
        final long address = heap.address(size);
        UnsafeApi.putLong(address + BREACH_POSITION, breachPosition);
        UnsafeApi.putLong(address + ACCOUNT_ID, accountId);
        UnsafeApi.putInt(address + ACCOUNT, account);
        int child = size++;
        while (child > 0 && isBefore(child, (child - 1) / 2)) {
            swap(child, (child - 1) / 2);
            child = (child - 1) / 2;
        }
    }

    /** {@return the command that the first account of a queue that is not empty is charged to} */
    public long firstPosition() {
        return UnsafeApi.getLong(heap.address(0) + BREACH_POSITION);
    }

    /** Takes the first account out of a queue that is not empty. {@return its index} */
    public int poll() {
        final int account = UnsafeApi.getInt(heap.address(0) + ACCOUNT);
        heap.copy(--size, 0);
        int parent = 0;
        while (true) {
            final int earliest = earliestOfFamily(parent);
            if (earliest == parent) {
                return account;
            }
            swap(parent, earliest);
            parent = earliest;
        }
    }

    private int earliestOfFamily(final int parent) {
        int earliest = parent;
        for (int child = 2 * parent + 1; child <= 2 * parent + 2; child++) {
            if (child < size && isBefore(child, earliest)) {
                earliest = child;
            }
        }
        return earliest;
    }

    private boolean isBefore(final int a, final int b) {
        final long first = heap.address(a);
        final long second = heap.address(b);
        final long breachA = UnsafeApi.getLong(first + BREACH_POSITION);
        final long breachB = UnsafeApi.getLong(second + BREACH_POSITION);
        return breachA != breachB
                ? breachA < breachB
                : UnsafeApi.getLong(first + ACCOUNT_ID) < UnsafeApi.getLong(second + ACCOUNT_ID);
    }

    private void swap(final int a, final int b) {
        final int scratch = heap.capacity() - 1;
        heap.copy(a, scratch);
        heap.copy(b, a);
        heap.copy(scratch, b);
    }
}
