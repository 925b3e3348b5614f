package io.evenkeel.core.ledger;

import io.evenkeel.core.store.RecordStore;
import org.agrona.UnsafeApi;

/**
 * What tasks and cursors note on accounts, in the last line of their records:
 *
 * <pre>
 * 208 previous thin account plus one   212 next plus one   216 adoption epoch   232 deleveraging   243 flags
 * </pre>
 *
 * An account is <em>thin</em> when it is solvent, but not at the ceilings of funding: its box is certified for
 * funding as it is, and it is looked at whenever funding moves (SPEC 9). Owned by Risk; no allocation.
 */
public final class AccountMarks {
    private static final int THIN_PREVIOUS = 208;
    private static final int THIN_NEXT = 212;
    private static final int ADOPTION_EPOCH = 216;
    private static final int DELEVERAGING = 232;
    private static final int FLAGS = 243;
    private static final int THIN = 1;
    private static final int THIN_LIST = 4;

    private final RecordStore records;

    AccountMarks(final RecordStore records) {
        this.records = records;
    }

    /** {@return whether it is thin} */
    public boolean isThin(final int account) {
        return (flags(account) & THIN) != 0;
    }

    /** {@return which of the two lists of thin accounts it is in: 0 or 1} */
    public int thinList(final int account) {
        return (flags(account) & THIN_LIST) != 0 ? 1 : 0;
    }

    /** Says that it is thin and in which list. */
    public void markThin(final int account, final int list) {
        flags(account, (flags(account) & ~THIN_LIST) | THIN | (list == 0 ? 0 : THIN_LIST));
    }

    /** Says that it is not thin. */
    public void unmarkThin(final int account) {
        flags(account, flags(account) & ~(THIN | THIN_LIST));
    }

    /** {@return the thin account before it in its list, plus one; 0 for none} */
    public int thinPreviousPlusOne(final int account) {
        return UnsafeApi.getInt(records.address(account) + THIN_PREVIOUS);
    }

    /** Sets the thin account before it, plus one. */
    public void thinPreviousPlusOne(final int account, final int previousPlusOne) {
        UnsafeApi.putInt(records.address(account) + THIN_PREVIOUS, previousPlusOne);
    }

    /** {@return the thin account after it in its list, plus one; 0 for none} */
    public int thinNextPlusOne(final int account) {
        return UnsafeApi.getInt(records.address(account) + THIN_NEXT);
    }

    /** Sets the thin account after it, plus one. */
    public void thinNextPlusOne(final int account, final int nextPlusOne) {
        UnsafeApi.putInt(records.address(account) + THIN_NEXT, nextPlusOne);
    }

    /** {@return the adoption for which its box was made anew before the cursor came; 0 for none yet} */
    public int adoptionEpoch(final int account) {
        return UnsafeApi.getInt(records.address(account) + ADOPTION_EPOCH);
    }

    /** Notes that its box was made anew by the terms of an adoption. */
    public void adoptionEpoch(final int account, final int epoch) {
        UnsafeApi.putInt(records.address(account) + ADOPTION_EPOCH, epoch);
    }

    /** {@return number of the deleveraging that looked at it last, lower 32 bits; 0 for none} */
    public int deleveraging(final int account) {
        return UnsafeApi.getInt(records.address(account) + DELEVERAGING);
    }

    /** Notes that a deleveraging has looked at it. */
    public void deleveraging(final int account, final int number) {
        UnsafeApi.putInt(records.address(account) + DELEVERAGING, number);
    }

    private int flags(final int account) {
        return UnsafeApi.getByte(records.address(account) + FLAGS);
    }

    private void flags(final int account, final int flags) {
        UnsafeApi.putByte(records.address(account) + FLAGS, (byte) flags);
    }
}
