package io.evenkeel.core.margin;

import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.arithmetic.Int128;
import io.evenkeel.core.listing.CollateralTerms;
import io.evenkeel.core.listing.Instrument;

/**
 * The function that judges: health H = Σ P·G over assets, an exact numerator whose sign says whether equity ≥ MM
 * (SPEC 9). Breaches are decided by it and certificates are made with it; there is no second one.
 *
 * <p>H is in numeraire units × 10^-7 × ppm. One instance holds the sums of one account at a time, is reused, and does
 * not allocate. Not thread-safe.
 */
public final class Health {
    private final long[] effective = new long[Bounds.MAX_EXPOSURES + 1];
    private final Int128[] requirement = new Int128[Bounds.MAX_EXPOSURES + 1];
    private final Int128 assetHealth = new Int128();

    /** Makes an instance. */
    public Health() {
        for (int i = 0; i < requirement.length; i++) {
            requirement[i] = new Int128();
        }
    }

    /**
     * Sums effective balances and maintenance requirements of an account at given prices.
     *
     * @param view      the account.
     * @param netPrices a net price Y for each of its positions.
     * @param ceilings  a funding index for each, at which its requirement is taken: the index itself, to judge.
     */
    public void sum(final AccountView view, final long[] netPrices, final long[] ceilings) {
        for (int ordinal = 0; ordinal < view.exposureCount(); ordinal++) {
            effective[ordinal] = view.balance(ordinal);
            requirement[ordinal].set(0);
        }
        for (int i = 0; i < view.positionCount(); i++) {
            final Instrument instrument = view.instrument(i);
            final long quantity = view.quantity(i);
            final int ordinal = view.ordinalOfPosition(i);
            final long worth = instrument.worth(quantity, netPrices[i], view.fundingMarks()[i], view.carry(i));
            effective[ordinal] += worth - view.entryValue(i);
            final long notional = instrument.notionalAtNet(quantity, netPrices[i], ceilings[i]);
            view.tiers(i).addMaintenance(notional, requirement[ordinal]);
        }
    }

    /** {@return effective balance X of an exposure, as summed last} */
    public long effective(final int ordinal) {
        return effective[ordinal];
    }

    /** {@return requirement of an exposure, asset units × ppm, as summed last; not to be kept} */
    public Int128 requirement(final int ordinal) {
        return requirement[ordinal];
    }

    /** {@return sign of G of an exposure, as summed last} */
    public int assetHealthSign(final AccountView view, final int ordinal) {
        return assetHealthSign(view.terms(ordinal), effective[ordinal], requirement[ordinal]);
    }

    /** {@return sign of G = value(X) − borrowMm·max(0, −X) − requirement} */
    public int assetHealthSign(final CollateralTerms terms, final long effective, final Int128 requirement) {
        return assetHealth(terms, effective, requirement).sign();
    }

    /** {@return G of an exposure, as summed last, asset units × ppm; not to be kept} */
    public Int128 assetHealth(final AccountView view, final int ordinal) {
        return assetHealth(view.terms(ordinal), effective[ordinal], requirement[ordinal]);
    }

    /** Adds P·G of one asset to a health; {@code weight} is that of one unit of it at the price. */
    public void addTo(
            final Int128 health,
            final CollateralTerms terms,
            final long effective,
            final Int128 requirement,
            final long weight) {
        health.addScaled(assetHealth(terms, effective, requirement), weight);
    }

    /**
     * Adds up health at given asset prices from the sums made last.
     *
     * @param view        the account.
     * @param assetPrices a price for each of its exposures.
     * @param health      set to H.
     * @return {@code health}.
     */
    public Int128 total(final AccountView view, final long[] assetPrices, final Int128 health) {
        health.set(0);
        for (int ordinal = 0; ordinal < view.exposureCount(); ordinal++) {
            final long weight = view.asset(ordinal).weightAt(assetPrices[ordinal]);
            addTo(health, view.terms(ordinal), effective[ordinal], requirement[ordinal], weight);
        }
        return health;
    }

    /** Adds value(X) in asset units × ppm: haircut where positive, surcharged where negative (SPEC 3). */
    public static void addValue(final CollateralTerms terms, final long effective, final Int128 sum) {
        if (effective >= 0) {
            terms.haircuts().addValue(effective, sum);
        } else {
            sum.addProduct(effective, Bounds.PPM + terms.borrowAddOnPpm());
        }
    }

    private Int128 assetHealth(final CollateralTerms terms, final long effective, final Int128 requirement) {
        assetHealth.set(0);
        addValue(terms, effective, assetHealth);
        if (effective < 0) {
            assetHealth.addProduct(effective, terms.borrowMmPpm());
        }
        return assetHealth.subtract(requirement);
    }
}
