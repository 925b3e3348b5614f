package io.evenkeel.core.store;

import org.agrona.UnsafeApi;

/**
 * Records that are numbered 1, 2, 3 … as they are opened, found by number and walked in order of number. Of each
 * record the first eight bytes are its number, and eight more, at a place that the owner of the layout gives, link it:
 * previous plus one and next plus one. Everything O(1); no allocation after construction; one writer.
 */
public final class NumberedRecords {
    /** No record. */
    public static final int NONE = -1;

    private static final int ID = 0;

    private final RecordStore records;
    private final RecordPool pool;
    private final LongMap byId;
    private final int previousOffset;
    private final int nextOffset;
    private int first = NONE;
    private int last = NONE;
    private long lastId;

    /** Makes an empty store for at most {@code capacity} open records. */
    public NumberedRecords(final int capacity, final int recordBytes, final int linkOffset) {
        records = new RecordStore(capacity, recordBytes);
        pool = new RecordPool(records);
        byId = new LongMap(capacity);
        previousOffset = linkOffset;
        nextOffset = linkOffset + Integer.BYTES;
    }

    /** {@return number given last; 0 before the first} */
    public long lastId() {
        return lastId;
    }

    /** Restores the number given last, not below that of any open record. */
    public void restoreLastId(final long id) {
        lastId = id;
    }

    /** {@return how many more records fit} */
    public int available() {
        return pool.available();
    }

    /** {@return open records} */
    public int size() {
        return pool.size();
    }

    /**
     * Opens a record; its other bytes are zero.
     *
     * @param id the next number, or, from a snapshot, one above those of all open records.
     * @return the record.
     */
    public int open(final long id) {
        final int record = pool.take();
        lastId = Math.max(lastId, id);
        final long address = records.address(record);
        UnsafeApi.putLong(address + ID, id);
        UnsafeApi.putInt(address + previousOffset, last + 1);
        if (last == NONE) {
            first = record;
        } else {
            UnsafeApi.putInt(records.address(last) + nextOffset, record + 1);
        }
        last = record;
        byId.put(id, record);
        return record;
    }

    /** Closes a record. */
    public void close(final int record) {
        final int previous = UnsafeApi.getInt(records.address(record) + previousOffset) - 1;
        final int next = next(record);
        if (previous == NONE) {
            first = next;
        } else {
            UnsafeApi.putInt(records.address(previous) + nextOffset, next + 1);
        }
        if (next == NONE) {
            last = previous;
        } else {
            UnsafeApi.putInt(records.address(next) + previousOffset, previous + 1);
        }
        byId.remove(id(record));
        pool.giveBack(record);
    }

    /** {@return the open record with a number, or {@link #NONE}} */
    public int find(final long id) {
        return byId.get(id);
    }

    /** {@return the open record with the lowest number, or {@link #NONE}} */
    public int first() {
        return first;
    }

    /** {@return the open record with the next higher number, or {@link #NONE}} */
    public int next(final int record) {
        return UnsafeApi.getInt(records.address(record) + nextOffset) - 1;
    }

    /** {@return number of a record} */
    public long id(final int record) {
        return UnsafeApi.getLong(records.address(record) + ID);
    }

    /** {@return where the bytes of a record lie} */
    public long address(final int record) {
        return records.address(record);
    }
}
