package io.evenkeel.core.margin;

import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.arithmetic.Int128;
import io.evenkeel.core.listing.Asset;
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
     * @param view   the account.
     * @param prices a price for each of its positions.
     */
    public void sum(final AccountView view, final long[] prices) {
        for (int ordinal = 0; ordinal < view.exposureCount(); ordinal++) {
            effective[ordinal] = view.balance(ordinal);
            requirement[ordinal].set(0);
        }
        for (int i = 0; i < view.positionCount(); i++) {
            final Instrument instrument = view.instrument(i);
            final long notional = instrument.notional(view.quantity(i), prices[i]);
            final int ordinal = view.ordinalOfPosition(i);
            effective[ordinal] += notional - view.entryValue(i);
            instrument.tiers().addMaintenance(Math.abs(notional), requirement[ordinal]);
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
        return assetHealthSign(view.asset(ordinal), effective[ordinal], requirement[ordinal]);
    }

    /** {@return sign of G = value(X) − borrowMm·max(0, −X) − requirement} */
    public int assetHealthSign(final Asset asset, final long effective, final Int128 requirement) {
        return assetHealth(asset, effective, requirement).sign();
    }

    /** {@return G of an exposure, as summed last, asset units × ppm; not to be kept} */
    public Int128 assetHealth(final AccountView view, final int ordinal) {
        return assetHealth(view.asset(ordinal), effective[ordinal], requirement[ordinal]);
    }

    /** Adds P·G of one asset to a health. */
    public void addTo(
            final Int128 health,
            final Asset asset,
            final long effective,
            final Int128 requirement,
            final long assetPrice) {
        health.addScaled(assetHealth(asset, effective, requirement), asset.weightAt(assetPrice));
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
            addTo(health, view.asset(ordinal), effective[ordinal], requirement[ordinal], assetPrices[ordinal]);
        }
        return health;
    }

    /** Adds value(X) in asset units × ppm: haircut where positive, surcharged where negative (SPEC 3). */
    public static void addValue(final Asset asset, final long effective, final Int128 sum) {
        if (effective >= 0) {
            asset.haircuts().addValue(effective, sum);
        } else {
            sum.addProduct(effective, Bounds.PPM + asset.borrowAddOnPpm());
        }
    }

    private Int128 assetHealth(final Asset asset, final long effective, final Int128 requirement) {
        assetHealth.set(0);
        addValue(asset, effective, assetHealth);
        if (effective < 0) {
            assetHealth.addProduct(effective, asset.borrowMmPpm());
        }
        return assetHealth.subtract(requirement);
    }
}
