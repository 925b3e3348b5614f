package io.evenkeel.perf.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.perf.market.FillPath;
import io.evenkeel.perf.market.Market;
import io.evenkeel.perf.market.Population;
import io.evenkeel.perf.market.PricePath;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PopulatedEngineTest {
    private static final int ACCOUNTS = 2_000;
    private static final int COMMANDS = 200_000;
    private static final long SEED = 1;

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void shouldStaySoundAndDoTheWorkMeasuredWhenFillsAndTicksArePlayed(final int collaterals) {
        final Population population = new Population(new Market(SEED), ACCOUNTS, SEED);
        final PopulatedEngine engine = new PopulatedEngine(population, collaterals);
        final FillPath fills = new FillPath(population, SEED);
        final PricePath ticks = new PricePath(population, SEED);
        final long ticksBefore = engine.counters().ticks();
        for (int n = 0; n < COMMANDS; n++) {
            engine.rig().submitFill(fills.next());
            engine.rig().submitTick(ticks.next());
        }

        engine.requireSound();
        assertThat(engine.counters().ticks() - ticksBefore).isGreaterThan(COMMANDS * 9L / 10);
        assertThat(engine.counters().evaluations()).isPositive();
        assertThat(engine.counters().slackMoves()).isPositive();
    }
}
