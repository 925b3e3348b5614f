package io.evenkeel.core.law.breach.house.store;

import io.evenkeel.core.law.breach.house.margin.PeekingMargin;

/** A shared store that reads Risk. */
public final class PeekingStore {
    PeekingMargin other;

    Object peek() {
        return new PeekingMargin();
    }
}
