package io.evenkeel.tools.demo;

import java.util.List;
import java.util.Random;

/**
 * The simulated world outside: a true price for each instrument that walks, falls by a third in the middle of the run
 * and recovers in part; and what each oracle believes it to be. Seeded; one thread.
 */
final class DemoMarket {
    /** Oracles of each price. */
    static final int SOURCES = 3;

    /** Prices are in 10^this. */
    static final int PRICE_EXPONENT = -2;

    /** Quantities are in 10^this. */
    static final int QUANTITY_EXPONENT = -4;

    /** What is traded, in order of instrument ids. */
    static final List<String> SYMBOLS = List.of("BTC-PERP", "ETH-PERP", "SOL-PERP");

    private static final double[] OPENING = {60_000, 3_000, 150};
    private static final double CRASH_BEGINS = 0.40;
    private static final double CRASH_ENDS = 0.55;
    private static final double CRASH_DEPTH = 0.33;
    private static final double RECOVERY = 0.10;
    private static final double STEP_VOLATILITY = 0.0003;
    private static final double SOURCE_NOISE = 0.0004;

    private final Random random;
    private final double[] walk = OPENING.clone();
    private double progress;

    DemoMarket(final long seed) {
        random = new Random(seed);
    }

    /** Lets a little time pass. {@code share} is how much of the run has gone by, 0 to 1. */
    void step(final double share) {
        progress = share;
        for (int i = 0; i < walk.length; i++) {
            walk[i] *= 1 + STEP_VOLATILITY * random.nextGaussian();
        }
    }

    private double shock() {
        if (progress < CRASH_BEGINS) {
            return 1;
        }
        if (progress < CRASH_ENDS) {
            return 1 - CRASH_DEPTH * (progress - CRASH_BEGINS) / (CRASH_ENDS - CRASH_BEGINS);
        }
        return 1 - CRASH_DEPTH + RECOVERY * (progress - CRASH_ENDS) / (1 - CRASH_ENDS);
    }

    /** {@return what happens in this world, in words} */
    String phase() {
        if (isCrashing()) {
            return "prices fall by a third";
        }
        return progress < CRASH_BEGINS ? "a calm market" : "prices recover";
    }

    /** {@return whether the crash is on} */
    boolean isCrashing() {
        return progress >= CRASH_BEGINS && progress < CRASH_ENDS;
    }

    /** {@return what a venue trades at, mantissa} */
    long tradePrice(final int instrument) {
        return mantissa(walk[instrument] * shock());
    }

    /** {@return what one oracle believes, mantissa: each is off by a little, and by another little each time} */
    long oraclePrice(final int instrument) {
        return mantissa(walk[instrument] * shock() * (1 + SOURCE_NOISE * random.nextGaussian()));
    }

    /** {@return the opening price, mantissa} */
    static long openingPrice(final int instrument) {
        return mantissa(OPENING[instrument]);
    }

    private static long mantissa(final double price) {
        return Math.max(1, Math.round(price * 100));
    }
}
