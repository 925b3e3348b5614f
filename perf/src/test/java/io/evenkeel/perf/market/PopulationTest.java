package io.evenkeel.perf.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PopulationTest {
    private static final int ACCOUNTS = 1_000;
    private static final long SEED = 1;

    private final Population population = new Population(new Market(SEED), ACCOUNTS, SEED);

    @Test
    void shouldOpenEveryPositionDrawnWhenAllOpeningsAreTraded() {
        final Set<Long> opened = new HashSet<>();
        for (int n = 0; n < population.openings(); n++) {
            final long fill = population.opening(n);
            opened.add((long) Fill.buyer(fill) * Market.INSTRUMENTS + Fill.instrument(fill));
            opened.add((long) Fill.seller(fill) * Market.INSTRUMENTS + Fill.instrument(fill));
        }

        assertThat(opened).hasSize(ACCOUNTS * Population.POSITIONS);
    }

    @Test
    void shouldTradeAmongHoldersAndEndWhereItBeganWhenFillsWerePlayedTwice() {
        final FillPath path = new FillPath(population, SEED);
        final long[] quantities = new long[ACCOUNTS * Market.INSTRUMENTS];
        final Set<Integer> traded = new HashSet<>();
        for (int n = 0; n < 2 * 64 * ACCOUNTS; n++) {
            final long fill = path.next();
            final int bought = Fill.buyer(fill) * Market.INSTRUMENTS + Fill.instrument(fill);
            final int sold = Fill.seller(fill) * Market.INSTRUMENTS + Fill.instrument(fill);
            quantities[bought] += Fill.quantity(fill);
            quantities[sold] -= Fill.quantity(fill);
            traded.add(bought);
            traded.add(sold);
        }

        assertThat(quantities).containsOnly(0);
        assertThat(traded).hasSizeBetween(ACCOUNTS, ACCOUNTS * Population.POSITIONS);
    }

    @Test
    void shouldMoveAPriceByLessThanTwoBasisPointsWhenTicked() {
        final PricePath path = new PricePath(population, SEED);
        final long[] prices = new long[Market.INSTRUMENTS];
        double largestMove = 0;
        for (int n = 0; n < 1 << 24; n++) {
            final long tick = path.next();
            final int instrument = PricePath.instrument(tick);
            final long before = prices[instrument] == 0 ? PricePath.price(tick) : prices[instrument];
            largestMove = Math.max(largestMove, Math.abs((double) PricePath.price(tick) / before - 1));
            prices[instrument] = PricePath.price(tick);
        }

        assertThat(largestMove).isBetween(0.5e-4, 2e-4);
    }
}
