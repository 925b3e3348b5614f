package io.evenkeel.core.price;

import io.evenkeel.codecs.PriceState;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.store.Mixing;

/** One price as Price knows it: its rules, and the index, mark and state formed last. Owned by Price. */
final class PriceBook {
    private final int minSources;
    private final long maxAgeMs;
    private long maxPrice;
    private boolean isHalted;
    private long index;
    private long mark;
    private PriceState state = PriceState.NONE;
    private int freshSources;

    PriceBook(final int minSources, final long maxAgeMs, final long maxPrice) {
        this.minSources = minSources;
        this.maxAgeMs = maxAgeMs;
        this.maxPrice = maxPrice;
    }

    int minSources() {
        return minSources;
    }

    /** Age beyond which a source is not fresh; 0 for off. */
    long maxAgeMs() {
        return maxAgeMs;
    }

    /** Largest price that the arithmetic of margin can bear. */
    long maxPrice() {
        return maxPrice;
    }

    /** Whether the instrument ever had funding: net prices are finer then, so prices have less room. */
    boolean isFunded() {
        return maxPrice == Bounds.MAX_FUNDED_PRICE;
    }

    void fund() {
        maxPrice = Bounds.MAX_FUNDED_PRICE;
    }

    boolean isHalted() {
        return isHalted;
    }

    void halt(final boolean halted) {
        isHalted = halted;
    }

    long index() {
        return index;
    }

    long mark() {
        return mark;
    }

    PriceState state() {
        return state;
    }

    int freshSources() {
        return freshSources;
    }

    void form(final long newIndex, final long newMark, final PriceState newState, final int fresh) {
        index = newIndex;
        mark = newMark;
        state = newState;
        freshSources = fresh;
    }

    long stateHash() {
        long hash = Mixing.chain(index, mark);
        hash = Mixing.chain(hash, state.value());
        hash = Mixing.chain(hash, freshSources);
        hash = Mixing.chain(hash, maxPrice);
        return Mixing.chain(hash, isHalted ? 1 : 0);
    }
}
