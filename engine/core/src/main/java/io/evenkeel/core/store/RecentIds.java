package io.evenkeel.core.store;

import org.agrona.BitUtil;
import org.agrona.UnsafeApi;

/**
 * The latest ids that each sender used, so that one used again is recognised: an exact set of (sender, id) over a
 * window of fixed length, first in, first out. Off-heap; no allocation after construction. Not thread-safe.
 */
public final class RecentIds {
    private static final int RECORD_BYTES = 16;
    private static final int ID = 0;
    private static final int SENDER = 8;
    private static final int OCCUPIED = 12;

    private final RecordStore window;
    private final RecordStore slots;
    private final int mask;
    private long added;
    private int size;
    private long hash;

    /** Makes an empty set that remembers the last {@code length} ids. */
    public RecentIds(final int length) {
        window = new RecordStore(length, RECORD_BYTES);
        final int slotCount = BitUtil.findNextPositivePowerOfTwo(Math.max(4, length * 2));
        slots = new RecordStore(slotCount, RECORD_BYTES);
        mask = slotCount - 1;
    }

    /** {@return whether the sender used the id within the window} */
    public boolean contains(final int sender, final long id) {
        return UnsafeApi.getInt(slots.address(find(sender, id)) + OCCUPIED) != 0;
    }

    /** Adds an id that is not there, over the oldest one when the window is full. */
    public void add(final int sender, final long id) {
        final int place = (int) (added % window.capacity());
        final long oldest = window.address(place);
        if (size == window.capacity()) {
            final int oldSender = UnsafeApi.getInt(oldest + SENDER);
            final long oldId = UnsafeApi.getLong(oldest + ID);
            remove(find(oldSender, oldId));
            hash -= hash(added - size, oldSender, oldId);
        } else {
            size++;
        }
        write(oldest, sender, id);
        write(slots.address(find(sender, id)), sender, id);
        hash += hash(added, sender, id);
        added++;
    }

    /** {@return how many ids were ever added} */
    public long added() {
        return added;
    }

    /** {@return how many ids are remembered} */
    public int size() {
        return size;
    }

    /** {@return the id added as the n-th of all, which is still within the window} */
    public long id(final long n) {
        return UnsafeApi.getLong(window.address((int) (n % window.capacity())) + ID);
    }

    /** {@return the sender of the id added as the n-th of all} */
    public int sender(final long n) {
        return UnsafeApi.getInt(window.address((int) (n % window.capacity())) + SENDER);
    }

    /** Restores how many ids had been added before the ones that a snapshot still holds. */
    public void restoreAdded(final long count) {
        added = count;
    }

    /** {@return hash of the window, kept up to date in O(1)} */
    public long stateHash() {
        return Mixing.chain(hash, added);
    }

    private static long hash(final long n, final int sender, final long id) {
        return Mixing.chain(Mixing.chain(n, sender), id);
    }

    private static void write(final long address, final int sender, final long id) {
        UnsafeApi.putLong(address + ID, id);
        UnsafeApi.putInt(address + SENDER, sender);
        UnsafeApi.putInt(address + OCCUPIED, 1);
    }

    private static int home(final int sender, final long id, final int mask) {
        return Mixing.slot(id * 31 + sender, mask);
    }

    private int find(final int sender, final long id) {
        int slot = home(sender, id, mask);
        while (true) {
            final long address = slots.address(slot);
            if (UnsafeApi.getInt(address + OCCUPIED) == 0
                    || (UnsafeApi.getLong(address + ID) == id && UnsafeApi.getInt(address + SENDER) == sender)) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
    }

    private void remove(final int removed) {
        int gap = removed;
        int slot = removed;
        while (true) {
            slot = (slot + 1) & mask;
            final long address = slots.address(slot);
            if (UnsafeApi.getInt(address + OCCUPIED) == 0) {
                slots.clear(gap);
                return;
            }
            final int home = home(UnsafeApi.getInt(address + SENDER), UnsafeApi.getLong(address + ID), mask);
            if (((slot - home) & mask) >= ((slot - gap) & mask)) {
                slots.copy(slot, gap);
                gap = slot;
            }
        }
    }
}
