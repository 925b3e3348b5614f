package io.evenkeel.perf.market;

import java.util.SplittableRandom;

/**
 * Prices without end: each tick moves one random instrument by about a basis point. Drawn beforehand and played
 * forwards and backwards in turn, so that no price ever jumps.
 *
 * <p>A free random walk would sooner or later ruin every account. So each price is pulled back to its opening price so
 * gently that it wanders by {@value #SPREAD} of it (one standard deviation); a step remains a random walk's.
 */
public final class PricePath {
    private static final int LONGEST = 1 << 24;
    private static final int TICKS_PER_ACCOUNT = 64;
    private static final double STEP = 1e-4;
    private static final double SPREAD = 0.02;
    private static final double PULL = STEP * STEP / (2 * SPREAD * SPREAD);

    private final long[] ticks;
    private int next;
    private int direction = 1;

    /** Draws prices from a seed, in number fit for a population. */
    public PricePath(final Population population, final long seed) {
        this(population, seed, Math.max(1 << 22, Math.min(LONGEST, TICKS_PER_ACCOUNT * population.accounts())));
    }

    /** Draws so many prices from a seed. */
    public PricePath(final Population population, final long seed, final int count) {
        final SplittableRandom random = new SplittableRandom(seed);
        final double largestStep = STEP * StrictMath.sqrt(3);
        final double[] moved = new double[Market.INSTRUMENTS];
        ticks = new long[count];
        for (int i = 0; i < ticks.length; i++) {
            final int instrument = random.nextInt(Market.INSTRUMENTS);
            moved[instrument] += (2 * random.nextDouble() - 1) * largestStep - PULL * moved[instrument];
            final double price = population.market().openingPrice(instrument) * (1 + moved[instrument]);
            ticks[i] = (long) instrument << Integer.SIZE | (int) price;
        }
    }

    /** Moves on to the next tick. {@return the tick: its {@link #instrument} and {@link #price}} */
    public long next() {
        final long tick = ticks[next];
        next += direction;
        if (next == ticks.length || next < 0) {
            direction = -direction;
            next += direction;
        }
        return tick;
    }

    /** {@return instrument of a tick} */
    public static int instrument(final long tick) {
        return (int) (tick >>> Integer.SIZE);
    }

    /** {@return price of a tick, mantissa} */
    public static long price(final long tick) {
        return (int) tick;
    }
}
