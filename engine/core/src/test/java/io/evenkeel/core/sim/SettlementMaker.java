package io.evenkeel.core.sim;

import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.SettlementEntry;
import java.util.Random;

/** Makes commands about settlement cycles and limits, now and then unsound ones. */
final class SettlementMaker {
    private static final long LONGEST_MS = 31_622_400_000L;
    private static final int NOT_LISTED = 60;
    /** What is worth a thousand numeraire coins at first prices: USDC, BTC at 50,000, ETH at 3,000. */
    private static final long[] UNITS_OF_A_THOUSAND = {1_000_000_000, 2_000_000, 33_000_000};

    private final Random random;

    SettlementMaker(final Random random) {
        this.random = random;
    }

    /** {@return the next entry} */
    LogEntry next() {
        return switch (random.nextInt(4)) {
            case 0 -> terms();
            case 1 -> limits();
            default -> new SettlementEntry.StartCycle();
        };
    }

    LogEntry terms() {
        final long cycleMs = pick(0, 0, 1_000, 5_000, 20_000, 60_000);
        final long repeatMs = pick(0, 500, 5_000, 60_000);
        return switch (random.nextInt(10)) {
            case 0 -> new SettlementEntry.SettlementTerms(-1, repeatMs, 0, 0);
            case 1 -> new SettlementEntry.SettlementTerms(cycleMs, LONGEST_MS + 1, 0, 0);
            case 2 -> new SettlementEntry.SettlementTerms(cycleMs, repeatMs, -5, 1_000);
            case 3 -> new SettlementEntry.SettlementTerms(cycleMs, repeatMs, 5, 0);
            case 4, 5, 6 -> new SettlementEntry.SettlementTerms(
                    cycleMs, repeatMs, pick(1, 1_000) * 1_000_000_000L, pick(2_000, 30_000));
            default -> new SettlementEntry.SettlementTerms(cycleMs, repeatMs, 0, pick(0, 1_000));
        };
    }

    LogEntry limits() {
        final int asset = random.nextInt(3);
        final long coins = UNITS_OF_A_THOUSAND[asset];
        final long windowMs = pick(2_000, 30_000);
        return switch (random.nextInt(12)) {
            case 0 -> new SettlementEntry.CollateralLimits(NOT_LISTED, 0, 0, 0, 0, 0, 0);
            case 1 -> new SettlementEntry.CollateralLimits(asset, -1, 0, 0, 0, 0, 0);
            case 2 -> new SettlementEntry.CollateralLimits(asset, 0, 0, 5, 0, 0, 0);
            case 3 -> new SettlementEntry.CollateralLimits(asset, 0, 0, 0, 0, 5, LONGEST_MS + 1);
            case 4, 5 -> new SettlementEntry.CollateralLimits(
                    asset, pick(0, 5_000) * coins, pick(0, 300) * coins, 0, 0, 0, 0);
            case 6, 7 -> new SettlementEntry.CollateralLimits(
                    asset, 0, 0, pick(1, 20) * coins, windowMs, pick(0, 2) * coins, pick(0, 500, 20_000));
            default -> new SettlementEntry.CollateralLimits(asset, 0, 0, 0, 0, 0, 0);
        };
    }

    private long pick(final long... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
