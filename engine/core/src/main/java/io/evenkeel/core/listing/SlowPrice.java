package io.evenkeel.core.listing;

import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.arithmetic.Int128;
import io.evenkeel.core.store.Mixing;

/**
 * A price that follows the index of an instrument slowly: what initial margin values positions at beside the mark, so
 * that a spike of minutes cannot be traded on (SPEC 3). It moves toward the index by {@code rate} of itself each
 * second and stops there.
 *
 * <p>What it is at a time is a function of its anchor, the index and that time alone, so it never matters how often it
 * is asked: anchor ± ⌊anchor⌋·rate·(now − anchor time), kept in whole billionths of a mantissa unit, where that product
 * is exact (ppm × ms), not past the index. A new index is what it goes to from then on, and makes where it stands the
 * new anchor, without rounding. What is read is a whole mantissa, rounded toward the anchor: it moves at most so fast.
 * Written by Risk's thread alone; no allocation.
 */
public final class SlowPrice {
    /** Fastest rate: all of itself each second. */
    public static final int MAX_RATE_PPM_PER_SECOND = (int) Bounds.PPM;

    private static final long NANO = 1_000_000_000;

    private final Int128 anchor = new Int128();
    private final Int128 at = new Int128();
    private final Int128 way = new Int128();
    private final Int128 target = new Int128();
    private long anchorTimeMs;
    private int ratePpmPerSecond;

    /** Makes one that is off. */
    SlowPrice() {
    }

    /** {@return whether it is off: the mark takes its place} */
    public boolean isOff() {
        return ratePpmPerSecond == 0;
    }

    /** {@return how fast it follows, ppm of itself each second; 0 for off} */
    public int ratePpmPerSecond() {
        return ratePpmPerSecond;
    }

    /**
     * Sets how fast it follows from a time on. One that was off starts at the mark.
     *
     * @param rate  ppm of itself each second; 0 switches it off.
     * @param index index in force; 0 if there was none yet.
     * @param mark  mark in force.
     * @param nowMs cluster time.
     */
    public void follow(final int rate, final long index, final long mark, final long nowMs) {
        if (rate == 0) {
            anchor.set(0);
            anchorTimeMs = 0;
        } else if (isOff()) {
            anchor.setProduct(mark, NANO);
            anchorTimeMs = nowMs;
        } else {
            anchorAt(index, nowMs);
        }
        ratePpmPerSecond = rate;
    }

    /** Takes note that the index changes at a time; the first one ever is where it starts. */
    void onIndex(final long oldIndex, final long newIndex, final long timeMs) {
        if (isOff() || oldIndex == newIndex) {
            return;
        }
        if (anchor.sign() == 0) {
            anchor.setProduct(newIndex, NANO);
            anchorTimeMs = timeMs;
        } else {
            anchorAt(oldIndex, timeMs);
        }
    }

    private void anchorAt(final long index, final long nowMs) {
        anchor.set(exactAt(index, nowMs));
        anchorTimeMs = nowMs;
    }

    /**
     * {@return the slow price at a time, whole mantissa; only while it is on}
     *
     * @param index index in force.
     * @param nowMs cluster time, not before the anchor's.
     */
    public long at(final long index, final long nowMs) {
        final boolean rises = target.setProduct(index, NANO).comparedTo(anchor) > 0;
        exactAt(index, nowMs);
        return rises ? at.divideFloor(NANO) : at.divideCeil(NANO);
    }

    private Int128 exactAt(final long index, final long nowMs) {
        target.setProduct(index, NANO);
        final int direction = target.comparedTo(anchor);
        way.setProduct(anchorWhole(), ratePpmPerSecond).multiply(Math.max(0, nowMs - anchorTimeMs));
        at.set(anchor);
        if (direction > 0) {
            at.add(way);
        } else {
            at.subtract(way);
        }
        final boolean isThere = direction == 0 || at.comparedTo(target) * direction > 0;
        return isThere ? at.set(target) : at;
    }

    /** {@return the slow price at its anchor, whole mantissa rounded down} */
    public long anchorWhole() {
        return anchor.divideFloor(NANO);
    }

    /** {@return billionths of a mantissa unit above {@link #anchorWhole}} */
    public int anchorNano() {
        return (int) way.set(anchor).subtractProduct(anchorWhole(), NANO).low();
    }

    /** {@return when it stood at its anchor} */
    public long anchorTimeMs() {
        return anchorTimeMs;
    }

    /** {@return hash of what it follows and from where} */
    long stateHash() {
        return Mixing.chain(Mixing.chain(Mixing.chain(anchor.low(), anchor.high()), anchorTimeMs), ratePpmPerSecond);
    }

    /** Goes on where a snapshot says. */
    public void restore(final int rate, final long whole, final int nano, final long timeMs) {
        ratePpmPerSecond = rate;
        anchor.setProduct(whole, NANO).addProduct(nano, 1);
        anchorTimeMs = timeMs;
    }
}
