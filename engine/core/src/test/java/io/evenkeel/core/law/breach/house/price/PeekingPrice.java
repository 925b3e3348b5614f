package io.evenkeel.core.law.breach.house.price;

import io.evenkeel.core.law.breach.house.margin.PeekingMargin;

/** Price that reads Risk. */
public final class PeekingPrice {
    PeekingMargin other;

    Object peek() {
        return new PeekingMargin();
    }
}
