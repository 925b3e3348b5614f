package io.evenkeel.core.liquidation;

import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.ledger.ExposureStore;
import io.evenkeel.core.ledger.HouseAccounts;
import io.evenkeel.core.ledger.PositionStore;
import io.evenkeel.core.listing.Asset;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.listing.Listings;
import io.evenkeel.core.output.EventEncoder;
import io.evenkeel.core.store.Mixing;

/**
 * The insurance pools (SPEC 6). Each market belongs to one: that pool pays for what goes wrong there, by its own limits
 * and what it has, and gets the penalties; what another segment loses never touches it. What one liquidation has cost
 * all pools counts against the limit of each. Owned by Risk; no allocation after construction.
 */
public final class Insurance {
    private final Listings listings;
    private final AccountStore accounts;
    private final PositionStore positions;
    private final HouseAccounts house;
    private final LiquidationStore liquidations;
    private final EventEncoder clock;
    private final InsuranceLimits[] limits = new InsuranceLimits[Bounds.MAX_POOLS];

    /** Makes pools that may pay nothing. */
    public Insurance(
            final Listings listings,
            final AccountStore accounts,
            final PositionStore positions,
            final HouseAccounts house,
            final LiquidationStore liquidations,
            final EventEncoder clock) {
        this.listings = listings;
        this.accounts = accounts;
        this.positions = positions;
        this.house = house;
        this.liquidations = liquidations;
        this.clock = clock;
        for (int pool = 0; pool < limits.length; pool++) {
            limits[pool] = new InsuranceLimits();
        }
    }

    /** {@return what a pool may pay} */
    public InsuranceLimits limits(final int pool) {
        return limits[pool];
    }

    /** {@return what a pool has of an asset; negative where it has lost more than it had by what its account holds} */
    public long balance(final int pool, final int asset) {
        return house.balance(HouseAccount.INSURANCE, pool, asset);
    }

    /** {@return what a pool may pay for a liquidation now, asset units, not negative} */
    public long means(final int liquidation, final int pool, final Asset asset) {
        return limits[pool].means(
                asset, balance(pool, asset.id()), liquidations.cost(liquidation), clock.timeMs());
    }

    /** {@return whether a pool has paid all it may in a window: deleveraging comes without another auction} */
    public boolean isDrawnDown(final int pool) {
        return limits[pool].isDrawnDown(clock.timeMs());
    }

    /** Counts what a pool pays for a liquidation, asset units. */
    public void count(final int liquidation, final int pool, final Asset asset, final long amount) {
        final long cost = limits[pool].cost(asset, amount);
        liquidations.addCost(liquidation, cost);
        limits[pool].count(cost, clock.timeMs());
    }

    /** Counts what a pool has lost by positions that it took, asset units; what it gained does not make up for it. */
    public void countLoss(final int pool, final Asset asset, final long loss) {
        if (loss > 0) {
            limits[pool].count(limits[pool].cost(asset, loss), clock.timeMs());
        }
    }

    /**
     * {@return the pool that stands in for what an account owes in an asset} Of the markets that settle in it: where
     * the account holds a position, the lowest id first; else where it closed its last one; MAIN where it had none.
     */
    public int ofDebt(final int account, final int asset) {
        Instrument market = null;
        for (int n = 0; n < accounts.positionCount(account); n++) {
            final Instrument held = listings.instrument(positions.instrument(accounts.position(account, n)));
            if (held.settlementAsset() == asset && (market == null || held.id() < market.id())) {
                market = held;
            }
        }
        return market == null ? ofClosed(accounts.findExposure(account, asset)) : market.pool();
    }

    private int ofClosed(final int exposure) {
        final int closed = exposure == ExposureStore.NONE ? -1 : accounts.exposures().lastClosed(exposure);
        return closed < 0 ? HouseAccounts.MAIN_POOL : listings.instrument(closed).pool();
    }

    /** {@return canonical hash of limits and of what was paid in windows} */
    public long stateHash() {
        long hash = 0;
        for (final InsuranceLimits ofPool : limits) {
            hash = Mixing.chain(hash, ofPool.stateHash());
        }
        return hash;
    }
}
