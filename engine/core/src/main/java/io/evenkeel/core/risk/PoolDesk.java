package io.evenkeel.core.risk;

import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.gate.GateStage;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.ledger.ExposureStore;
import io.evenkeel.core.listing.Instrument;
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
    void sweep(final DeficitDesk deficits) {
        for (int pool = 0; stores.accounts().poolCount() > 0 && pool < Bounds.MAX_POOLS; pool++) {
            final int account = stores.accounts().pool(pool);
            for (int asset = 0; account != AccountStore.NONE && asset < stores.listings().assetCount(); asset++) {
                final int exposure = stores.accounts().findExposure(account, asset);
                if (exposure != ExposureStore.NONE) {
                    sweep(pool, exposure, deficits);
                    shareOutLoss(pool, exposure, deficits);
                }
            }
        }
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

    /** What a pool has not got when one of its positions is closed is missing in that market. */
    private void shareOutLoss(final int pool, final int exposure, final DeficitDesk deficits) {
        final int closed = exposures.lastClosed(exposure);
        if (closed != ExposureStore.NONE) {
            final boolean wasLong = exposures.wasLong(exposure);
            exposures.lastClosed(exposure, ExposureStore.NONE, false);
            final int asset = exposures.asset(exposure);
            final long missing = -stores.insurance().balance(pool, asset);
            if (missing > 0) {
                stores.ledger().payHouse(
                        HouseAccount.SOCIALISED, 0, HouseAccount.INSURANCE, pool, asset, missing);
                deficits.take(
                        0, AccountStore.POOL_ID + pool, stores.listings().instrument(closed), wasLong, missing);
            }
        }
    }
}
