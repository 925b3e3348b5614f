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
 * short down, at least one tick. Found by bisection on the exact inequality. Reused; no allocation.
 */
public final class BankruptcyPrice {
    private static final int MAX_PRICE_BITS = Long.SIZE - Long.numberOfLeadingZeros(Bounds.MAX_PRICE);

    private final Int128 share = new Int128();
    private final Int128 total = new Int128();
    private final Int128 part = new Int128();
    private final Int128 magnitude = new Int128();
    private final WideProduct equityShare = new WideProduct();
    private final WideProduct lossPerMove = new WideProduct();
    private final WideProduct loss = new WideProduct();

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
        equityShare.set(1).times(magnitude).times(share);
        lossPerMove.set(unitPerPrice).times(weight).times(lambdaPpm).times(total);
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
        final long exact = isSolvent ? mark - mostMove() : mark + leastMove();
        return Math.min(Math.max(-Math.floorDiv(-exact, tick), 1), Bounds.MAX_PRICE / tick) * tick;
    }

    private long highestOfShort(final long tick) {
        final long exact = isSolvent ? mark + mostMove() : mark - leastMove();
        return Math.min(Math.max(Math.floorDiv(exact, tick), 1), Bounds.MAX_PRICE / tick) * tick;
    }

    /** {@return the largest move of price, up to the largest price, that loses no more than the share of equity} */
    private long mostMove() {
        long least = 0;
        long most = furthestMove();
        while (least < most) {
            final long middle = (least + most + 1) >>> 1;
            if (compareLoss(middle) <= 0) {
                least = middle;
            } else {
                most = middle - 1;
            }
        }
        return least;
    }

    /** {@return the least move of price, up to the largest price, that brings no less than the share of the deficit} */
    private long leastMove() {
        final long most = mostMove();
        return compareLoss(most) < 0 ? most + 1 : most;
    }

    /** {@return a move that is certainly enough: the quotient has a bit more than the lengths differ by, at most} */
    private long furthestMove() {
        final int bits = Math.max(0, equityShare.bitLength() - lossPerMove.bitLength() + 1);
        return lossPerMove.bitLength() == 0 || bits >= MAX_PRICE_BITS
                ? Bounds.MAX_PRICE
                : Math.min(Bounds.MAX_PRICE, (1L << bits) - 1);
    }

    /** Compares what a move of price loses, times ΣMM, with equity times MM. */
    private int compareLoss(final long move) {
        return loss.set(lossPerMove).times(move).comparedTo(equityShare);
    }
}
