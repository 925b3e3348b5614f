package io.evenkeel.core.store;

/**
 * A cursor that goes over numbered records in rounds, a few at a time, in order of number. A round ends with the record
 * that was the last when it began: those that were made since cannot keep it from the first ones, however many come. A
 * record that closes is passed. Everything O(1); no allocation after construction; one writer.
 */
public final class RecordRounds {
    private final NumberedRecords records;
    private long cursorId;
    private long lastId;

    /** Makes a cursor that begins its first round. */
    public RecordRounds(final NumberedRecords records) {
        this.records = records;
    }

    /** {@return the record that is next, which the cursor has passed then; {@link NumberedRecords#NONE} without any} */
    public int next() {
        int record = cursorId == 0 ? NumberedRecords.NONE : records.find(cursorId);
        if (record == NumberedRecords.NONE || cursorId > lastId) {
            record = records.first();
            lastId = records.lastId();
        }
        if (record != NumberedRecords.NONE) {
            pass(record);
        }
        return record;
    }

    private void pass(final int record) {
        final int next = records.next(record);
        cursorId = next == NumberedRecords.NONE ? 0 : records.id(next);
    }

    /** Passes a record that is about to close. */
    public void onClosing(final int record) {
        if (cursorId == records.id(record)) {
            pass(record);
        }
    }

    /** {@return number of the record that is next; 0 to begin a round} */
    public long cursorId() {
        return cursorId;
    }

    /** {@return number of the last record of the round} */
    public long lastId() {
        return lastId;
    }

    /** Goes on where a snapshot says. */
    public void restore(final long cursor, final long last) {
        cursorId = cursor;
        lastId = last;
    }
}
