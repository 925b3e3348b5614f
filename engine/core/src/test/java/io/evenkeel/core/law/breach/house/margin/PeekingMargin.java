package io.evenkeel.core.law.breach.house.margin;

import io.evenkeel.core.law.breach.house.gate.PeekingGate;

/** Risk that reads Gate. */
public final class PeekingMargin {
    PeekingGate other;

    Object peek() {
        return new PeekingGate();
    }
}
