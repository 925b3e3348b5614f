package io.evenkeel.core.trigger;

import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.core.command.PriceUpdate;
import io.evenkeel.core.command.UpdateType;
import io.evenkeel.core.store.Mixing;
import io.evenkeel.core.store.RecordStore;
import org.agrona.UnsafeApi;

/**
 * Price updates that wait for a task to end, first in, first out, with the command that brought each. Part of the
 * state. Owned by Risk; no allocation after construction.
 */
public final class UpdateQueue {
    private static final int RECORD_BYTES = 64;
    private static final int COMMAND_POSITION = 0;
    private static final int TIME_MS = 8;
    private static final int INDEX = 16;
    private static final int MARK = 24;
    private static final int PRICED = 32;
    private static final int FRESH_SOURCES = 36;
    private static final int KIND = 40;
    private static final int STATE = 41;
    private static final int TYPE = 42;
    private static final int STALE_FAVOUR_PPM = 44;
    private static final int RATE_PPB = 48;
    private static final int INTERVAL_END_MS = 56;

    private final RecordStore records;
    private long head;
    private long tail;

    /** Makes an empty queue. */
    public UpdateQueue(final int capacity) {
        records = new RecordStore(capacity, RECORD_BYTES);
    }

    /** {@return updates that wait} */
    public int size() {
        return (int) (tail - head);
    }

    /** {@return whether nothing waits} */
    public boolean isEmpty() {
        return tail == head;
    }

    /** {@return whether no further update fits} */
    public boolean isFull() {
        return tail - head == records.capacity();
    }

    /** Adds an update to a queue that is not full. */
    public void add(final PriceUpdate update, final long commandPosition, final long timeMs) {
        final long address = records.address((int) (tail++ % records.capacity()));
        UnsafeApi.putLong(address + COMMAND_POSITION, commandPosition);
        UnsafeApi.putLong(address + TIME_MS, timeMs);
        UnsafeApi.putLong(address + INDEX, update.index());
        UnsafeApi.putLong(address + MARK, update.mark());
        UnsafeApi.putInt(address + PRICED, update.priced());
        UnsafeApi.putInt(address + FRESH_SOURCES, update.freshSources());
        UnsafeApi.putByte(address + KIND, (byte) update.kind().value());
        UnsafeApi.putByte(address + STATE, (byte) update.state().value());
        UnsafeApi.putByte(address + TYPE, (byte) update.type().code());
        UnsafeApi.putInt(address + STALE_FAVOUR_PPM, update.staleFavourPpm());
        UnsafeApi.putLong(address + RATE_PPB, update.ratePpb());
        UnsafeApi.putLong(address + INTERVAL_END_MS, update.intervalEndMs());
    }

    /** Reads the n-th update that waits. {@return {@code into}} */
    public PriceUpdate read(final int n, final PriceUpdate into) {
        final long address = addressOf(n);
        into.set(
                PricedKind.get(UnsafeApi.getByte(address + KIND)),
                UnsafeApi.getInt(address + PRICED),
                UnsafeApi.getLong(address + INDEX),
                UnsafeApi.getLong(address + MARK),
                PriceState.get(UnsafeApi.getByte(address + STATE)),
                UnsafeApi.getInt(address + FRESH_SOURCES),
                UnsafeApi.getInt(address + STALE_FAVOUR_PPM));
        return switch (UpdateType.ofCode(UnsafeApi.getByte(address + TYPE))) {
            case PRICE -> into;
            case FINAL -> into.makeFinal();
            case TERMS -> into.makeTerms();
            case FUNDING -> into.makeFunding(
                    UnsafeApi.getLong(address + RATE_PPB), UnsafeApi.getLong(address + INTERVAL_END_MS));
        };
    }

    /** {@return position of the command that brought the n-th update} */
    public long commandPosition(final int n) {
        return UnsafeApi.getLong(addressOf(n) + COMMAND_POSITION);
    }

    /** {@return cluster time of the command that brought the n-th update} */
    public long timeMs(final int n) {
        return UnsafeApi.getLong(addressOf(n) + TIME_MS);
    }

    /** Drops the first update. */
    public void removeFirst() {
        head++;
    }

    /** {@return hash of what waits, in order} */
    public long stateHash() {
        long hash = size();
        for (int n = 0; n < size(); n++) {
            final long address = addressOf(n);
            for (int word = 0; word <= PRICED; word += Long.BYTES) {
                hash = Mixing.chain(hash, UnsafeApi.getLong(address + word));
            }
            hash = Mixing.chain(hash, UnsafeApi.getShort(address + KIND));
            hash = Mixing.chain(hash, UnsafeApi.getByte(address + TYPE));
            hash = Mixing.chain(hash, UnsafeApi.getInt(address + STALE_FAVOUR_PPM));
            hash = Mixing.chain(hash, UnsafeApi.getLong(address + RATE_PPB));
            hash = Mixing.chain(hash, UnsafeApi.getLong(address + INTERVAL_END_MS));
        }
        return hash;
    }

    private long addressOf(final int n) {
        return records.address((int) ((head + n) % records.capacity()));
    }
}
