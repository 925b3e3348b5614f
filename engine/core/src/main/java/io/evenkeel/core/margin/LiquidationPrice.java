package io.evenkeel.core.margin;

import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.arithmetic.Int128;
import io.evenkeel.core.listing.Instrument;

/**
 * Where a position would be liquidated, all else equal: for a long the lowest grid mark at which health is not
 * negative, for a short the highest. Health is monotone in the mark, so bisection over the grid finds it exactly.
 *
 * <p>What does not depend on that mark is summed once; each of the at most {@value #MOST_STEPS} steps looks at the one
 * position and its asset. So the work is that of judging an account once, and a bounded number of products. One
 * instance is reused; it does not allocate. Not thread-safe.
 */
public final class LiquidationPrice {
    /** Said where there is no such mark. */
    public static final long NONE = 0;

    /** A short is looked for up to this many times the mark. */
    public static final long FURTHEST = 1_000;

    /** Prices have 48 bits. */
    public static final int MOST_STEPS = 48;

    private final Health sums = new Health();
    private final Int128 others = new Int128();
    private final Int128 requirement = new Int128();
    private final Int128 ownRequirement = new Int128();
    private final Int128 health = new Int128();
    private AccountView view;
    private Instrument instrument;
    private int position;
    private int ordinal;
    private long ownBalance;

    /** Makes an instance. */
    public LiquidationPrice() {
    }

    /**
     * Finds it by the prices of a view.
     *
     * @param account the account, loaded; not changed.
     * @param i       which of its positions.
     * @return the mark, on the tick grid; {@link #NONE} where it is breached already, or no mark up to
     *     {@value #FURTHEST} times the present one, or that the arithmetic bears, breaches it.
     */
    public long of(final AccountView account, final int i) {
        view = account;
        position = i;
        instrument = account.instrument(i);
        ordinal = account.ordinalOfPosition(i);
        sumOthers();
        if (!isSolventAt(account.price(i))) {
            return NONE;
        }
        return account.quantity(i) > 0 ? lowestOfLong() : highestOfShort();
    }

    private void sumOthers() {
        sums.sum(view, view.netPrices(), view.fundingMarks());
        others.set(0);
        for (int n = 0; n < view.exposureCount(); n++) {
            if (n != ordinal) {
                sums.addTo(others, view.terms(n), sums.effective(n), sums.requirement(n), view.weight(n));
            }
        }
        final long price = view.netPrices()[position];
        ownBalance = sums.effective(ordinal) - worth(price);
        ownRequirement.set(sums.requirement(ordinal));
        requirement.set(0);
        addMaintenance(price);
        ownRequirement.subtract(requirement);
    }

    private long lowestOfLong() {
        final long tick = instrument.tick();
        long lowest = 1;
        long highest = view.price(position) / tick;
        if (isSolventAt(tick)) {
            return NONE;
        }
        if (!isSolventAt(highest * tick)) {
            return (highest + 1) * tick;
        }
        while (lowest < highest) {
            final long middle = (lowest + highest) >>> 1;
            if (isSolventAt(middle * tick)) {
                highest = middle;
            } else {
                lowest = middle + 1;
            }
        }
        return lowest * tick;
    }

    private long highestOfShort() {
        final long tick = instrument.tick();
        long lowest = view.price(position) / tick;
        long highest = furthest() / tick;
        if (isSolventAt(highest * tick)) {
            return NONE;
        }
        while (lowest < highest) {
            final long middle = (lowest + highest + 1) >>> 1;
            if (isSolventAt(middle * tick)) {
                lowest = middle;
            } else {
                highest = middle - 1;
            }
        }
        return lowest * tick;
    }

    /** No mark is ever higher than the arithmetic bears. */
    private long furthest() {
        final long highest = instrument.funding().isOn() ? Bounds.MAX_FUNDED_PRICE : Bounds.MAX_PRICE;
        return instrument.bearablePrice(
                view.quantity(position), Math.min(highest, view.price(position) * FURTHEST));
    }

    private boolean isSolventAt(final long mark) {
        final long price = instrument.netPrice(mark, view.quantity(position) > 0);
        requirement.set(ownRequirement);
        addMaintenance(price);
        health.set(others);
        sums.addTo(health, view.terms(ordinal), ownBalance + worth(price), requirement, view.weight(ordinal));
        return !health.isNegative();
    }

    private long worth(final long price) {
        return instrument.worth(
                view.quantity(position), price, view.fundingMarks()[position], view.carry(position));
    }

    private void addMaintenance(final long price) {
        final long notional =
                instrument.notionalAtNet(view.quantity(position), price, view.fundingMarks()[position]);
        view.tiers(position).addMaintenance(notional, requirement);
    }
}
