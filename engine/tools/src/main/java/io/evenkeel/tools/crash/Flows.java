package io.evenkeel.tools.crash;

import java.util.EnumMap;
import java.util.Map;

/** What somebody got by each flow, units of money; negative where it gave. */
final class Flows {
    private final Map<Flow, Long> amounts = new EnumMap<>(Flow.class);

    void add(final Flow flow, final long amount) {
        if (amount != 0) {
            amounts.merge(flow, amount, Math::addExact);
        }
    }

    /** Adds all that another got. */
    void addAll(final Flows other) {
        other.amounts.forEach(this::add);
    }

    long of(final Flow flow) {
        return amounts.getOrDefault(flow, 0L);
    }

    /** {@return what it got in all} */
    long sum() {
        return amounts.values().stream().mapToLong(Long::longValue).reduce(0, Math::addExact);
    }
}
