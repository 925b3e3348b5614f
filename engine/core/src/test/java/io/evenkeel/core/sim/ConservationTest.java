package io.evenkeel.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.gate.CommandTemplate;
import org.junit.jupiter.api.Test;

/**
 * The whole clearing against the naive model, after every command: invariants, house, liquidations and certificates,
 * every account's balances, positions, margins and status; and how often each command was accepted and refused. Of all
 * that a tally counts something has to be met.
 *
 * <p>200 seeds of 10,000 commands, {@code -Devenkeel.full=true} 1,000 of 50,000, one seed a processor.
 * {@code -Dseed=N} repeats one; the other properties are those of {@link TriggerExactnessTest}.
 */
class ConservationTest {
    private static final int LEAST_ANSWERS = 1_000;
    private static final int LEAST_SEEDS = 200;
    private static final int LEAST_COMMANDS = 10_000;

    /** The request for a session is no command of the log. */
    private static final CommandTemplate NOT_PLAYED = CommandTemplate.SESSION_REQUEST;

    @Test
    void shouldKeepEveryUnitWhenEverythingIsPlayedAgainstTheNaiveModel() throws Exception {
        final boolean isFull = Boolean.getBoolean("evenkeel.full");
        final SeedCampaign campaign =
                SeedCampaign.asked("conservation", isFull ? 1_000 : LEAST_SEEDS, isFull ? 50_000 : LEAST_COMMANDS);
        final Tally total = campaign.run(Runtime.getRuntime().availableProcessors());
        System.out.println(total.commandTable());
        assertThat(total.of(Tally.Kind.COMMANDS)).isGreaterThanOrEqualTo((long) campaign.seeds() * campaign.commands());
        if (campaign.seeds() >= LEAST_SEEDS && campaign.commands() >= LEAST_COMMANDS) {
            checkAnswers(total);
            assertThat(Tally.Kind.values()).allMatch(kind -> total.of(kind) > 0);
        }
    }

    private static void checkAnswers(final Tally total) {
        for (final CommandTemplate template : CommandTemplate.values()) {
            if (template.isBuilt() && template != NOT_PLAYED) {
                assertThat(total.accepted(template)).as("%s accepted", template).isGreaterThanOrEqualTo(LEAST_ANSWERS);
                assertThat(total.refused(template)).as("%s refused", template).isGreaterThanOrEqualTo(LEAST_ANSWERS);
            }
        }
    }
}
