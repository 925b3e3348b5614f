package io.evenkeel.core.listing;

import io.evenkeel.codecs.PriceState;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.store.Mixing;

/**
 * How far one price is moved in favour of each account while its state does not allow liquidation (SPEC 4). Every price
 * that Risk is told says how far; but accounts are certified on favoured health, so what they are judged by does not
 * move until the price allows liquidation again. Price refuses to change it until then; a market may also be halted by
 * Risk alone, which Price does not know. Written by Risk's thread alone; no allocation.
 */
public final class StaleFavour {
    /** What holds until a governor says something else, ppm. */
    public static final int AT_LISTING_PPM = 50_000;
    /** Most that may be said, ppm: within it the arithmetic of margin stays within its bounds. */
    public static final int MOST_PPM = 500_000;

    private int inUsePpm = AT_LISTING_PPM;
    private int nextPpm = AT_LISTING_PPM;

    StaleFavour() {
    }

    /** {@return whether a favour is within its bounds} */
    public static boolean isSound(final int ppm) {
        return ppm >= 0 && ppm <= MOST_PPM;
    }

    /** {@return by how much it moves, or would move, a price: ppm of it} */
    public int inUsePpm() {
        return inUsePpm;
    }

    /** {@return what the price said last; in use once it allows liquidation} */
    public int nextPpm() {
        return nextPpm;
    }

    /** Takes what a price says that is about to take effect. */
    void follow(final int ppm, final long price, final PriceState state, final PriceState newState) {
        nextPpm = ppm;
        final boolean isHeld = price != 0
                && !PricedState.allowsLiquidation(state)
                && !PricedState.allowsLiquidation(newState);
        inUsePpm = isHeld ? inUsePpm : ppm;
    }

    /** Goes on where a snapshot says. */
    public void restore(final int inUse, final int next) {
        inUsePpm = inUse;
        nextPpm = next;
    }

    /** {@return a price moved up, or down; by how much is rounded down, and no product leaves 64 bits} */
    long moved(final long price, final boolean isUp) {
        final long shift = price / Bounds.PPM * inUsePpm + price % Bounds.PPM * inUsePpm / Bounds.PPM;
        return isUp ? price + shift : price - shift;
    }

    long stateHash() {
        return Mixing.chain(inUsePpm, nextPpm);
    }
}
