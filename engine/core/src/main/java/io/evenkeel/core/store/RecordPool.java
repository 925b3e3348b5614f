package io.evenkeel.core.store;

import org.agrona.UnsafeApi;

/**
 * Hands out records of a {@link RecordStore} and takes them back: a free list threaded through the records' first
 * four bytes. Which record is handed out depends on history, so nothing that is hashed or put out may depend on an
 * index.
 */
public final class RecordPool {
    /** What {@link #take} returns when the pool is empty; never a valid record. */
    public static final int NONE = -1;

    private final RecordStore records;
    private int firstFree = NONE;
    private int untouched;
    private int size;

    /** Makes a pool over all records of a store that nobody uses yet. */
    public RecordPool(final RecordStore records) {
        this.records = records;
    }

    /** {@return a zeroed record, or {@link #NONE} when all are in use} */
    public int take() {
        if (firstFree != NONE) {
            final int record = firstFree;
            firstFree = UnsafeApi.getInt(records.address(record)) - 1;
            records.clear(record);
            size++;
            return record;
        }
        if (untouched == records.capacity()) {
            return NONE;
        }
        size++;
        return untouched++;
    }

    /** Takes a record back. */
    public void giveBack(final int record) {
        records.clear(record);
        UnsafeApi.putInt(records.address(record), firstFree + 1);
        firstFree = record;
        size--;
    }

    /** {@return records in use} */
    public int size() {
        return size;
    }

    /** {@return records that can still be taken} */
    public int available() {
        return records.capacity() - size;
    }
}
