package io.evenkeel.perf.market;

import java.util.SplittableRandom;

/**
 * Who holds what: every account has {@value #POSITIONS} positions in different instruments, drawn by popularity,
 * opened against random others in random order, so that what one command touches is scattered over memory.
 * Notionals are spread evenly on a logarithmic scale from 1,000 to 100,000; equity over maintenance margin likewise
 * from {@value #LEAST_RATIO} to {@value #LARGEST_RATIO}. The same seed gives the same population.
 */
public final class Population {
    /** Positions of every account. */
    public static final int POSITIONS = 8;

    private static final double LEAST_RATIO = 1.5;
    private static final double LARGEST_RATIO = 20;
    private static final double LEAST_NOTIONAL = 1e9;
    private static final double LARGEST_NOTIONAL = 1e11;

    private final Market market;
    private final int accounts;
    private final byte[] held;
    private final int[][] holders = new int[Market.INSTRUMENTS][];
    private final long[] openings;
    private final long[] maintenance;
    private final long[] deposits;

    /**
     * Makes a population.
     *
     * @param market   what can be held.
     * @param accounts how many accounts, even, 1,000 to {@link Fill#MAX_ACCOUNTS}.
     * @param seed     from which everything is drawn.
     */
    public Population(final Market market, final int accounts, final long seed) {
        if (accounts < 1_000 || accounts > Fill.MAX_ACCOUNTS || accounts % 2 != 0) {
            throw new IllegalArgumentException("not an even number from 1,000 to 1,048,576: " + accounts);
        }
        this.market = market;
        this.accounts = accounts;
        held = new byte[accounts * POSITIONS];
        maintenance = new long[accounts];
        deposits = new long[accounts];
        final SplittableRandom random = new SplittableRandom(seed);
        drawInstruments(random);
        gatherHolders();
        openings = new long[openingCount()];
        pairHolders(random);
        shuffle(openings, random);
        drawDeposits(random);
    }

    private void drawInstruments(final SplittableRandom random) {
        for (int account = 0; account < accounts; account++) {
            long drawn = 0;
            for (int n = 0; n < POSITIONS; n++) {
                int instrument = market.drawByPopularity(random);
                while ((drawn >>> instrument & 1) != 0) {
                    instrument = market.drawByPopularity(random);
                }
                drawn |= 1L << instrument;
                held[account * POSITIONS + n] = (byte) instrument;
            }
        }
    }

    private void gatherHolders() {
        final int[] counts = new int[Market.INSTRUMENTS];
        for (final byte instrument : held) {
            counts[instrument]++;
        }
        for (int instrument = 0; instrument < counts.length; instrument++) {
            holders[instrument] = new int[counts[instrument]];
            counts[instrument] = 0;
        }
        for (int i = 0; i < held.length; i++) {
            holders[held[i]][counts[held[i]]++] = i / POSITIONS;
        }
    }

    private int openingCount() {
        int count = 0;
        for (final int[] ofInstrument : holders) {
            count += (ofInstrument.length + 1) / 2;
        }
        return count;
    }

    /** Where a number of holders is odd, the last one trades with the first, who then has traded twice. */
    private void pairHolders(final SplittableRandom random) {
        int count = 0;
        for (int instrument = 0; instrument < holders.length; instrument++) {
            final int[] shuffled = holders[instrument].clone();
            shuffle(shuffled, random);
            for (int i = 0; i < shuffled.length; i += 2) {
                openings[count++] = open(instrument, shuffled[i], shuffled[(i + 1) % shuffled.length], random);
            }
        }
    }

    private long open(final int instrument, final int buyer, final int seller, final SplittableRandom random) {
        final long price = market.openingPrice(instrument);
        final double notional = logarithmic(LEAST_NOTIONAL, LARGEST_NOTIONAL, random);
        final long quantity = Math.max(1, Math.min(Fill.MAX_QUANTITY, (long) (notional / price)));
        final long margin = Market.maintenance(instrument, quantity * price);
        maintenance[buyer] += margin;
        maintenance[seller] += margin;
        return random.nextBoolean()
                ? Fill.of(buyer, seller, instrument, quantity)
                : Fill.of(seller, buyer, instrument, quantity);
    }

    private void drawDeposits(final SplittableRandom random) {
        for (int account = 0; account < accounts; account++) {
            deposits[account] = (long) (maintenance[account] * logarithmic(LEAST_RATIO, LARGEST_RATIO, random)) + 1;
        }
    }

    /** {@return a number between two bounds, spread evenly over its logarithm} */
    static double logarithmic(final double least, final double largest, final SplittableRandom random) {
        return least * StrictMath.pow(largest / least, random.nextDouble());
    }

    private static void shuffle(final int[] values, final SplittableRandom random) {
        for (int i = values.length - 1; i > 0; i--) {
            final int other = random.nextInt(i + 1);
            final int value = values[i];
            values[i] = values[other];
            values[other] = value;
        }
    }

    private static void shuffle(final long[] values, final SplittableRandom random) {
        for (int i = values.length - 1; i > 0; i--) {
            final int other = random.nextInt(i + 1);
            final long value = values[i];
            values[i] = values[other];
            values[other] = value;
        }
    }

    /** {@return the market whose instruments are held} */
    public Market market() {
        return market;
    }

    /** {@return number of accounts} */
    public int accounts() {
        return accounts;
    }

    /** {@return what an account deposits before it trades, numeraire units} */
    public long deposit(final int account) {
        return deposits[account];
    }

    /** {@return number of trades that open all positions} */
    public int openings() {
        return openings.length;
    }

    /** {@return the n-th of them, a {@link Fill}} */
    public long opening(final int n) {
        return openings[n];
    }

    /** {@return instrument of an account's n-th position} */
    public int held(final int account, final int n) {
        return held[account * POSITIONS + n];
    }

    /** {@return number of accounts that hold an instrument} */
    public int holders(final int instrument) {
        return holders[instrument].length;
    }

    /** {@return the n-th of them, by rising account} */
    public int holder(final int instrument, final int n) {
        return holders[instrument][n];
    }
}
