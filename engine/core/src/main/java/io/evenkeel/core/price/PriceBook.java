package io.evenkeel.core.price;

import io.evenkeel.codecs.PriceState;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.listing.PricedState;
import io.evenkeel.core.store.Mixing;

/**
 * One price as Price knows it: its terms, the index, mark and state formed last, and what {@link Validity} remembers.
 * Owned by Price.
 */
final class PriceBook {
    private final PriceTerms terms;
    private long maxPrice;
    private boolean isHalted;
    private long index;
    private long mark;
    private PriceState state = PriceState.NONE;
    private int freshSources;
    private long validIndex;
    private long validTimeMs;
    private long trustedTimeMs;
    private int roundsLeft;
    private long spoken;

    PriceBook(final int minSources, final long maxAgeMs, final long maxPrice) {
        terms = new PriceTerms(minSources, maxAgeMs);
        this.maxPrice = maxPrice;
    }

    PriceTerms terms() {
        return terms;
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

    /** Whether accounts are judged by the last price moved in their favour: there was one, and it is not trusted. */
    boolean isFavoured() {
        return mark != 0 && !PricedState.allowsLiquidation(state);
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

    // ---------------------------------------------------------------- what validity remembers

    /** Last VALID index; 0 for none. */
    long validIndex() {
        return validIndex;
    }

    /** When it was last formed. */
    long validTimeMs() {
        return validTimeMs;
    }

    void valid(final long formed, final long timeMs) {
        validIndex = formed;
        validTimeMs = timeMs;
    }

    /** When an index last took effect that was VALID or UNCERTAIN. */
    long trustedTimeMs() {
        return trustedTimeMs;
    }

    void trusted(final long timeMs) {
        trustedTimeMs = timeMs;
    }

    /** VALID indexes still to come after an outage. */
    int roundsLeft() {
        return roundsLeft;
    }

    /** Bit n: the n-th source spoke since the last of those indexes. */
    long spoken() {
        return spoken;
    }

    void await(final int rounds, final long spokenSince) {
        roundsLeft = rounds;
        spoken = spokenSince;
    }

    void speak(final int n) {
        if (roundsLeft > 0) {
            spoken |= 1L << n;
        }
    }

    /** Takes the n-th source out; later ones move up. */
    void forget(final int n) {
        final long below = (1L << n) - 1;
        spoken = (spoken & below) | ((spoken >>> 1) & ~below);
    }

    long stateHash() {
        long hash = Mixing.chain(index, mark);
        hash = Mixing.chain(hash, terms.stateHash());
        hash = Mixing.chain(hash, validIndex);
        hash = Mixing.chain(hash, validTimeMs);
        hash = Mixing.chain(hash, trustedTimeMs);
        hash = Mixing.chain(hash, roundsLeft);
        hash = Mixing.chain(hash, spoken);
        hash = Mixing.chain(hash, state.value());
        hash = Mixing.chain(hash, freshSources);
        hash = Mixing.chain(hash, maxPrice);
        return Mixing.chain(hash, isHalted ? 1 : 0);
    }
}
