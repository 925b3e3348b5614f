package io.evenkeel.core.liquidation;

import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.arithmetic.Int128;
import io.evenkeel.core.arithmetic.WideProduct;
import io.evenkeel.core.listing.CollateralTerms;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.margin.AccountView;

/**
 * Bankruptcy prices (SPEC 6, after dYdX v4): equity is shared out by the positions' MM, or by notional where that
 * is 0. Long: mark − equity·MMᵢ/ΣMM/(|qᵢ|·multiplier·P·λ), short: mark plus the same; λ = 1 + the settlement
 * asset's borrow add-on where equity is positive, else 1 − its largest haircut. Rounded to the tick, long up,
 * short down, at least one tick. Found by bisection over ticks on the exact inequality. Reused; no allocation.
 */
public final class BankruptcyPrice {
    private final Int128 share = new Int128();
    private final Int128 total = new Int128();
    private final Int128 part = new Int128();
    private final Int128 magnitude = new Int128();
    private final WideProduct right = new WideProduct();
    private final WideProduct left = new WideProduct();

    private long mark;
    private long unitPerPrice;
    private long weight;
    private long lambdaPpm;
    private boolean isSolvent;

    /** Makes an instance. */
    public BankruptcyPrice() {
    }

    /**
     * {@return the bankruptcy price of a position}
     *
     * @param view   the account.
     * @param i      which of its positions.
     * @param equity its equity numerator.
     */
    public long of(final AccountView view, final int i, final Int128 equity) {
        shareOut(view, i, false);
        if (total.sign() == 0) {
            shareOut(view, i, true);
        }
        final Instrument instrument = view.instrument(i);
        final CollateralTerms terms = view.terms(view.ordinalOfPosition(i));
        isSolvent = !equity.isNegative();
        magnitude.set(equity);
        if (!isSolvent) {
            magnitude.negate();
        }
        mark = view.price(i);
        unitPerPrice = Math.abs(instrument.notional(view.quantity(i), 1));
        weight = view.settlementWeight(i);
        lambdaPpm = equity.sign() > 0
                ? Bounds.PPM + terms.borrowAddOnPpm()
                : Bounds.PPM - terms.haircuts().largestHaircutPpm();
        right.set(1).times(magnitude).times(share);
        return view.quantity(i) > 0 ? lowestOfLong(instrument.tick()) : highestOfShort(instrument.tick());
    }

    private void shareOut(final AccountView view, final int i, final boolean byNotional) {
        total.set(0);
        for (int n = 0; n < view.positionCount(); n++) {
            part.set(0);
            if (byNotional) {
                part.set(view.notional(n));
            } else {
                view.tiers(n).addMaintenance(view.notional(n), part);
            }
            part.multiply(view.settlementWeight(n));
            total.add(part);
            if (n == i) {
                share.set(part);
            }
        }
    }

    private long lowestOfLong(final long tick) {
        long lowest = 1;
        long highest = Bounds.MAX_PRICE / tick;
        while (lowest < highest) {
            final long middle = (lowest + highest) >>> 1;
            if (isAtOrAboveExact(middle * tick)) {
                highest = middle;
            } else {
                lowest = middle + 1;
            }
        }
        return lowest * tick;
    }

    private long highestOfShort(final long tick) {
        long lowest = 1;
        long highest = Bounds.MAX_PRICE / tick;
        while (lowest < highest) {
            final long middle = (lowest + highest + 1) >>> 1;
            if (isAtOrBelowExact(middle * tick)) {
                lowest = middle;
            } else {
                highest = middle - 1;
            }
        }
        return lowest * tick;
    }

    private boolean isAtOrAboveExact(final long price) {
        return isSolvent
                ? price >= mark || compareLoss(mark - price) <= 0
                : price > mark && compareLoss(price - mark) >= 0;
    }

    private boolean isAtOrBelowExact(final long price) {
        return isSolvent
                ? price <= mark || compareLoss(price - mark) <= 0
                : price < mark && compareLoss(mark - price) >= 0;
    }

    /** Compares what a move of price loses, times ΣMM, with equity times MM. */
    private int compareLoss(final long move) {
        left.set(move).times(unitPerPrice).times(weight).times(lambdaPpm).times(total);
        return left.comparedTo(right);
    }
}
