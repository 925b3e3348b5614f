package io.evenkeel.core.sim;

import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.SettlementEntry;
import java.util.Random;

/** Makes commands about settlement cycles and limits, now and then unsound ones. */
final class SettlementMaker {
    private static final long LONGEST_MS = 31_622_400_000L;

    private final Random random;

    SettlementMaker(final Random random) {
        this.random = random;
    }

    /** {@return the next entry} */
    LogEntry next() {
        return random.nextInt(3) > 0 ? new SettlementEntry.StartCycle() : terms();
    }

    LogEntry terms() {
        final long cycleMs = pick(0, 0, 1_000, 5_000, 20_000, 60_000);
        final long repeatMs = pick(0, 500, 5_000, 60_000);
        return switch (random.nextInt(16)) {
            case 0 -> new SettlementEntry.SettlementTerms(-1, repeatMs, 0, 0);
            case 1 -> new SettlementEntry.SettlementTerms(cycleMs, LONGEST_MS + 1, 0, 0);
            case 2 -> new SettlementEntry.SettlementTerms(cycleMs, repeatMs, -5, 1_000);
            case 3 -> new SettlementEntry.SettlementTerms(cycleMs, repeatMs, 5, 0);
            default -> new SettlementEntry.SettlementTerms(cycleMs, repeatMs, 0, pick(0, 1_000));
        };
    }

    private long pick(final long... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
