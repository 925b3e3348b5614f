package io.evenkeel.core.store;

import java.nio.ByteBuffer;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.UnsafeApi;

/**
 * Off-heap memory for fixed-size records, found by index. Pages of at most 1 GiB make up any total. All memory is
 * taken and zeroed when the store is made. Not thread-safe; one stage owns each store.
 *
 * <p>Records are a power of two long and whole cache lines where they exceed one, so that what one operation reads
 * lies together. Readers take the address of a record once and read fields at fixed offsets from it.
 */
public final class RecordStore {
    private static final int PAGE_BYTES = 1 << 30;
    private static final int CACHE_LINE_BYTES = 64;

    private final ByteBuffer[] pages;
    private final long[] pageAddresses;
    private final long firstPage;
    private final int recordShift;
    private final int pageShift;
    private final int pageMask;
    private final int capacity;

    /**
     * Takes the memory.
     *
     * @param capacity     number of records, at least 1.
     * @param recordLength bytes of one record, a power of two.
     */
    public RecordStore(final int capacity, final int recordLength) {
        if (capacity < 1 || !BitUtil.isPowerOfTwo(recordLength)) {
            throw new IllegalArgumentException("capacity " + capacity + ", record length " + recordLength);
        }
        this.capacity = capacity;
        recordShift = Integer.numberOfTrailingZeros(recordLength);
        pageShift = Integer.numberOfTrailingZeros(PAGE_BYTES) - recordShift;
        pageMask = (1 << pageShift) - 1;
        final int pageCount = ((capacity - 1) >>> pageShift) + 1;
        pages = new ByteBuffer[pageCount];
        pageAddresses = new long[pageCount];
        for (int page = 0; page < pageCount; page++) {
            final long records = Math.min(1L << pageShift, capacity - ((long) page << pageShift));
            pages[page] = BufferUtil.allocateDirectAligned(
                    (int) (records << recordShift), Math.max(CACHE_LINE_BYTES, recordLength));
            pageAddresses[page] = BufferUtil.address(pages[page]);
        }
        firstPage = pageAddresses[0];
    }

    /** {@return number of records} */
    public int capacity() {
        return capacity;
    }

    /** {@return bytes of one record} */
    public int recordLength() {
        return 1 << recordShift;
    }

    /** {@return address of a record; valid as long as the store is reachable} */
    public long address(final int index) {
        assert index >= 0 && index < capacity : "record " + index + " of " + capacity;
        return index <= pageMask
                ? firstPage + ((long) index << recordShift)
                : pageAddresses[index >>> pageShift] + ((long) (index & pageMask) << recordShift);
    }

    /** Zeroes a record. */
    public void clear(final int index) {
        UnsafeApi.setMemory(address(index), recordLength(), (byte) 0);
    }

    /** Copies a record over another. */
    public void copy(final int from, final int to) {
        UnsafeApi.copyMemory(address(from), address(to), recordLength());
    }
}
