package io.evenkeel.core.liquidation;

import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.arithmetic.Int128;
import io.evenkeel.core.arithmetic.WideProduct;
import io.evenkeel.core.listing.CollateralTerms;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.listing.LiquidationTerms;
import io.evenkeel.core.listing.MarginTiers;
import io.evenkeel.core.margin.AccountView;
import io.evenkeel.core.margin.Health;

/**
 * How much of a position is to be closed at a price: the least that restores equity ≥ (1 + b)·MM (SPEC 6).
 *
 * <p>The specification's quotient says where closing helps: per unit of notional it frees (1 + b)·m and costs
 * (δ + π)·λ′, with m the marginal rate of the tier that is being closed, from the top. As long as that is positive
 * what closing restores grows with the size, so the least sufficient number of lots is found by bisection with the
 * very arithmetic that judges. Where it is not positive, or what stays is below the minimum, all of the position
 * is closed. Reused; no allocation.
 */
public final class SufficientSize {
    private final Int128 equityOfRest = new Int128();
    private final Int128 marginOfRest = new Int128();
    private final Int128 equity = new Int128();
    private final Int128 margin = new Int128();
    private final Int128 term = new Int128();
    private final WideProduct left = new WideProduct();
    private final WideProduct right = new WideProduct();

    private AccountView account;
    private int offered;
    private Instrument instrument;
    private MarginTiers tiers;
    private LiquidationTerms terms;
    private CollateralTerms collateral;
    private long held;
    private long effective;
    private long lossPerUnit;
    private long penaltyPpm;

    /** Makes an instance. */
    public SufficientSize() {
    }

    /**
     * {@return quantity to close, on the lot grid, above 0}
     *
     * @param view         the account, in liquidation and not cured.
     * @param i            which of its positions.
     * @param price        price at which it would be closed.
     * @param penaltyInUse penalty on what is closed, ppm of its notional.
     */
    public long of(final AccountView view, final int i, final long price, final long penaltyInUse) {
        prepare(view, i, price);
        penaltyPpm = penaltyInUse;
        final long lot = instrument.lot();
        final long helpful = helpfulQuantity() / lot;
        if (helpful == 0 || !suffices(helpful * lot)) {
            return held;
        }
        long least = 1;
        long most = helpful;
        while (least < most) {
            final long middle = (least + most) >>> 1;
            if (suffices(middle * lot)) {
                most = middle;
            } else {
                least = middle + 1;
            }
        }
        final long quantity = least * lot;
        final long remaining = instrument.notional(held - quantity, instrument.mark());
        return remaining < terms.minNotional() ? held : quantity;
    }

    private void prepare(final AccountView view, final int i, final long price) {
        account = view;
        offered = i;
        instrument = view.instrument(i);
        tiers = view.tiers(i);
        terms = instrument.liquidationTerms();
        final int ordinal = view.ordinalOfPosition(i);
        collateral = view.terms(ordinal);
        held = Math.abs(view.quantity(i));
        lossPerUnit = view.quantity(i) > 0 ? instrument.mark() - price : price - instrument.mark();
        equityOfRest.set(0);
        marginOfRest.set(0);
        for (int other = 0; other < view.exposureCount(); other++) {
            final long amount = effectiveOf(view, other);
            if (other == ordinal) {
                effective = amount;
            } else {
                addExposure(view, other, amount, equityOfRest, marginOfRest);
            }
        }
        for (int other = 0; other < view.positionCount(); other++) {
            if (other != i) {
                addRequirement(view, other, view.notional(other), marginOfRest);
            }
        }
    }

    private static long effectiveOf(final AccountView view, final int ordinal) {
        long amount = view.balance(ordinal);
        for (int i = 0; i < view.positionCount(); i++) {
            if (view.ordinalOfPosition(i) == ordinal) {
                amount += view.unrealised(i);
            }
        }
        return amount;
    }

    private void addExposure(
            final AccountView view,
            final int ordinal,
            final long amount,
            final Int128 toEquity,
            final Int128 toMargin) {
        final CollateralTerms of = view.terms(ordinal);
        term.set(0);
        Health.addValue(of, amount, term);
        toEquity.addScaled(term, view.weight(ordinal));
        if (amount < 0) {
            toMargin.addScaled(term.setProduct(-amount, of.borrowMmPpm()), view.weight(ordinal));
        }
    }

    private void addRequirement(final AccountView view, final int i, final long notional, final Int128 to) {
        term.set(0);
        view.tiers(i).addMaintenance(notional, term);
        to.addScaled(term, view.settlementWeight(i));
    }

    /** How much can be closed, from the top tier down, while closing still helps. */
    private long helpfulQuantity() {
        final long notional = instrument.notional(held, instrument.mark());
        int tier = tiers.tierOf(notional);
        while (tier >= 0 && helps(tiers.maintenancePpm(tier))) {
            tier--;
        }
        if (tier < 0) {
            return held;
        }
        final long kept = Math.min(notional, upperBound(tier));
        return (notional - kept) / instrument.notional(1, instrument.mark());
    }

    private long upperBound(final int tier) {
        return tier + 1 < tiers.count() ? tiers.lowerBound(tier + 1) : Long.MAX_VALUE;
    }

    /** Whether (1 + b)·m exceeds (δ + π)·λ′, on exact products. */
    private boolean helps(final long marginalPpm) {
        final long bufferedPpm = Bounds.PPM + terms.bufferPpm();
        final long borrowPpm = effective < 0 ? collateral.borrowAddOnPpm() : 0;
        final long borrowMmPpm = effective < 0 ? collateral.borrowMmPpm() : 0;
        // λ′ in ppm²: 1 + add-on + (1 + b)·borrowMm
        final long lambda = (Bounds.PPM + borrowPpm) * Bounds.PPM + bufferedPpm * borrowMmPpm;
        term.setProduct(lossPerUnit, Bounds.PPM).addProduct(penaltyPpm, instrument.mark());
        left.set(bufferedPpm).times(marginalPpm).times(instrument.mark()).times(Bounds.PPM);
        right.set(lambda).times(term.isNegative() ? term.set(0) : term);
        return left.comparedTo(right) > 0;
    }

    /** Whether equity ≥ (1 + b)·MM once a quantity is closed at the price and the penalty is paid. */
    private boolean suffices(final long quantity) {
        final long closed = instrument.notional(quantity, instrument.mark());
        final long penalty = Int128.mulDivCeil(closed, penaltyPpm, Bounds.PPM);
        final long after = effective - instrument.notional(quantity, lossPerUnit) - penalty;
        equity.set(equityOfRest);
        margin.set(marginOfRest);
        addExposure(account, account.ordinalOfPosition(offered), after, equity, margin);
        addRequirement(account, offered, instrument.notional(held - quantity, instrument.mark()), margin);
        if (equity.isNegative()) {
            return false;
        }
        left.set(Bounds.PPM).times(equity);
        right.set(Bounds.PPM + terms.bufferPpm()).times(margin);
        return left.comparedTo(right) >= 0;
    }
}
