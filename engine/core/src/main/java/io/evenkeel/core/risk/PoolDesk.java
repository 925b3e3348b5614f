package io.evenkeel.core.risk;

import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.gate.GateStage;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.ledger.ExposureStore;
import io.evenkeel.core.ledger.PositionStore;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.listing.PoolResult;
import io.evenkeel.core.liquidation.LiquidationDesk;
import io.evenkeel.core.liquidation.LiquidationStore;
import io.evenkeel.core.output.DeficitEvents;

/**
 * The accounts in which insurance pools hold positions: a pool takes at mark what is left in its markets when nobody
 * else is, and what it holds is auctioned on, by a liquidation like any other (SPEC 6). Whatever its account gains or
 * loses is the pool's: balances move to INSURANCE, or come from there, with the log entry that made them; so money
 * that leaves a pool leaves by its account. No allocation.
 */
final class PoolDesk {
    private final RiskStores stores;
    private final AccountKeeper keeper;
    private final LiquidationBooking booking;
    private final ExposureStore exposures;
    private final DeficitEvents events;

    PoolDesk(final RiskStores stores, final AccountKeeper keeper, final LiquidationBooking booking) {
        this.stores = stores;
        this.keeper = keeper;
        this.booking = booking;
        exposures = stores.accounts().exposures();
        events = new DeficitEvents(stores.events());
    }

    /** Takes what is left of a liquidation, which was quoted at mark. {@return false where a store is full} */
    boolean takeRest(final int liquidation) {
        final LiquidationDesk desk = stores.liquidationDesk();
        final Instrument instrument =
                stores.listings().instrument(stores.liquidations().instrument(liquidation));
        final long quantity = desk.quotedQuantity();
        final long lossPerUnit = stores.liquidations().isLong(liquidation)
                ? desk.quotedBankruptcyPrice() - instrument.mark()
                : instrument.mark() - desk.quotedBankruptcyPrice();
        // An account whose equity is not negative lacks nothing, though its bankruptcy price is rounded in its favour.
        final boolean isMissing = desk.isQuotedInsolvent() && lossPerUnit > 0;
        if (isMissing && !instrument.isNotionalWithin(quantity, lossPerUnit, Bounds.MAX_AMOUNT)) {
            return false;
        }
        final long deficit = isMissing ? instrument.notional(quantity, lossPerUnit) : 0;
        final int taker = account(instrument.pool());
        keeper.touch(taker);
        booking.planRest(
                liquidation, taker, quantity, instrument.mark(), desk.quotedBankruptcyPrice(), deficit);
        final boolean isBookable = booking.checkBounds() == RejectCode.NONE;
        if (isBookable) {
            booking.book(LiquidationStep.POOL, false);
        }
        return isBookable;
    }

    /** {@return a pool's account, made where there is none yet} */
    int account(final int pool) {
        final AccountStore accounts = stores.accounts();
        if (accounts.pool(pool) != AccountStore.NONE) {
            return accounts.pool(pool);
        }
        final long id = AccountStore.POOL_ID + pool;
        stores.events().accountAdded(id, GateStage.GENESIS_PARTICIPANT, 0, AccountKind.OMNIBUS);
        return accounts.add(id, GateStage.GENESIS_PARTICIPANT, AccountKind.OMNIBUS, 0);
    }

    /** {@return whether a pool holds positions, by which it may still lose} */
    boolean holdsPositions(final int pool) {
        final int account = stores.accounts().pool(pool);
        return account != AccountStore.NONE && stores.accounts().positionCount(account) > 0;
    }

    /** What pools hold is put up for auction. */
    void onTimer() {
        final AccountStore accounts = stores.accounts();
        for (int pool = 0; accounts.poolCount() > 0 && pool < Bounds.MAX_POOLS; pool++) {
            final int account = accounts.pool(pool);
            if (holdsPositions(pool) && accounts.liquidation(account) == LiquidationStore.NONE) {
                accounts.breach(account, stores.events().logPosition(), stores.events().timeMs());
                stores.liquidationDesk().start(account);
            }
        }
    }

    /** Moves what they gained to INSURANCE, or takes what they lost from there: in order of pool and asset id. */
    void sweep(final DeficitDesk deficits, final InstructionDesk instructions) {
        for (int pool = 0; stores.accounts().poolCount() > 0 && pool < Bounds.MAX_POOLS; pool++) {
            final int account = stores.accounts().pool(pool);
            if (account != AccountStore.NONE && hasChanged(account)) {
                sweep(pool, account, deficits, instructions);
            }
        }
    }

    /** Whether the log entry left a pool's account a balance, or closed a position of it. */
    private boolean hasChanged(final int account) {
        boolean hasChanged = false;
        for (int exposure = stores.accounts().firstExposure(account);
                !hasChanged && exposure != ExposureStore.NONE;
                exposure = stores.accounts().nextExposure(account, exposure)) {
            hasChanged = isChanged(exposure);
        }
        return hasChanged;
    }

    private boolean isChanged(final int exposure) {
        return exposures.balance(exposure) != 0 || exposures.lastClosed(exposure) != ExposureStore.NONE;
    }

    private void sweep(
            final int pool, final int account, final DeficitDesk deficits, final InstructionDesk instructions) {
        for (int asset = 0; asset < stores.listings().assetCount(); asset++) {
            final int exposure = stores.accounts().findExposure(account, asset);
            if (exposure != ExposureStore.NONE && isChanged(exposure)) {
                reckon(pool, asset, lacking(pool, asset));
                sweep(pool, exposure, deficits);
                exposures.lastClosed(exposure, ExposureStore.NONE, false);
                turn(pool, asset);
                if (isAnythingToBear(pool, asset)) {
                    // Its own money comes first: it is not to leave while others bear what the pool has lost.
                    instructions.takeBack(account, asset);
                    sweep(pool, exposure, deficits);
                    reckon(pool, asset, lacking(pool, asset));
                    shareOut(pool, asset, deficits);
                }
            }
        }
    }

    private long lacking(final int pool, final int asset) {
        return Math.max(0, -stores.insurance().balance(pool, asset));
    }

    private void sweep(final int pool, final int exposure, final DeficitDesk deficits) {
        final int asset = exposures.asset(exposure);
        final long balance = exposures.balance(exposure);
        if (balance != 0) {
            stores.ledger().pay(exposure, -balance, HouseAccount.INSURANCE, pool);
            events.swept(AccountStore.POOL_ID + pool, asset, balance, stores.insurance().balance(pool, asset));
            // What else leaves by the account is a withdrawal, of a pool that holds nothing.
            if (holdsPositions(pool) || exposures.lastClosed(exposure) != ExposureStore.NONE) {
                stores.insurance().countLoss(pool, stores.listings().asset(asset), -balance);
            }
            deficits.onIncome(pool, asset, balance);
        }
    }

    // ---------------------------------------------------------------- what is missing, and where

    /** What a pool made in its markets by this log entry is missing there, as far as it lacks it. */
    private void turn(final int pool, final int asset) {
        for (int id = 0; id < stores.listings().instrumentCount(); id++) {
            if (isOf(id, pool, asset)) {
                result(id).turn();
            }
        }
        reckon(pool, asset, lacking(pool, asset));
    }

    /** No more is missing in the markets of a pool than it lacks: what it has meets losses in order of market id. */
    private void reckon(final int pool, final int asset, final long lacking) {
        long met = -lacking;
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
    private void shareOut(final int pool, final int asset, final DeficitDesk deficits) {
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
