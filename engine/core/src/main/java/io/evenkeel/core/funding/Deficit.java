package io.evenkeel.core.funding;

import io.evenkeel.codecs.PriceState;
import io.evenkeel.core.store.Mixing;

/**
 * What is missing in a market after others paid for accounts in liquidation (SPEC 6, step 5), in settlement units:
 * what longs and what shorts are still to be charged, and what nobody can be charged for, which halts the market until
 * insurance income covers it. SOCIALISED holds the sum, as a negative balance. Owned by Risk; no allocation.
 *
 * <p>An event grants either side a room: the most that a unit may be charged for it, in steps of the funding index. It
 * is used up by charges, so that those who stay never pay more where others leave between two of them.
 */
public final class Deficit {
    private long ofLongs;
    private long ofShorts;
    private long open;
    private long roomOfLongs;
    private long roomOfShorts;
    private long heldIndex;
    private long heldMark;
    private PriceState heldState = PriceState.NONE;

    Deficit() {
    }

    /** {@return whether nothing is missing, and the market is not halted for what was} */
    public boolean isNone() {
        return !isMissing() && !isHalting();
    }

    /** {@return whether anything is still to be charged or covered} */
    public boolean isMissing() {
        return isCharging() || open != 0;
    }

    /** {@return whether anything is still to be charged} */
    public boolean isCharging() {
        return ofLongs != 0 || ofShorts != 0;
    }

    /** {@return what a side is still to be charged} */
    public long of(final boolean isLong) {
        return isLong ? ofLongs : ofShorts;
    }

    /** {@return the most that a unit of a side may still be charged, in steps of its index} */
    public long room(final boolean isLong) {
        return isLong ? roomOfLongs : roomOfShorts;
    }

    /** {@return what nobody can be charged for} */
    public long open() {
        return open;
    }

    /** {@return whether the market is to be halted: something is open, and nothing more is to be charged} */
    public boolean wantsHalt() {
        return open > 0 && !isCharging() && !isHalting();
    }

    /** {@return whether the market is halted for it: its price is held back} */
    public boolean isHalting() {
        return heldState != PriceState.NONE;
    }

    /** Another event lets each unit of a side be charged so much more, but never more than {@code most} in all. */
    public void grant(final boolean isLong, final long perUnit, final long most) {
        final long granted = Math.min(room(isLong) + perUnit, most);
        rooms(isLong ? granted : roomOfLongs, isLong ? roomOfShorts : granted);
    }

    /** Sets what units may still be charged. */
    public void rooms(final long longs, final long shorts) {
        roomOfLongs = longs;
        roomOfShorts = shorts;
    }

    /** Adds to what sides are to be charged, and to what nobody can be charged for. */
    public void add(final long toLongs, final long toShorts, final long toNobody) {
        ofLongs += toLongs;
        ofShorts += toShorts;
        open += toNobody;
        if (!isCharging()) {
            rooms(0, 0);
        }
    }

    /** Each unit of a side was charged, which brought an amount. */
    public void charged(final boolean isLong, final long step, final long amount) {
        rooms(roomOfLongs - (isLong ? step : 0), roomOfShorts - (isLong ? 0 : step));
        add(isLong ? -amount : 0, isLong ? 0 : -amount, 0);
    }

    /** A side cannot be charged any more: a part of what it was to pay goes to the other, the rest stays open. */
    public void giveUp(final boolean isLong, final long toOther) {
        final long amount = of(isLong);
        add(isLong ? -amount : toOther, isLong ? toOther : -amount, amount - toOther);
    }

    /** Insurance income covered a part of what was open. */
    public void covered(final long amount) {
        open -= amount;
    }

    /** Takes note of the price that would be in force if the market were not halted for its deficit; NONE ends that. */
    public void holdBack(final long index, final long mark, final PriceState state) {
        heldIndex = index;
        heldMark = mark;
        heldState = state;
    }

    /** {@return index held back} */
    public long heldIndex() {
        return heldIndex;
    }

    /** {@return mark held back} */
    public long heldMark() {
        return heldMark;
    }

    /** {@return state held back} */
    public PriceState heldState() {
        return heldState;
    }

    long stateHash() {
        long hash = Mixing.chain(Mixing.chain(ofLongs, ofShorts), open);
        hash = Mixing.chain(hash, roomOfLongs);
        hash = Mixing.chain(hash, roomOfShorts);
        hash = Mixing.chain(hash, heldIndex);
        hash = Mixing.chain(hash, heldMark);
        return Mixing.chain(hash, heldState.value());
    }
}
