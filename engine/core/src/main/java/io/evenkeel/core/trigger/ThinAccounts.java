package io.evenkeel.core.trigger;

import io.evenkeel.core.ledger.AccountMarks;

/**
 * The accounts that are solvent, but not at the ceilings of funding: each is looked at whenever funding moves
 * (SPEC 9). Two intrusive lists: when funding moves, all that are in the fresh one become due, and who is certified
 * anew and still thin joins the other. First in, first out. Owned by Risk; no allocation.
 */
public final class ThinAccounts {
    /** No account. */
    public static final int NONE = -1;

    private final AccountMarks marks;
    private final int[] first = {NONE, NONE};
    private final int[] last = {NONE, NONE};
    private int fresh;

    /** Makes empty lists. */
    public ThinAccounts(final AccountMarks marks) {
        this.marks = marks;
    }

    /** Funding moves: every thin account is due. None was due before. */
    public void makeAllDue() {
        if (first[1 - fresh] != NONE) {
            throw new IllegalStateException("funding moves while accounts are due by the move before");
        }
        fresh = 1 - fresh;
    }

    /** {@return the account that has been due longest, or {@link #NONE}} */
    public int firstDue() {
        return first[1 - fresh];
    }

    /** {@return whether an account is due to be looked at} */
    public boolean isDue(final int account) {
        return marks.isThin(account) && marks.thinList(account) != fresh;
    }

    /** Adds an account that is in no list; it is not due until funding moves. */
    public void add(final int account) {
        link(account, fresh);
    }

    private void link(final int account, final int list) {
        marks.markThin(account, list);
        marks.thinPreviousPlusOne(account, last[list] + 1);
        marks.thinNextPlusOne(account, 0);
        if (last[list] == NONE) {
            first[list] = account;
        } else {
            marks.thinNextPlusOne(last[list], account + 1);
        }
        last[list] = account;
    }

    /** Takes an account out of its list; does nothing to one that is not thin. */
    public void remove(final int account) {
        if (!marks.isThin(account)) {
            return;
        }
        final int list = marks.thinList(account);
        final int previous = marks.thinPreviousPlusOne(account) - 1;
        final int next = marks.thinNextPlusOne(account) - 1;
        if (previous == NONE) {
            first[list] = next;
        } else {
            marks.thinNextPlusOne(previous, next + 1);
        }
        if (next == NONE) {
            last[list] = previous;
        } else {
            marks.thinPreviousPlusOne(next, previous + 1);
        }
        marks.unmarkThin(account);
    }

    /** {@return the first account of those due, or of those not due; {@link #NONE} for none} */
    public int first(final boolean isDue) {
        return first[isDue ? 1 - fresh : fresh];
    }

    /** {@return the account after another in its list, or {@link #NONE}} */
    public int next(final int account) {
        return marks.thinNextPlusOne(account) - 1;
    }

    /** Takes up an account that a snapshot says is thin, after those before it. */
    public void restore(final int account, final boolean isDue) {
        link(account, isDue ? 1 - fresh : fresh);
    }
}
