package io.evenkeel.core.oracle;

import java.util.Random;

/**
 * What honest sources see, round by round: a random walk with gaps, and of it each source a little more or less. Drawn
 * whole before a run, so that accounts can be placed at the very edge of all that is honest.
 */
final class HonestPath {
    private static final int STEP_PPM = 4_000;
    private static final int VIEW_PPM = 1_000;
    private static final int GAP_PPM = 250_000;
    private static final int GAP_ONE_IN = 14;
    private static final int WIDEST = 6;

    private final long[][] seen;

    HonestPath(final Random random, final int rounds, final int sources, final long first) {
        seen = new long[rounds][sources];
        long price = first;
        for (int round = 0; round < rounds; round++) {
            for (int source = 0; source < sources; source++) {
                seen[round][source] = shift(price, random.nextInt(2 * VIEW_PPM + 1) - VIEW_PPM);
            }
            final int ppm = random.nextInt(GAP_ONE_IN) == 0 ? GAP_PPM : STEP_PPM;
            price = shift(price, random.nextInt(2 * ppm + 1) - ppm);
            price = Math.max(first / WIDEST, Math.min(first * WIDEST, price));
        }
    }

    static long shift(final long price, final long ppm) {
        return price + price * ppm / 1_000_000;
    }

    int rounds() {
        return seen.length;
    }

    long seen(final int round, final int source) {
        return seen[Math.max(0, round)][source];
    }

    /** {@return the lowest that any source sees up to a round} */
    long lowest(final int round) {
        long lowest = Long.MAX_VALUE;
        for (int i = 0; i <= round; i++) {
            for (final long price : seen[i]) {
                lowest = Math.min(lowest, price);
            }
        }
        return lowest;
    }

    /** {@return the highest that any source sees up to a round} */
    long highest(final int round) {
        long highest = 0;
        for (int i = 0; i <= round; i++) {
            for (final long price : seen[i]) {
                highest = Math.max(highest, price);
            }
        }
        return highest;
    }
}
