package io.evenkeel.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

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
    @Test
    void shouldLiquidateExactlyWhoAFullScanFindsWhenPricesMoveAgainstThem() throws Exception {
        final boolean isFull = Boolean.getBoolean("evenkeel.full");
        final SeedCampaign campaign =
                SeedCampaign.asked("trigger exactness", isFull ? 1_000 : 24, isFull ? 10_000 : 3_000);
        final Tally total = campaign.run(isFull ? Runtime.getRuntime().availableProcessors() : 1);
        if (campaign.seeds() > 1) {
            total.checkComplete();
        }
        assertThat(total.of(Tally.Kind.COMMANDS)).isGreaterThanOrEqualTo((long) campaign.seeds() * campaign.commands());
    }
}
