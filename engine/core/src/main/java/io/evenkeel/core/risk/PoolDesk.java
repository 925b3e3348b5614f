package io.evenkeel.core.risk;

import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.gate.GateStage;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.ledger.ExposureStore;
import io.evenkeel.core.ledger.HouseAccounts;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.liquidation.LiquidationDesk;
import io.evenkeel.core.liquidation.LiquidationStore;
import io.evenkeel.core.output.DeficitEvents;

/**
 * The account in which the insurance pool MAIN holds positions: it takes at mark what is left when nobody else is, and
 * what it holds is auctioned on, by a liquidation like any other (SPEC 6). Whatever it gains or loses is the pool's:
 * its balances move to INSURANCE, or come from there, with the log entry that made them. No allocation.
 */
final class PoolDesk {
    private final RiskStores stores;
    private final AccountKeeper keeper;
    private final LiquidationBooking booking;
    private final DeficitEvents events;

    PoolDesk(final RiskStores stores, final AccountKeeper keeper, final LiquidationBooking booking) {
        this.stores = stores;
        this.keeper = keeper;
        this.booking = booking;
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
        final int pool = account();
        keeper.touch(pool);
        booking.planForced(liquidation, pool, quantity, instrument.mark(), deficit);
        final boolean isBookable = booking.checkBounds() == RejectCode.NONE;
        if (isBookable) {
            booking.book(LiquidationStep.POOL);
        }
        return isBookable;
    }

    private int account() {
        final AccountStore accounts = stores.accounts();
        if (accounts.pool() != AccountStore.NONE) {
            return accounts.pool();
        }
        stores.events().accountAdded(
                AccountStore.POOL_ID, GateStage.GENESIS_PARTICIPANT, 0, AccountKind.OMNIBUS);
        return accounts.add(AccountStore.POOL_ID, GateStage.GENESIS_PARTICIPANT, AccountKind.OMNIBUS, 0);
    }

    /** What it holds is put up for auction. */
    void onTimer() {
        final AccountStore accounts = stores.accounts();
        final int pool = accounts.pool();
        if (pool != AccountStore.NONE
                && accounts.positionCount(pool) > 0
                && accounts.liquidation(pool) == LiquidationStore.NONE) {
            accounts.breach(pool, stores.events().logPosition(), stores.events().timeMs());
            stores.liquidationDesk().start(pool);
        }
    }

    /** Moves what it gained to INSURANCE, or takes what it lost from there: in order of asset id. */
    void sweep(final DeficitDesk deficits) {
        final int pool = stores.accounts().pool();
        for (int asset = 0; pool != AccountStore.NONE && asset < stores.listings().assetCount(); asset++) {
            final int exposure = stores.accounts().findExposure(pool, asset);
            final long balance =
                    exposure == ExposureStore.NONE ? 0 : stores.accounts().exposures().balance(exposure);
            if (balance != 0) {
                stores.ledger().pay(exposure, -balance, HouseAccount.INSURANCE, HouseAccounts.MAIN_POOL);
                events.swept(
                        AccountStore.POOL_ID,
                        asset,
                        balance,
                        stores.house().balance(HouseAccount.INSURANCE, HouseAccounts.MAIN_POOL, asset));
                deficits.onIncome(asset, balance);
            }
        }
    }
}
