package io.evenkeel.perf.market;

import java.util.SplittableRandom;

/**
 * Fills without end between accounts that hold what they trade: a random account, one of its positions, another random
 * holder. Drawn beforehand. When all were played they are played again with sides exchanged, and so on: positions grow
 * and shrink, and after two rounds each is what it was, so they stay bounded however long it runs.
 */
public final class FillPath {
    private static final int LONGEST = 1 << 24;
    private static final int FILLS_PER_ACCOUNT = 64;
    private static final double LEAST_NOTIONAL = 1e7;
    private static final double LARGEST_NOTIONAL = 1e9;

    private final long[] fills;
    private int next;
    private boolean isExchanged;

    /** Draws fills for a population from a seed. */
    public FillPath(final Population population, final long seed) {
        this(population, seed, Math.min(LONGEST, FILLS_PER_ACCOUNT * population.accounts()));
    }

    /** Draws so many fills for a population from a seed. */
    public FillPath(final Population population, final long seed, final int count) {
        final SplittableRandom random = new SplittableRandom(seed);
        fills = new long[count];
        for (int i = 0; i < fills.length; i++) {
            fills[i] = draw(population, random);
        }
    }

    private static long draw(final Population population, final SplittableRandom random) {
        final int buyer = random.nextInt(population.accounts());
        final int instrument = population.held(buyer, random.nextInt(Population.POSITIONS));
        int seller = buyer;
        while (seller == buyer) {
            seller = population.holder(instrument, random.nextInt(population.holders(instrument)));
        }
        final double notional = Population.logarithmic(LEAST_NOTIONAL, LARGEST_NOTIONAL, random);
        final long quantity = Math.max(1, (long) (notional / population.market().openingPrice(instrument)));
        return random.nextBoolean()
                ? Fill.of(buyer, seller, instrument, quantity)
                : Fill.of(seller, buyer, instrument, quantity);
    }

    /** {@return the next fill} */
    public long next() {
        final long fill = fills[next++];
        final boolean isToExchange = isExchanged;
        if (next == fills.length) {
            next = 0;
            isExchanged = !isExchanged;
        }
        return isToExchange ? Fill.exchanged(fill) : fill;
    }
}
