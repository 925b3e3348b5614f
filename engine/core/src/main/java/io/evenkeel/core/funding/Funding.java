package io.evenkeel.core.funding;

import io.evenkeel.core.arithmetic.Int128;
import io.evenkeel.core.store.Mixing;

/**
 * Funding of one instrument as Risk keeps it: a cumulative index for longs and one for shorts, in 10^-9 mantissas of
 * price for each unit held, and the ceilings up to which boxes are certified for them (SPEC 5 and 9). Owned by Risk;
 * no allocation.
 *
 * <p>Deficits are charged through the same indexes, one side at a time (SPEC 6, step 5). A market without rates has
 * them too, in whole mantissas: its prices may be too large for nine decimals more, and most never need them.
 *
 * <p>A certificate is made with the requirement at a ceiling above the index, since an index that rises lets the
 * notional at a wall of the box rise. A ceiling is raised account by account; until a cursor has passed, an account
 * is held to the one before.
 */
public final class Funding {
    /** How far above an index its ceiling is put: 2 % of price. */
    private static final long ROOM_DIVISOR = 50;
    private static final long LARGEST_INDEX = 1L << 61;
    private static final long LARGEST_OWED = 1L << 54;

    private final PendingFunding pending = new PendingFunding();
    private final Deficit deficit = new Deficit();
    private boolean isOn;
    private boolean isUsed;
    private long ofLongs;
    private long ofShorts;
    private long ceilingOfLongs;
    private long ceilingOfShorts;
    private long formerCeilingOfLongs;
    private long formerCeilingOfShorts;
    private long highest;
    private long lowest;
    private long dust;

    /** Makes funding that is off: net prices are marks. */
    public Funding() {
    }

    /** {@return whether the instrument was ever given funding; net prices are then scaled} */
    public boolean isOn() {
        return isOn;
    }

    /** {@return whether indexes or ceilings may be other than zero: if not, nobody owes anything} */
    public boolean isUsed() {
        return isUsed;
    }

    /** Turns it on, before the instrument has a price; it stays on for good. */
    public void turnOn() {
        isOn = true;
        isUsed = true;
    }

    /** {@return steps of an index in one mantissa of price: 10^9, or 1 where there are no rates} */
    public long scale() {
        return isOn ? Accrual.SCALE : 1;
    }

    /** {@return what is missing in the market, and whom it is to be charged to} */
    public Deficit deficit() {
        return deficit;
    }

    /** {@return cumulative index of a side} */
    public long index(final boolean isLong) {
        return isLong ? ofLongs : ofShorts;
    }

    /** {@return index up to which accounts are certified that have adopted the ceiling, or that have not} */
    public long ceiling(final boolean isLong, final boolean hasAdopted) {
        if (hasAdopted) {
            return isLong ? ceilingOfLongs : ceilingOfShorts;
        }
        return isLong ? formerCeilingOfLongs : formerCeilingOfShorts;
    }

    /**
     * {@return whether a change keeps every amount within its bounds: if not, the interval goes without funding}
     *
     * @param change          in 10^-9 mantissas of price.
     * @param largestNotional largest notional at one mantissa of price that any account ever held.
     */
    public boolean canBear(final long change, final long largestNotional) {
        final long total = pending.step() + change;
        return Math.abs(change) < LARGEST_INDEX
                && isBearable(
                        Math.max(ofLongs, ofShorts) + total, Math.min(ofLongs, ofShorts) + total, largestNotional);
    }

    /** {@return whether charging a side, per unit, keeps every amount within its bounds; as {@link #canBear}} */
    public boolean canBearCharge(final boolean isLong, final long step, final long largestNotional) {
        final long longs = ofLongs + (isLong ? step : 0);
        final long shorts = ofShorts - (isLong ? 0 : step);
        final long up = Math.max(0, pending.step());
        final long down = Math.min(0, pending.step());
        return step < LARGEST_INDEX
                && isBearable(Math.max(longs, shorts) + up, Math.min(longs, shorts) + down, largestNotional);
    }

    private boolean isBearable(final long top, final long bottom, final long largestNotional) {
        final long up = Math.max(highest, top);
        final long down = Math.min(lowest, bottom);
        return up < LARGEST_INDEX
                && down > -LARGEST_INDEX
                && Int128.isProductWithin(largestNotional, (up - down) / scale() + 1, LARGEST_OWED);
    }

    /** {@return what has not taken effect yet} */
    public PendingFunding pending() {
        return pending;
    }

    /** Moves both indexes by what is pending; the caller has seen {@link #isWithinCeilings}. */
    public void move() {
        moveBy(pending.step(), pending.step());
    }

    /** Charges each unit of one side; the caller has seen {@link #mostCharge}. */
    public void charge(final boolean isLong, final long step) {
        moveBy(isLong ? step : 0, isLong ? 0 : -step);
    }

    private void moveBy(final long stepOfLongs, final long stepOfShorts) {
        isUsed = true;
        ofLongs += stepOfLongs;
        ofShorts += stepOfShorts;
        highest = Math.max(highest, Math.max(ofLongs, ofShorts));
        lowest = Math.min(lowest, Math.min(ofLongs, ofShorts));
    }

    /** What was pending has taken effect and was told. */
    public void settlePending() {
        pending.clear();
    }

    /** {@return whether the indexes will stay at or below what every account is certified for} */
    public boolean isWithinCeilings() {
        return ofLongs + pending.step() <= Math.min(ceilingOfLongs, formerCeilingOfLongs)
                && ofShorts + pending.step() <= Math.min(ceilingOfShorts, formerCeilingOfShorts);
    }

    /**
     * {@return the most that a unit of a side can be charged now: half the room of ceilings, or what longs have left of
     * it; 0 where ceilings have to be raised first}
     */
    public long mostCharge(final boolean isLong, final long mark) {
        final long most = room(mark) / 2;
        final long left = Math.min(ceilingOfLongs, formerCeilingOfLongs) - ofLongs - Math.max(0, pending.step());
        return isLong ? Math.min(most, Math.max(0, left)) : most;
    }

    /** {@return whether a ceiling leaves less than half its room at a mark, or more than twice, to what is pending} */
    public boolean wantsNewCeilings(final long mark) {
        final long room = room(mark);
        return (isOn || deficit.of(true) > 0) && mark > 0 && (!isWithinCeilings() || areBad(room));
    }

    /** Room beyond a rise that is pending, which ceilings were put above: a large one alone would never be enough. */
    private boolean areBad(final long room) {
        final long rise = Math.max(0, pending.step());
        return isBadRoom(ceilingOfLongs - ofLongs - rise, room) || isBadRoom(ceilingOfShorts - ofShorts - rise, room);
    }

    private static boolean isBadRoom(final long left, final long room) {
        return left < room / 2 || left > 2 * room;
    }

    /** Puts ceilings above the indexes at the first mark, when nobody holds anything. */
    public void setFirstCeilings(final long mark) {
        if (isOn) {
            setCeilings(mark);
            settleCeilings();
        }
    }

    /** Puts new ceilings above what the indexes will be, for accounts to adopt. */
    public void setCeilings(final long mark) {
        isUsed = true;
        ceilingOfLongs = ofLongs + Math.max(0, pending.step()) + room(mark);
        ceilingOfShorts = ofShorts + Math.max(0, pending.step()) + room(mark);
    }

    /** Every account has adopted the ceilings. */
    public void settleCeilings() {
        formerCeilingOfLongs = ceilingOfLongs;
        formerCeilingOfShorts = ceilingOfShorts;
    }

    private long room(final long mark) {
        return isOn ? mark * (Accrual.SCALE / ROOM_DIVISOR) : Math.max(2, mark / ROOM_DIVISOR);
    }

    /** {@return Σ of the carries of closed positions, 10^-9 settlement units: FUNDING holds it beyond what is owed} */
    public long dust() {
        return dust;
    }

    /** Takes the carry of a position that is closed, or what was charged beyond whole units. */
    public void addDust(final long carry) {
        dust += carry;
    }

    /** Goes on where a snapshot says. */
    public void restore(
            final boolean hasRates,
            final long longs,
            final long shorts,
            final long top,
            final long bottom,
            final long collectedDust) {
        isOn = hasRates;
        isUsed = true;
        ofLongs = longs;
        ofShorts = shorts;
        highest = top;
        lowest = bottom;
        dust = collectedDust;
    }

    /** Takes up ceilings from a snapshot. */
    public void restoreCeilings(final long longs, final long shorts, final long formerLongs, final long formerShorts) {
        ceilingOfLongs = longs;
        ceilingOfShorts = shorts;
        formerCeilingOfLongs = formerLongs;
        formerCeilingOfShorts = formerShorts;
    }

    /** {@return highest index of either side so far} */
    public long highest() {
        return highest;
    }

    /** {@return lowest index of either side so far} */
    public long lowest() {
        return lowest;
    }

    /** {@return canonical hash} */
    public long stateHash() {
        long hash = Mixing.chain((isOn ? 1 : 0) + (isUsed ? 2 : 0), ofLongs);
        hash = Mixing.chain(hash, ofShorts);
        hash = Mixing.chain(hash, ceilingOfLongs);
        hash = Mixing.chain(hash, ceilingOfShorts);
        hash = Mixing.chain(hash, formerCeilingOfLongs);
        hash = Mixing.chain(hash, formerCeilingOfShorts);
        hash = Mixing.chain(hash, highest);
        hash = Mixing.chain(hash, lowest);
        hash = Mixing.chain(hash, pending.stateHash());
        hash = Mixing.chain(hash, deficit.stateHash());
        return Mixing.chain(hash, dust);
    }
}
