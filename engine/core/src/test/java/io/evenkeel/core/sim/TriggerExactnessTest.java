package io.evenkeel.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Who is liquidated, in which order and by which tick, against a full scan after every command; and every live
 * certificate recomputed at its corner (SPEC 9).
 *
 * <p>{@code -Dseed=N} repeats one seed; {@code -Devenkeel.full=true} runs 1,000 seeds of 10,000 commands, one seed a
 * processor. {@code -Devenkeel.sim.seeds=N} and {@code -Devenkeel.sim.commands=N} set other sizes,
 * {@code -Devenkeel.sim.threads=N} how many seeds run at a time, and {@code -Devenkeel.sim.shrinkMs=N} how long a
 * failing list is shortened. A run is split by giving {@code seed}, the first one, and {@code evenkeel.sim.seeds}.
 */
class TriggerExactnessTest {
    private static final long SHRINK_PATIENCE_MS = Long.getLong("evenkeel.sim.shrinkMs", 120_000);

    @Test
    void shouldLiquidateExactlyWhoAFullScanFindsWhenPricesMoveAgainstThem() throws Exception {
        final boolean isFull = Boolean.getBoolean("evenkeel.full");
        final int seeds = Integer.getInteger("evenkeel.sim.seeds", isFull ? 1_000 : 24);
        final int commands = Integer.getInteger("evenkeel.sim.commands", isFull ? 10_000 : 3_000);
        final int threads = Integer.getInteger(
                "evenkeel.sim.threads", isFull ? Runtime.getRuntime().availableProcessors() : 1);
        final Long given = Long.getLong("seed");
        final long first = given == null ? 1 : given;
        final boolean isOne = given != null && !isFull && Integer.getInteger("evenkeel.sim.seeds") == null;
        final int count = isOne ? 1 : seeds;
        System.out.println("trigger exactness: seeds " + first + " to " + (first + count - 1)
                + ", " + commands + " commands each, " + threads + " at a time");
        final long startNs = System.nanoTime();
        final Tally total =
                new SeedCampaign("trigger exactness", first, count, commands, SHRINK_PATIENCE_MS).run(threads);
        System.out.println("trigger exactness: " + count + " seeds in "
                + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNs) + " s: " + total);
        if (count > 1) {
            total.checkComplete();
        }
        assertThat(total.of(Tally.Kind.COMMANDS)).isGreaterThanOrEqualTo((long) count * commands);
    }
}
