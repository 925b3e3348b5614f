package io.evenkeel.core.adoption;

import io.evenkeel.codecs.PricedKind;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.store.Mixing;

/**
 * How far accounts have adopted the change that is under way: new terms of an instrument or asset, or new ceilings of
 * an instrument's funding (SPEC 9). One change at a time; a cursor walks the accounts in order of id.
 *
 * <p>A <em>judged</em> change decides who is solvent, so an account adopts it when the cursor passes and not before.
 * Any other change only decides how corners are made: an account whose box is made anew for whatever reason adopts it
 * then. Owned by Risk; no allocation.
 */
public final class Adoption {
    private final AccountStore accounts;
    private boolean isActive;
    private boolean isJudged;
    private boolean isOfCeilings;
    private PricedKind kind = PricedKind.INSTRUMENT;
    private int priced;
    private long cursor;
    private int epoch;

    /** Makes one that is not active. */
    public Adoption(final AccountStore accounts) {
        this.accounts = accounts;
    }

    /** {@return whether a change is under way} */
    public boolean isActive() {
        return isActive;
    }

    /** {@return whether the change under way decides who is solvent} */
    public boolean isJudged() {
        return isJudged;
    }

    /** {@return whether it is ceilings of funding that accounts adopt, not terms} */
    public boolean isOfCeilings() {
        return isOfCeilings;
    }

    /** {@return whether the change is to an instrument or an asset} */
    public PricedKind kind() {
        return kind;
    }

    /** {@return the instrument or asset that changes} */
    public int priced() {
        return priced;
    }

    /** {@return id up to which accounts have adopted the change} */
    public long cursor() {
        return cursor;
    }

    /** {@return number of the change under way, or of the last one} */
    public int epoch() {
        return epoch;
    }

    /** {@return whether the corner of an account's box is made by the latest terms of an instrument} */
    public boolean hasCornerOf(final int instrument, final int account) {
        return !isActive
                || priced != instrument
                || kind != PricedKind.INSTRUMENT
                || accounts.id(account) <= cursor
                || (!isJudged && accounts.marks().adoptionEpoch(account) == epoch);
    }

    /** Takes note that an account's box was made anew. */
    public void noteNewBox(final int account) {
        if (isActive && !isJudged) {
            accounts.marks().adoptionEpoch(account, epoch);
        }
    }

    /** A change of terms begins. */
    public void begin(final PricedKind kindOfChange, final int changed, final boolean judged) {
        restore(true, judged, false, kindOfChange, changed, Long.MIN_VALUE, epoch + 1);
    }

    /** New ceilings of an instrument's funding begin to be adopted. */
    public void beginCeilings(final int instrument) {
        restore(true, false, true, PricedKind.INSTRUMENT, instrument, Long.MIN_VALUE, epoch + 1);
    }

    /** Accounts up to an id have adopted the change. */
    public void advance(final long accountId) {
        cursor = accountId;
    }

    /** Every account has adopted the change. */
    public void complete() {
        isActive = false;
    }

    /** Goes on where a snapshot says. */
    public void restore(
            final boolean active,
            final boolean judged,
            final boolean ofCeilings,
            final PricedKind kindOfChange,
            final int changed,
            final long adoptedTo,
            final int number) {
        isActive = active;
        isJudged = judged;
        isOfCeilings = ofCeilings;
        kind = kindOfChange;
        priced = changed;
        cursor = adoptedTo;
        epoch = number;
    }

    /** {@return canonical hash} */
    public long stateHash() {
        if (!isActive) {
            return epoch;
        }
        long hash = Mixing.chain(epoch, (isJudged ? 1 : 0) + (isOfCeilings ? 2 : 0));
        hash = Mixing.chain(hash, kind.value());
        hash = Mixing.chain(hash, priced);
        return Mixing.chain(hash, cursor);
    }
}
