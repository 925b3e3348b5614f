package io.evenkeel.core.risk;

import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.ledger.ExposureStore;
import io.evenkeel.core.ledger.PositionStore;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.listing.PoolResult;
import io.evenkeel.core.output.DeficitEvents;

/**
 * Whatever a pool's account gains or loses is the pool's: balances move to INSURANCE, or come from there, with the log
 * entry that made them; so money that leaves a pool leaves by its account. What a pool has lost in a market and has not
 * got, holders there bear once it has closed its position (SPEC 6, step 5). No allocation.
 */
final class PoolSweep {
    private final RiskStores stores;
    private final DeficitDesk deficits;
    private final InstructionDesk instructions;
    private final ExposureStore exposures;
    private final DeficitEvents events;

    PoolSweep(final RiskStores stores, final DeficitDesk deficits, final InstructionDesk instructions) {
        this.stores = stores;
        this.deficits = deficits;
        this.instructions = instructions;
        exposures = stores.accounts().exposures();
        events = new DeficitEvents(stores.events());
    }

    /** Moves what they gained to INSURANCE, or takes what they lost from there: in order of pool and asset id. */
    void sweep() {
        for (int pool = 0; stores.accounts().poolCount() > 0 && pool < Bounds.MAX_POOLS; pool++) {
            final int account = stores.accounts().pool(pool);
            if (account != AccountStore.NONE && hasChanged(account)) {
                sweep(pool, account);
            }
        }
    }

    /** Whether the log entry left a pool's account a balance, closed a position of it, or paid by one for another. */
    private boolean hasChanged(final int account) {
        boolean hasChanged = false;
        for (int exposure = stores.accounts().firstExposure(account);
                !hasChanged && exposure != ExposureStore.NONE;
                exposure = stores.accounts().nextExposure(account, exposure)) {
            hasChanged = isChanged(account, exposure);
        }
        return hasChanged;
    }

    private boolean isChanged(final int account, final int exposure) {
        boolean isChanged =
                exposures.balance(exposure) != 0 || exposures.lastClosed(exposure) != ExposureStore.NONE;
        for (int n = 0; !isChanged && n < stores.accounts().positionCount(account); n++) {
            final int market = stores.positions().instrument(stores.accounts().position(account, n));
            isChanged = result(market).gain() != 0
                    && stores.listings().instrument(market).settlementAsset() == exposures.asset(exposure);
        }
        return isChanged;
    }

    private void sweep(final int pool, final int account) {
        for (int asset = 0; asset < stores.listings().assetCount(); asset++) {
            final int exposure = stores.accounts().findExposure(account, asset);
            if (exposure != ExposureStore.NONE && isChanged(account, exposure)) {
                reckon(pool, asset);
                moveBalance(pool, account, exposure);
                exposures.lastClosed(exposure, ExposureStore.NONE, false);
                turn(pool, asset);
                if (isAnythingToBear(pool, asset)) {
                    // Its own money comes first: it is not to leave while others bear what the pool has lost.
                    instructions.takeBack(account, asset);
                    moveBalance(pool, account, exposure);
                    reckon(pool, asset);
                    shareOut(pool, asset);
                }
            }
        }
    }

    private void moveBalance(final int pool, final int account, final int exposure) {
        final int asset = exposures.asset(exposure);
        final long balance = exposures.balance(exposure);
        if (balance != 0) {
            stores.ledger().pay(exposure, -balance, HouseAccount.INSURANCE, pool);
            events.swept(AccountStore.POOL_ID + pool, asset, balance, stores.insurance().balance(pool, asset));
            // What else leaves by the account is a withdrawal, of a pool that holds nothing.
            if (stores.accounts().positionCount(account) > 0
                    || exposures.lastClosed(exposure) != ExposureStore.NONE) {
                stores.insurance().countLoss(pool, stores.listings().asset(asset), -balance);
            }
            deficits.onIncome(pool, asset, balance);
        }
    }

    // ---------------------------------------------------------------- what is missing, and where

    /** What a pool lost in its markets by this log entry is missing there, as far as it lacks it. */
    private void turn(final int pool, final int asset) {
        for (int id = 0; id < stores.listings().instrumentCount(); id++) {
            if (isOf(id, pool, asset)) {
                result(id).turn();
            }
        }
        reckon(pool, asset);
    }

    /** No more is missing in the markets of a pool than it lacks: what it has meets losses in order of market id. */
    private void reckon(final int pool, final int asset) {
        long met = Math.min(0, stores.insurance().balance(pool, asset));
        for (int id = 0; id < stores.listings().instrumentCount(); id++) {
            met += isOf(id, pool, asset) ? result(id).missing() : 0;
        }
        for (int id = 0; met > 0 && id < stores.listings().instrumentCount(); id++) {
            met -= isOf(id, pool, asset) ? result(id).meet(met) : 0;
        }
    }

    private boolean isAnythingToBear(final int pool, final int asset) {
        boolean isToBear = false;
        for (int id = 0; !isToBear && id < stores.listings().instrumentCount(); id++) {
            isToBear = isOf(id, pool, asset) && isToBear(id);
        }
        return isToBear;
    }

    /** Whether something is missing in a market in which its pool holds nothing any more. */
    private boolean isToBear(final int instrument) {
        final int account = stores.accounts().pool(stores.listings().instrument(instrument).pool());
        return result(instrument).missing() > 0
                && stores.accounts().findPosition(account, instrument) == PositionStore.NONE;
    }

    /** Lets holders in a market bear what its pool has lost there and has not got, once its position is closed. */
    private void shareOut(final int pool, final int asset) {
        for (int id = 0; id < stores.listings().instrumentCount(); id++) {
            if (isOf(id, pool, asset) && isToBear(id)) {
                final long missing = result(id).missing();
                result(id).meet(missing);
                stores.ledger().payHouse(
                        HouseAccount.SOCIALISED, 0, HouseAccount.INSURANCE, pool, asset, missing);
                deficits.take(
                        0,
                        AccountStore.POOL_ID + pool,
                        stores.listings().instrument(id),
                        result(id).wasLong(),
                        missing);
            }
        }
    }

    private boolean isOf(final int instrument, final int pool, final int asset) {
        final Instrument market = stores.listings().instrument(instrument);
        return market.pool() == pool && market.settlementAsset() == asset;
    }

    private PoolResult result(final int instrument) {
        return stores.listings().instrument(instrument).poolResult();
    }
}
