package io.evenkeel.core.ledger;

import io.evenkeel.core.store.RecordStore;
import org.agrona.UnsafeApi;

/**
 * Accounts in rising order of their ids: what cursors walk, so that how far one has come is an account id and means
 * the same on every node and after every restart. Sorted blocks off-heap, in a sorted directory; adding an account
 * moves at most a block and the directory. Which account has a rank is found from the block that was asked for last, so
 * walking up is O(1) a step. Owned by Risk; no allocation after construction.
 */
public final class AccountOrder {
    private static final int BLOCK = 512;

    private final AccountStore accounts;
    private final RecordStore records;
    /** By place in the order: which record a block lies in, and how many accounts are in it; half a block at least. */
    private final int[] recordOf;
    private final int[] countOf;
    private int blocks = 1;
    private int size;
    private int lastAsked;
    private int lastAskedRank;

    /** Makes an empty order for at most {@code capacity} accounts. */
    AccountOrder(final AccountStore accounts, final int capacity) {
        this.accounts = accounts;
        final int mostBlocks = capacity / (BLOCK / 2) + 2;
        records = new RecordStore(mostBlocks, BLOCK * Integer.BYTES);
        recordOf = new int[mostBlocks];
        countOf = new int[mostBlocks];
    }

    /** {@return number of accounts} */
    public int size() {
        return size;
    }

    /** {@return index of the account with the n-th lowest id} */
    public int account(final int n) {
        while (n < lastAskedRank) {
            lastAskedRank -= countOf[--lastAsked];
        }
        while (n >= lastAskedRank + countOf[lastAsked]) {
            lastAskedRank += countOf[lastAsked++];
        }
        return accountAt(lastAsked, n - lastAskedRank);
    }

    /** {@return how many accounts have an id of at most {@code accountId}: the rank of the next one} */
    public int rankAfter(final long accountId) {
        final int block = blockOf(accountId);
        int rank = placeAfter(block, accountId);
        for (int before = 0; before < block; before++) {
            rank += countOf[before];
        }
        return rank;
    }

    /** Adds an account. */
    void add(final int account, final long accountId) {
        lastAsked = 0;
        lastAskedRank = 0;
        size++;
        int block = blockOf(accountId);
        int place = placeAfter(block, accountId);
        if (countOf[block] == BLOCK) {
            divide(block, place == BLOCK && block == blocks - 1 ? BLOCK : BLOCK / 2);
            if (place >= countOf[block]) {
                place -= countOf[block++];
            }
        }
        final long address = address(block, place);
        final long bytesAfter = (long) (countOf[block] - place) * Integer.BYTES;
        UnsafeApi.copyMemory(address, address + Integer.BYTES, bytesAfter);
        UnsafeApi.putInt(address, account);
        countOf[block]++;
    }

    /** Moves what comes after the first so many accounts of a full block to a new one behind it. */
    private void divide(final int block, final int kept) {
        System.arraycopy(recordOf, block + 1, recordOf, block + 2, blocks - block - 1);
        System.arraycopy(countOf, block + 1, countOf, block + 2, blocks - block - 1);
        recordOf[block + 1] = blocks++;
        countOf[block + 1] = BLOCK - kept;
        countOf[block] = kept;
        UnsafeApi.copyMemory(
                address(block, kept), address(block + 1, 0), (long) countOf[block + 1] * Integer.BYTES);
    }

    /** The last block that begins at or before an id, or else the first. */
    private int blockOf(final long accountId) {
        int least = 0;
        int most = blocks - 1;
        while (least < most) {
            final int middle = (least + most + 1) >>> 1;
            if (accounts.id(accountAt(middle, 0)) <= accountId) {
                least = middle;
            } else {
                most = middle - 1;
            }
        }
        return least;
    }

    /** How many accounts of a block have an id of at most {@code accountId}. */
    private int placeAfter(final int block, final long accountId) {
        int least = 0;
        int most = countOf[block];
        while (least < most) {
            final int middle = (least + most) >>> 1;
            if (accounts.id(accountAt(block, middle)) <= accountId) {
                least = middle + 1;
            } else {
                most = middle;
            }
        }
        return least;
    }

    private int accountAt(final int block, final int place) {
        return UnsafeApi.getInt(address(block, place));
    }

    private long address(final int block, final int place) {
        return records.address(recordOf[block]) + (long) place * Integer.BYTES;
    }
}
