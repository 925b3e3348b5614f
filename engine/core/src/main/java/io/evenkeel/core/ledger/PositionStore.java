package io.evenkeel.core.ledger;

import io.evenkeel.core.store.RecordPool;
import io.evenkeel.core.store.RecordStore;
import org.agrona.UnsafeApi;

/**
 * Open positions, a cache line each:
 *
 * <pre>
 *  0 quantity        8 entry value V   16 entry cost C   24 trigger
 * 32 funding mark   40 instrument     42 link state   44 funding carry
 * 48 previous plus one   52 next plus one   56 account index
 * </pre>
 *
 * Owned by Risk. Nothing allocates after construction.
 */
public final class PositionStore implements WallMemory {
    /** No position. */
    public static final int NONE = RecordPool.NONE;

    private static final int RECORD_BYTES = 64;
    private static final int QUANTITY = 0;
    private static final int ENTRY_VALUE = 8;
    private static final int ENTRY_COST = 16;
    private static final int FUNDING_MARK = 32;
    private static final int INSTRUMENT = 40;
    private static final int FUNDING_CARRY = 44;

    private final RecordStore records;
    private final RecordPool pool;

    /** Makes an empty store. */
    public PositionStore(final int capacity) {
        records = new RecordStore(capacity, RECORD_BYTES);
        pool = new RecordPool(records);
    }

    /** {@return a new, empty position; the caller has checked {@link #available}} */
    public int open(final int account, final int instrument) {
        final int position = pool.take();
        final long address = records.address(position);
        UnsafeApi.putInt(address + WallFields.ACCOUNT, account);
        UnsafeApi.putShort(address + INSTRUMENT, (short) instrument);
        return position;
    }

    /** Gives a position's record back. */
    public void close(final int position) {
        pool.giveBack(position);
    }

    /** {@return open positions} */
    public int size() {
        return pool.size();
    }

    /** {@return positions that can still be opened} */
    public int available() {
        return pool.available();
    }

    @Override
    public long address(final int position) {
        return records.address(position);
    }

    /** {@return signed quantity} */
    public long quantity(final int position) {
        return UnsafeApi.getLong(records.address(position) + QUANTITY);
    }

    /** {@return entry value V, signed, settlement units} */
    public long entryValue(final int position) {
        return UnsafeApi.getLong(records.address(position) + ENTRY_VALUE);
    }

    /** {@return entry cost C, signed, settlement units} */
    public long entryCost(final int position) {
        return UnsafeApi.getLong(records.address(position) + ENTRY_COST);
    }

    /** {@return instrument id} */
    public int instrument(final int position) {
        return UnsafeApi.getShort(records.address(position) + INSTRUMENT) & 0xFFFF;
    }

    /** {@return the wall of the box in this instrument} */
    public long trigger(final int position) {
        return WallFields.trigger(records.address(position));
    }

    /** {@return index of the account} */
    public int account(final int position) {
        return WallFields.account(records.address(position));
    }

    /** {@return the funding index of its side when it last settled what it owed, F₀} */
    public long fundingMark(final int position) {
        return UnsafeApi.getLong(records.address(position) + FUNDING_MARK);
    }

    /** {@return what it was charged too much so far, 10^-9 units, c·10^9} */
    public int fundingCarry(final int position) {
        return UnsafeApi.getInt(records.address(position) + FUNDING_CARRY);
    }

    /** Sets funding mark and carry. */
    public void fund(final int position, final long fundingMark, final int carry) {
        final long address = records.address(position);
        UnsafeApi.putLong(address + FUNDING_MARK, fundingMark);
        UnsafeApi.putInt(address + FUNDING_CARRY, carry);
    }

    /** Sets what is held and what it cost. */
    public void hold(final int position, final long quantity, final long entryValue, final long entryCost) {
        final long address = records.address(position);
        UnsafeApi.putLong(address + QUANTITY, quantity);
        UnsafeApi.putLong(address + ENTRY_VALUE, entryValue);
        UnsafeApi.putLong(address + ENTRY_COST, entryCost);
    }
}
