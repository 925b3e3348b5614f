package io.evenkeel.core.order;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.LongArrayList;

/**
 * The naive model of an {@link AdoptionScaleTest}: what holders have, from the fills alone, and who of them breaches,
 * by a plain reading of SPEC 3 in {@link BigInteger}. Holders are long and prices only fall, so who breaches once does
 * so at every later moment; for those whose positions stay as they are, the first such moment can be searched for.
 */
final class NaiveHolders {
    /** New terms of instrument 0: a tier up to this notional. */
    static final long UP_TO = 6_000 * OrderRig.USDC;
    /** New MM rate of that tier, ppm. */
    static final int NEW_PPM = 80_000;
    /** New MM rate beyond it, ppm. */
    static final int NEW_BEYOND_PPM = 120_000;
    private static final int OLD_PPM = 50_000;
    private static final BigInteger PPM = BigInteger.valueOf(1_000_000);
    /** One mantissa of price for one of quantity, in units of USDC: 10^-1 · 10^-4 = 10 · 10^-6. */
    private static final long UNIT = 10;

    private final long[] balances;
    private final long[][] quantities;
    private final long[][] entryValues;
    private final long[] breachedAt;
    private final long[] prices = {500_000, 500_000};
    private final LongArrayList momentPositions = new LongArrayList();
    private final List<long[]> momentPrices = new ArrayList<>();
    private final LongArrayList momentAdopted = new LongArrayList();
    private int adopted;

    /** Makes a model of so many holders, by their numbers from 0. */
    NaiveHolders(final int count) {
        balances = new long[count];
        quantities = new long[2][count];
        entryValues = new long[2][count];
        breachedAt = new long[count];
    }

    void deposit(final int holder, final long amount) {
        balances[holder] += amount;
    }

    void buy(final int holder, final int instrument, final long quantity, final long price) {
        quantities[instrument][holder] += quantity;
        entryValues[instrument][holder] += quantity * price * UNIT;
    }

    void price(final int instrument, final long price) {
        prices[instrument] = price;
    }

    /** The first so many holders have adopted the new terms. */
    void adopted(final int holders) {
        adopted = Math.min(holders, balances.length);
    }

    boolean haveAllAdopted() {
        return adopted == balances.length;
    }

    /** Something happened, by the command at a position; holders from first on, in steps, are looked at. */
    void look(final long position, final int first, final int step) {
        momentPositions.addLong(position);
        momentPrices.add(prices.clone());
        momentAdopted.addLong(adopted);
        for (int holder = first; holder < balances.length; holder += step) {
            if (breachedAt[holder] == 0 && isBreached(holder, prices, holder < adopted)) {
                breachedAt[holder] = position;
            }
        }
    }

    boolean hasBreached(final int holder) {
        return breachedAt[holder] != 0;
    }

    /** Looks at the holders that nobody looked at, of positions that never changed, at every moment so far. */
    void searchOthers(final int first, final int step) {
        for (int holder = 0; holder < balances.length; holder++) {
            if (holder < first || (holder - first) % step != 0) {
                search(holder);
            }
        }
    }

    private void search(final int holder) {
        int least = 0;
        int most = momentPositions.size();
        while (least < most) {
            final int middle = (least + most) >>> 1;
            if (isBreached(holder, momentPrices.get(middle), holder < momentAdopted.getLong(middle))) {
                most = middle;
            } else {
                least = middle + 1;
            }
        }
        if (least < momentPositions.size()) {
            breachedAt[holder] = momentPositions.getLong(least);
        }
    }

    /** A breach: which command is charged with it, and who breached. */
    record Breach(long position, int holder) implements Comparable<Breach> {
        @Override
        public int compareTo(final Breach other) {
            final int byPosition = Long.compare(position, other.position);
            return byPosition == 0 ? Integer.compare(holder, other.holder) : byPosition;
        }
    }

    /** {@return all breaches, by command and then by holder} */
    List<Breach> breaches() {
        final List<Breach> breaches = new ArrayList<>();
        for (int holder = 0; holder < balances.length; holder++) {
            if (breachedAt[holder] != 0) {
                breaches.add(new Breach(breachedAt[holder], holder));
            }
        }
        breaches.sort(null);
        return breaches;
    }

    private boolean isBreached(final int holder, final long[] at, final boolean hasAdopted) {
        BigInteger equity = BigInteger.valueOf(balances[holder]);
        BigInteger maintenance = BigInteger.ZERO;
        for (int instrument = 0; instrument < 2; instrument++) {
            final BigInteger notional = BigInteger.valueOf(quantities[instrument][holder])
                    .multiply(BigInteger.valueOf(at[instrument])).multiply(BigInteger.valueOf(UNIT));
            equity = equity.add(notional).subtract(BigInteger.valueOf(entryValues[instrument][holder]));
            maintenance = maintenance.add(
                    instrument == 0 && hasAdopted ? tiered(notional) : rate(OLD_PPM, notional));
        }
        return equity.multiply(PPM).compareTo(maintenance) < 0;
    }

    private static BigInteger tiered(final BigInteger notional) {
        final BigInteger below = notional.min(BigInteger.valueOf(UP_TO));
        return rate(NEW_PPM, below).add(rate(NEW_BEYOND_PPM, notional.subtract(below)));
    }

    private static BigInteger rate(final int ppm, final BigInteger notional) {
        return notional.multiply(BigInteger.valueOf(ppm));
    }
}
