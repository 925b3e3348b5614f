package io.evenkeel.core.store;

import org.agrona.BitUtil;
import org.agrona.UnsafeApi;

/**
 * Off-heap open-addressing map from a 64-bit key to a 32-bit value that is not negative, with linear probing and
 * removal by backward shift, at most half full. Nothing allocates after construction. Not thread-safe.
 */
public final class LongMap {
    /** What {@link #get} returns for a key that is not there. */
    public static final int MISSING = -1;

    private static final int KEY = 0;
    private static final int VALUE_PLUS_ONE = 8;
    private static final int SLOT_BYTES = 16;

    private final RecordStore slots;
    private final int mask;
    private final int capacity;
    private int size;

    /** Makes an empty map for at most {@code capacity} keys, 1 to 2^29. */
    public LongMap(final int capacity) {
        this.capacity = capacity;
        final int slotCount = BitUtil.findNextPositivePowerOfTwo(Math.max(4, capacity * 2));
        slots = new RecordStore(slotCount, SLOT_BYTES);
        mask = slotCount - 1;
    }

    /** {@return number of keys} */
    public int size() {
        return size;
    }

    /** {@return whether no further key fits} */
    public boolean isFull() {
        return size == capacity;
    }

    /** {@return the key's value, or {@link #MISSING}} */
    public int get(final long key) {
        int slot = Mixing.slot(key, mask);
        while (true) {
            final long address = slots.address(slot);
            final int stored = UnsafeApi.getInt(address + VALUE_PLUS_ONE);
            if (stored == 0) {
                return MISSING;
            }
            if (UnsafeApi.getLong(address + KEY) == key) {
                return stored - 1;
            }
            slot = (slot + 1) & mask;
        }
    }

    /** {@return whether the key is there} */
    public boolean containsKey(final long key) {
        return get(key) != MISSING;
    }

    /** Puts a key that is not there; the caller has checked {@link #isFull}. */
    public void put(final long key, final int value) {
        int slot = Mixing.slot(key, mask);
        while (UnsafeApi.getInt(slots.address(slot) + VALUE_PLUS_ONE) != 0) {
            slot = (slot + 1) & mask;
        }
        final long address = slots.address(slot);
        UnsafeApi.putLong(address + KEY, key);
        UnsafeApi.putInt(address + VALUE_PLUS_ONE, value + 1);
        size++;
    }

    /** Removes a key if it is there. */
    public void remove(final long key) {
        int slot = Mixing.slot(key, mask);
        while (true) {
            final long address = slots.address(slot);
            if (UnsafeApi.getInt(address + VALUE_PLUS_ONE) == 0) {
                return;
            }
            if (UnsafeApi.getLong(address + KEY) == key) {
                closeGap(slot);
                size--;
                return;
            }
            slot = (slot + 1) & mask;
        }
    }

    private void closeGap(final int removed) {
        int gap = removed;
        int slot = removed;
        while (true) {
            slot = (slot + 1) & mask;
            final long address = slots.address(slot);
            if (UnsafeApi.getInt(address + VALUE_PLUS_ONE) == 0) {
                slots.clear(gap);
                return;
            }
            final int home = Mixing.slot(UnsafeApi.getLong(address + KEY), mask);
            if (((slot - home) & mask) >= ((slot - gap) & mask)) {
                slots.copy(slot, gap);
                gap = slot;
            }
        }
    }
}
