package io.evenkeel.core.store;

import org.agrona.BitUtil;
import org.agrona.UnsafeApi;

/**
 * The latest ids that each sender used, so that one used again is recognised: an exact set of (sender, id) over a
 * window of fixed length, first in, first out. Off-heap; no allocation after construction. Not thread-safe.
 *
 * <p>With each id a digest of what it stood for is remembered. Ids of one word are chained from the latest to the
 * oldest through the window, so a digest is found in at most 64 steps.
 *
 * <p>The set is an open-addressing table of words of 64 consecutive ids of one sender, a bit each: senders count up,
 * mostly, so what is looked at is in the cache. Ids without order take a word each, and are as exact.
 */
public final class RecentIds {
    private static final int WINDOW_BYTES = 32;
    private static final int ID = 0;
    private static final int SENDER = 8;
    private static final int OLDER_OF_WORD = 12;
    private static final int DIGEST = 16;

    private static final int SLOT_BYTES = 32;
    private static final int BITS = 0;
    private static final int WORD = 8;
    private static final int WORD_SENDER = 16;
    private static final int LATEST_OF_WORD = 20;
    private static final int WORD_SHIFT = 6;

    private final RecordStore window;
    private final RecordStore slots;
    private final int mask;
    private long added;
    private int size;
    private long hash;

    /** Makes an empty set that remembers the last {@code length} ids. */
    public RecentIds(final int length) {
        window = new RecordStore(length, WINDOW_BYTES);
        final int slotCount = BitUtil.findNextPositivePowerOfTwo(Math.max(4, length * 2));
        slots = new RecordStore(slotCount, SLOT_BYTES);
        mask = slotCount - 1;
    }

    /** {@return whether the sender used the id within the window} */
    public boolean contains(final int sender, final long id) {
        return (bits(slots.address(find(sender, id >>> WORD_SHIFT))) & 1L << id) != 0;
    }

    /** Adds an id that is not there and stands for nothing that must be known again. */
    public void add(final int sender, final long id) {
        add(sender, id, 0);
    }

    /** Adds an id that is not there, over the oldest one when the window is full. */
    public void add(final int sender, final long id, final long digest) {
        final int place = (int) (added % window.capacity());
        final long oldest = window.address(place);
        if (size == window.capacity()) {
            final int oldSender = UnsafeApi.getInt(oldest + SENDER);
            final long oldId = UnsafeApi.getLong(oldest + ID);
            remove(oldSender, oldId);
            hash -= hash(added - size, oldSender, oldId, UnsafeApi.getLong(oldest + DIGEST));
        } else {
            size++;
        }
        UnsafeApi.putLong(oldest + ID, id);
        UnsafeApi.putInt(oldest + SENDER, sender);
        UnsafeApi.putLong(oldest + DIGEST, digest);
        final long address = slots.address(find(sender, id >>> WORD_SHIFT));
        UnsafeApi.putLong(address + BITS, bits(address) | 1L << id);
        UnsafeApi.putLong(address + WORD, id >>> WORD_SHIFT);
        UnsafeApi.putInt(address + WORD_SENDER, sender);
        UnsafeApi.putInt(oldest + OLDER_OF_WORD, UnsafeApi.getInt(address + LATEST_OF_WORD));
        UnsafeApi.putInt(address + LATEST_OF_WORD, place);
        hash += hash(added, sender, id, digest);
        added++;
    }

    /** {@return the digest remembered with an id that is there} */
    public long digest(final int sender, final long id) {
        return UnsafeApi.getLong(entry(sender, id) + DIGEST);
    }

    /** Remembers another digest with an id that is there. */
    public void replaceDigest(final int sender, final long id, final long digest) {
        final int place = place(sender, id);
        final long address = window.address(place);
        final long n = added - 1 - Math.floorMod(added - 1 - place, (long) window.capacity());
        hash += hash(n, sender, id, digest) - hash(n, sender, id, UnsafeApi.getLong(address + DIGEST));
        UnsafeApi.putLong(address + DIGEST, digest);
    }

    private long entry(final int sender, final long id) {
        return window.address(place(sender, id));
    }

    private int place(final int sender, final long id) {
        int place = UnsafeApi.getInt(slots.address(find(sender, id >>> WORD_SHIFT)) + LATEST_OF_WORD);
        while (UnsafeApi.getLong(window.address(place) + ID) != id) {
            place = UnsafeApi.getInt(window.address(place) + OLDER_OF_WORD);
        }
        return place;
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

    /** {@return the digest of the id added as the n-th of all} */
    public long digestOf(final long n) {
        return UnsafeApi.getLong(window.address((int) (n % window.capacity())) + DIGEST);
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

    private static long hash(final long n, final int sender, final long id, final long digest) {
        return Mixing.chain(Mixing.chain(n, sender) ^ digest, id);
    }

    private static long bits(final long address) {
        return UnsafeApi.getLong(address + BITS);
    }

    private int home(final int sender, final long word) {
        return Mixing.slot(word * 31 + sender, mask);
    }

    /** The slot of a word of ids: the one it has, or the empty one where it would go. */
    private int find(final int sender, final long word) {
        int slot = home(sender, word);
        while (true) {
            final long address = slots.address(slot);
            if (bits(address) == 0
                    || (UnsafeApi.getLong(address + WORD) == word
                            && UnsafeApi.getInt(address + WORD_SENDER) == sender)) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
    }

    private void remove(final int sender, final long id) {
        final int slot = find(sender, id >>> WORD_SHIFT);
        final long address = slots.address(slot);
        UnsafeApi.putLong(address + BITS, bits(address) & ~(1L << id));
        if (bits(address) == 0) {
            closeGap(slot);
        }
    }

    /** Moves words that probed past a slot into it, so that none is behind an empty one. */
    private void closeGap(final int emptied) {
        int gap = emptied;
        int slot = emptied;
        while (true) {
            slot = (slot + 1) & mask;
            final long address = slots.address(slot);
            if (bits(address) == 0) {
                slots.clear(gap);
                return;
            }
            final int home = home(UnsafeApi.getInt(address + WORD_SENDER), UnsafeApi.getLong(address + WORD));
            if (((slot - home) & mask) >= ((slot - gap) & mask)) {
                slots.copy(slot, gap);
                gap = slot;
            }
        }
    }
}
