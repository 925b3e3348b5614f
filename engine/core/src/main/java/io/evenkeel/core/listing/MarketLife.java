package io.evenkeel.core.listing;

import io.evenkeel.codecs.MarketPhase;
import io.evenkeel.core.store.Mixing;

/**
 * Where a market is in its life (SPEC 5), and what the house has taken over of it: positions that are closed at the
 * final price have the house for their other side, until the last is closed and nothing is left. Owned by Risk.
 */
public final class MarketLife {
    private MarketPhase phase = MarketPhase.OPEN;
    private long settledQuantity;

    MarketLife() {
    }

    /** {@return where it is} */
    public MarketPhase phase() {
        return phase;
    }

    /** Moves on. */
    public void moveTo(final MarketPhase next) {
        phase = next;
    }

    /** {@return whether it trades: its price is not final} */
    public boolean isOpen() {
        return phase == MarketPhase.OPEN || phase == MarketPhase.REDUCE_ONLY;
    }

    /** {@return whether an operator lets credit checks pass what only reduces} */
    public boolean isReduceOnly() {
        return phase == MarketPhase.REDUCE_ONLY;
    }

    /** {@return whether its price is final and its positions are closed at it} */
    public boolean isSettling() {
        return phase == MarketPhase.SETTLING;
    }

    /** {@return signed quantity that the house has taken over} */
    public long settledQuantity() {
        return settledQuantity;
    }

    /** The house takes over a position that is closed at the final price. */
    public void takeOver(final long quantity) {
        settledQuantity += quantity;
    }

    /** {@return whether this is as it was at first} */
    public boolean isNew() {
        return phase == MarketPhase.OPEN && settledQuantity == 0;
    }

    /** {@return hash of phase and quantity} */
    public long stateHash() {
        return Mixing.chain(phase.value(), settledQuantity);
    }
}
