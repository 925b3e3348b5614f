package io.evenkeel.core.law.breach.house.gate;

import io.evenkeel.core.law.breach.house.price.PeekingPrice;

/** Gate that reads Price. */
public final class PeekingGate {
    PeekingPrice other;

    Object peek() {
        return new PeekingPrice();
    }
}
