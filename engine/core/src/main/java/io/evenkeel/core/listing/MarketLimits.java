package io.evenkeel.core.listing;

import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.arithmetic.Int128;
import io.evenkeel.core.store.Mixing;

/**
 * How far from the mark fills should be, and how much accounts should hold (SPEC 3). Beyond them a fill is booked all
 * the same, but noticed, and credit checks take only what reduces. Written by Risk's thread alone; no allocation.
 */
public final class MarketLimits {
    private int fillBandPpm;
    private long positionLimit;
    private long openInterestCap;

    /** Makes limits that are all off. */
    MarketLimits() {
    }

    /** Sets all limits; 0 switches one off. */
    public void set(final int newFillBandPpm, final long newPositionLimit, final long newOpenInterestCap) {
        fillBandPpm = newFillBandPpm;
        positionLimit = newPositionLimit;
        openInterestCap = newOpenInterestCap;
    }

    /** {@return how far from the mark a fill may be, ppm of the mark; 0 for any} */
    public int fillBandPpm() {
        return fillBandPpm;
    }

    /** {@return most that one account should hold; 0 for any} */
    public long positionLimit() {
        return positionLimit;
    }

    /** {@return most that all should hold long; 0 for any} */
    public long openInterestCap() {
        return openInterestCap;
    }

    /** {@return hash of the limits} */
    long stateHash() {
        return Mixing.chain(Mixing.chain(fillBandPpm, positionLimit), openInterestCap);
    }

    /** {@return whether no limit is set} */
    public boolean areOff() {
        return fillBandPpm == 0 && positionLimit == 0 && openInterestCap == 0;
    }

    /** {@return whether a price lies outside mark·(1 ± band), exactly} */
    public boolean isOutsideBand(final long price, final long mark) {
        return fillBandPpm != 0
                && Math.abs(price - mark) > Int128.mulDivFloor(mark, fillBandPpm, Bounds.PPM);
    }

    /** {@return whether a quantity is more than one account should hold} */
    public boolean isBeyondPositionLimit(final long quantity) {
        return positionLimit != 0 && Math.abs(quantity) > positionLimit;
    }

    /** {@return whether an open interest is more than all should hold} */
    public boolean isBeyondOpenInterestCap(final long openInterest) {
        return openInterestCap != 0 && openInterest > openInterestCap;
    }
}
