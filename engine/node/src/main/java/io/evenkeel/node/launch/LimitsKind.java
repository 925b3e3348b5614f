package io.evenkeel.node.launch;

import io.evenkeel.core.EngineLimits;
import java.util.function.Supplier;

/** Named capacities. */
public enum LimitsKind {
    /** A million accounts. */
    STANDARD(EngineLimits::standard),
    /** A few thousand accounts. */
    SMALL(EngineLimits::small);

    private final Supplier<EngineLimits> limits;

    LimitsKind(final Supplier<EngineLimits> limits) {
        this.limits = limits;
    }

    /** {@return the capacities} */
    public EngineLimits limits() {
        return limits.get();
    }
}
