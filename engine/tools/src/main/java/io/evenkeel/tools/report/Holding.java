package io.evenkeel.tools.report;

import java.math.BigInteger;

/** A position, booked by the rules of SPEC 2: value grows with a leg, or is released in proportion, toward zero. */
final class Holding {
    private long quantity;
    private long entryValue;
    private long entryCost;

    /**
     * What a leg realised.
     *
     * @param money  to the balance, on entry value.
     * @param profit as reported, on entry cost.
     */
    record Realised(long money, long profit) {
        static final Realised NOTHING = new Realised(0, 0);
    }

    /** Books one leg. {@return what it realised} */
    Realised book(final long change, final long price, final Market market) {
        final boolean isGrowing = Long.signum(quantity) * Long.signum(change) >= 0;
        if (isGrowing) {
            grow(change, market.value(change, price));
            return Realised.NOTHING;
        }
        final long closed = Long.signum(change) * Math.min(Math.abs(change), Math.abs(quantity));
        final Realised realised = shrink(closed, market.value(closed, price));
        grow(change - closed, market.value(change - closed, price));
        return realised;
    }

    private void grow(final long change, final long value) {
        quantity += change;
        entryValue = Math.addExact(entryValue, value);
        entryCost = Math.addExact(entryCost, value);
    }

    private Realised shrink(final long change, final long value) {
        final long releasedValue = share(entryValue, Math.abs(change), Math.abs(quantity));
        final long releasedCost = share(entryCost, Math.abs(change), Math.abs(quantity));
        quantity += change;
        entryValue -= releasedValue;
        entryCost -= releasedCost;
        return new Realised(-value - releasedValue, -value - releasedCost);
    }

    private static long share(final long value, final long numerator, final long denominator) {
        return BigInteger.valueOf(value)
                .multiply(BigInteger.valueOf(numerator))
                .divide(BigInteger.valueOf(denominator))
                .longValueExact();
    }

    /** Settles it at a price: value becomes what it is worth there. {@return the profit paid into the balance} */
    long settle(final long price, final Market market) {
        final long worth = market.value(quantity, price);
        final long profit = Math.subtractExact(worth, entryValue);
        entryValue = worth;
        return profit;
    }

    boolean isEmpty() {
        return quantity == 0;
    }

    long quantity() {
        return quantity;
    }

    long entryValue() {
        return entryValue;
    }

    long entryCost() {
        return entryCost;
    }
}
