package io.evenkeel.core.trigger;

import io.evenkeel.core.ledger.WallFields;
import io.evenkeel.core.ledger.WallMemory;
import io.evenkeel.core.store.EarlyLoads;

/**
 * The walls that hang on one price: a calendar queue of buckets of price for walls below it, one for walls above it,
 * and a list of walls that wait for the price to return to a state that allows liquidation (SPEC 9).
 *
 * <p>Insert, move and remove are O(1); a price move visits the buckets between the old and the new price and nothing
 * else. Walls are placed so that a bucket fires as a whole when the price enters it, save for those nearer to the
 * price than a bucket is wide. Buckets are found modulo their number, so a wall that the price has left far behind
 * may share one with a near wall: each entry is checked before it fires. Entries of one bucket stand in order of
 * insertion.
 *
 * <p>The arrays are taken when the price is listed. Owned by Risk.
 */
public final class PriceLadder {
    /** No entry. */
    public static final int NONE = -1;

    private static final int WORD_BITS = 64;

    private final WallMemory memory;
    private final int buckets;
    private final int mask;
    private final BucketSide down;
    private final BucketSide up;
    private int returnHead = NONE;
    private int returnTail = NONE;
    private int widthShift = -1;

    /**
     * Makes an empty ladder.
     *
     * @param memory  where its entries' records lie.
     * @param buckets buckets on each side, a power of two, at least 64.
     */
    public PriceLadder(final WallMemory memory, final int buckets) {
        this.memory = memory;
        this.buckets = buckets;
        mask = buckets - 1;
        down = new BucketSide(buckets);
        up = new BucketSide(buckets);
    }

    /**
     * One side: the first and last entry of each bucket, plus one, beside each other, since both change together; and a
     * bit for each bucket that is not empty.
     */
    private static final class BucketSide {
        private final int[] ends;
        private final long[] occupied;

        private BucketSide(final int buckets) {
            ends = new int[2 * buckets];
            occupied = new long[buckets / WORD_BITS];
        }

        private int head(final int slot) {
            return ends[2 * slot];
        }

        private void head(final int slot, final int entryPlusOne) {
            ends[2 * slot] = entryPlusOne;
        }

        private int tail(final int slot) {
            return ends[2 * slot + 1];
        }

        private void tail(final int slot, final int entryPlusOne) {
            ends[2 * slot + 1] = entryPlusOne;
        }
    }

    /** {@return whether a price was ever seen, so that walls can be hung} */
    public boolean isAnchored() {
        return widthShift >= 0;
    }

    /**
     * Chooses the width of buckets at the first price: a power of two, so that half of them span about half the
     * price. Far from that price the ladder stays exact, but walls can be hung less far (much higher) or less
     * finely (lower).
     */
    public void anchor(final long price) {
        final long width = Math.max(1, price / buckets);
        widthShift = WORD_BITS - Long.numberOfLeadingZeros(width - 1);
    }

    /** {@return log2 of the width of a bucket, or −1 before the first price} */
    public int widthShift() {
        return widthShift;
    }

    /** Restores the width from a snapshot. */
    public void restoreWidthShift(final int shift) {
        widthShift = shift;
    }

    /** {@return a wall at most {@code room} below the price and not above it, as low as the buckets allow} */
    public long wallBelow(final long price, final long room) {
        final long nearestFiring = price - 1;
        final long furthestFiring = price - Math.min(room, furthest()) - 1;
        final long aligned = furthestFiring | bucketMask();
        return (aligned <= nearestFiring ? aligned : furthestFiring) + 1;
    }

    /** {@return a wall at most {@code room} above the price and not below it, as high as the buckets allow} */
    public long wallAbove(final long price, final long room) {
        final long nearestFiring = price + 1;
        final long furthestFiring = price + Math.min(room, furthest()) + 1;
        final long aligned = furthestFiring & ~bucketMask();
        return (aligned >= nearestFiring ? aligned : furthestFiring) - 1;
    }

    private long furthest() {
        return ((long) (buckets / 2 - 1)) << widthShift;
    }

    private long bucketMask() {
        return (1L << widthShift) - 1;
    }

    /** Hangs an unlinked entry at its wall; it fires when the price falls below. */
    public void linkDown(final int entry) {
        link(down, entry, WallFields.DOWN);
    }

    /** Hangs an unlinked entry at its wall; it fires when the price rises above. */
    public void linkUp(final int entry) {
        link(up, entry, WallFields.UP);
    }

    /**
     * Starts the cache misses of taking an entry from where it hangs to another wall, which comes next.
     *
     * @param entry the entry.
     * @param wall  its wall to be.
     * @param state the side on which it will hang.
     * @return the entry after which it will stand, {@link #NONE} for none: a miss of its own.
     */
    int loadMove(final int entry, final long wall, final byte state, final EarlyLoads loads) {
        final long address = memory.address(entry);
        final byte hangs = WallFields.linkState(address);
        if (hangs != WallFields.UNLINKED) {
            loadNeighbour(WallFields.previousPlusOne(address), loads);
            loadNeighbour(WallFields.nextPlusOne(address), loads);
        }
        if (hangs == WallFields.DOWN || hangs == WallFields.UP) {
            loads.keep(side(hangs).head(slot(WallFields.trigger(address), hangs)));
        }
        return side(state).tail(slot(wall, state)) - 1;
    }

    private void loadNeighbour(final int entryPlusOne, final EarlyLoads loads) {
        if (entryPlusOne != 0) {
            loads.load(memory.address(entryPlusOne - 1));
        }
    }

    private void link(final BucketSide side, final int entry, final byte state) {
        final long address = memory.address(entry);
        final int slot = slot(WallFields.trigger(address), state);
        final int tailPlusOne = side.tail(slot);
        WallFields.linkState(address, state);
        WallFields.previousPlusOne(address, tailPlusOne);
        WallFields.nextPlusOne(address, 0);
        if (tailPlusOne == 0) {
            side.head(slot, entry + 1);
            side.occupied[slot / WORD_BITS] |= 1L << slot;
        } else {
            WallFields.nextPlusOne(memory.address(tailPlusOne - 1), entry + 1);
        }
        side.tail(slot, entry + 1);
    }

    /** Lets an unlinked entry wait for the return of the price. */
    public void linkReturn(final int entry) {
        final long address = memory.address(entry);
        WallFields.linkState(address, WallFields.RETURN);
        WallFields.previousPlusOne(address, returnTail + 1);
        WallFields.nextPlusOne(address, 0);
        if (returnTail == NONE) {
            returnHead = entry;
        } else {
            WallFields.nextPlusOne(memory.address(returnTail), entry + 1);
        }
        returnTail = entry;
    }

    /** Takes an entry out of whatever it hangs in; does nothing to an unlinked one. */
    public void unlink(final int entry) {
        final long address = memory.address(entry);
        final byte state = WallFields.linkState(address);
        if (state == WallFields.UNLINKED) {
            return;
        }
        final int previousPlusOne = WallFields.previousPlusOne(address);
        final int nextPlusOne = WallFields.nextPlusOne(address);
        if (previousPlusOne != 0) {
            WallFields.nextPlusOne(memory.address(previousPlusOne - 1), nextPlusOne);
        }
        if (nextPlusOne != 0) {
            WallFields.previousPlusOne(memory.address(nextPlusOne - 1), previousPlusOne);
        }
        if (previousPlusOne == 0 || nextPlusOne == 0) {
            moveEnds(address, state, previousPlusOne, nextPlusOne);
        }
        WallFields.linkState(address, WallFields.UNLINKED);
    }

    private void moveEnds(final long address, final byte state, final int previousPlusOne, final int nextPlusOne) {
        if (state == WallFields.RETURN) {
            returnHead = previousPlusOne == 0 ? nextPlusOne - 1 : returnHead;
            returnTail = nextPlusOne == 0 ? previousPlusOne - 1 : returnTail;
            return;
        }
        final BucketSide side = side(state);
        final int slot = slot(WallFields.trigger(address), state);
        if (previousPlusOne == 0) {
            side.head(slot, nextPlusOne);
        }
        if (nextPlusOne == 0) {
            side.tail(slot, previousPlusOne);
        }
        if (previousPlusOne == 0 && nextPlusOne == 0) {
            side.occupied[slot / WORD_BITS] &= ~(1L << slot);
        }
    }

    /**
     * {@return whether a linked entry fires at a price that allows liquidation}
     *
     * @param entry       the entry.
     * @param downPrice   price, net of funding, on which walls hang that fire when it falls.
     * @param upPrice     price, net of funding, on which walls hang that fire when it rises.
     */
    public boolean isCrossed(final int entry, final long downPrice, final long upPrice) {
        final long address = memory.address(entry);
        return switch (WallFields.linkState(address)) {
            case WallFields.DOWN -> downPrice < WallFields.trigger(address);
            case WallFields.UP -> upPrice > WallFields.trigger(address);
            case WallFields.RETURN -> true;
            default -> false;
        };
    }

    /** {@return the entry after a linked one in its list, or {@link #NONE}} */
    int following(final int entry) {
        return WallFields.nextPlusOne(memory.address(entry)) - 1;
    }

    /** {@return the entry that has waited longest for the return of the price, or {@link #NONE}} */
    public int firstReturning() {
        return returnHead;
    }

    /** {@return the bucket in which a price lies} */
    public long bucketOf(final long price) {
        return price >> widthShift;
    }

    /**
     * {@return the bucket from which a move between two prices is to be looked through: the old price's, or so
     * near to the new one that every slot is looked through once}
     */
    public long startOfDrain(final long oldPrice, final long newPrice) {
        final long last = bucketOf(newPrice);
        return Math.max(last - mask, Math.min(last + mask, bucketOf(oldPrice)));
    }

    /** {@return the first entry of a bucket that fires at a price, or {@link #NONE}} */
    public int firstCrossed(final byte state, final long bucket, final long price) {
        int entry = side(state).head((int) bucket & mask) - 1;
        while (entry != NONE && !isCrossed(entry, price, price)) {
            entry = WallFields.nextPlusOne(memory.address(entry)) - 1;
        }
        return entry;
    }

    /**
     * {@return the nearest bucket at or beyond {@code from}, in the direction of {@code to}, that is not empty;
     * the one just beyond {@code to} where there is none}
     */
    public long nextOccupied(final byte state, final long from, final long to) {
        final long[] occupied = side(state).occupied;
        final int step = state == WallFields.DOWN ? -1 : 1;
        long bucket = from;
        while ((to - bucket) * step >= 0) {
            final int slot = (int) bucket & mask;
            final long word = occupied[slot / WORD_BITS];
            if (word == 0) {
                final int bit = slot % WORD_BITS;
                bucket += step > 0 ? WORD_BITS - bit : -(bit + 1);
            } else if ((word >>> slot & 1) != 0) {
                return bucket;
            } else {
                bucket += step;
            }
        }
        return to + step;
    }

    /** Takes every entry in canonical order: side, bucket by slot, then order of insertion; returning ones last. */
    public void forEach(final EntryVisitor visitor) {
        forEach(down, WallFields.DOWN, visitor);
        forEach(up, WallFields.UP, visitor);
        visitList(returnHead + 1, WallFields.RETURN, visitor);
    }

    private void forEach(final BucketSide side, final byte state, final EntryVisitor visitor) {
        for (int slot = 0; slot < buckets; slot++) {
            visitList(side.head(slot), state, visitor);
        }
    }

    private void visitList(final int headPlusOne, final byte state, final EntryVisitor visitor) {
        int entryPlusOne = headPlusOne;
        while (entryPlusOne != 0) {
            visitor.onEntry(entryPlusOne - 1, state);
            entryPlusOne = WallFields.nextPlusOne(memory.address(entryPlusOne - 1));
        }
    }

    /** Takes the entries of a ladder. */
    @FunctionalInterface
    public interface EntryVisitor {
        /** Takes one entry and the list it hangs in, a link state of {@link WallFields}. */
        void onEntry(int entry, byte state);
    }

    private BucketSide side(final byte state) {
        return state == WallFields.DOWN ? down : up;
    }

    private int slot(final long trigger, final byte state) {
        final long firstFiring = state == WallFields.DOWN ? trigger - 1 : trigger + 1;
        return (int) (firstFiring >> widthShift) & mask;
    }
}
