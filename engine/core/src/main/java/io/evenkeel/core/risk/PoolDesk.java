package io.evenkeel.core.risk;

import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.gate.GateStage;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.liquidation.LiquidationDesk;
import io.evenkeel.core.liquidation.LiquidationStore;

/**
 * The accounts in which insurance pools hold positions: a pool takes at mark what is left in its markets when nobody
 * else is, and what it holds is auctioned on, by a liquidation like any other (SPEC 6). What its account makes of that
 * is for {@link PoolSweep}. No allocation.
 */
final class PoolDesk {
    private final RiskStores stores;
    private final AccountKeeper keeper;
    private final LiquidationBooking booking;

    PoolDesk(final RiskStores stores, final AccountKeeper keeper, final LiquidationBooking booking) {
        this.stores = stores;
        this.keeper = keeper;
        this.booking = booking;
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
}
