package io.evenkeel.core.risk;

import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.booking.LegPlan;
import io.evenkeel.core.ledger.AccountPhase;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.ledger.ExposureStore;
import io.evenkeel.core.ledger.PositionStore;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.trigger.TriggerTask;

/**
 * What every command does with the accounts it touches: settles them first if a task has yet to look at them, and
 * holds them to their certificate, or looks at their liquidation, afterwards. No allocation.
 */
final class AccountKeeper {
    private final RiskStores stores;
    private final TriggerTask task;
    private CycleDesk cycleDesk;

    AccountKeeper(final RiskStores stores, final TriggerTask task) {
        this.stores = stores;
        this.task = task;
    }

    /** Says who settles accounts of a running cycle. */
    void settleBy(final CycleDesk desk) {
        cycleDesk = desk;
    }

    /**
     * Before: an account that a deleveraging has yet to look at is looked at, one that a price has crossed is judged,
     * and one that a running settlement cycle has yet to settle is settled, before anything is done to it.
     */
    void touch(final int account) {
        stores.deleveraging().gather(account);
        task.touch(account);
        if (cycleDesk != null) {
            cycleDesk.settle(account);
        }
    }

    /** A position that a leg changes settles first what funding it owes. */
    void settleFunding(final Instrument instrument, final LegPlan leg) {
        if (!leg.isNew()) {
            settleFunding(instrument, leg.account(), leg.position(), leg.exposure());
        }
    }

    /**
     * All positions of an account settle what funding they owe: its balances are then what they read as. In order of
     * instrument id, so that what is told does not depend on the records in which positions lie.
     */
    void settleFunding(final int account) {
        final AccountStore accounts = stores.accounts();
        for (int id = 0; id < stores.listings().instrumentCount(); id++) {
            final int position = accounts.findPosition(account, id);
            if (position != PositionStore.NONE) {
                final Instrument instrument = stores.listings().instrument(id);
                settleFunding(
                        instrument, account, position, accounts.findExposure(account, instrument.settlementAsset()));
            }
        }
    }

    private void settleFunding(
            final Instrument instrument, final int account, final int position, final int exposure) {
        final long charge = stores.ledger().settleFunding(position, exposure, instrument);
        if (charge != 0) {
            stores.fundingEvents().paid(
                    stores.accounts().id(account),
                    charge,
                    stores.accounts().exposures().balance(exposure),
                    instrument.id());
        }
    }

    /**
     * After: an account whose certificate does not hold any more is judged; one in liquidation is looked at again.
     */
    void settle(final int account, final boolean isWallPlaced) {
        if (!stores.accounts().isCertified(account)) {
            stores.liquidationDesk().reviewAccount(account);
            return;
        }
        final boolean isSolvent = (isWallPlaced && stores.corner().isSound(account))
                || stores.certifier().evaluate(account);
        if (!isSolvent) {
            task.breach(account, stores.events().logPosition(), stores.events().timeMs());
        }
    }

    /** After a trade: as {@link #settle}; and its owner hears at the next timer if its margin status is another. */
    void settleTraded(final int account, final boolean isWallPlaced) {
        stores.statusNotices().touched().add(account);
        settle(account, isWallPlaced);
    }

    /** NONE, or why a participant may not do something with an account; {@code account} may be none. */
    RejectCode checkOwner(final int account, final int participant) {
        if (account == AccountStore.NONE) {
            return RejectCode.UNKNOWN_ACCOUNT;
        }
        return stores.accounts().owner(account) == participant ? RejectCode.NONE : RejectCode.NOT_PERMITTED;
    }

    /** Touches an account. {@return NONE, or why it does not take part after that} */
    RejectCode touchFree(final int account) {
        touch(account);
        return AccountPhase.isFrozen(stores.accounts().phase(account)) ? frozen(account) : RejectCode.NONE;
    }

    /** Why a frozen account does not take part: for good, or as long as it is liquidated. */
    RejectCode frozen(final int account) {
        return stores.accounts().phase(account) == AccountPhase.CLOSED
                ? RejectCode.ACCOUNT_CLOSED
                : RejectCode.ACCOUNT_FROZEN;
    }

    /** Whether withdrawals of an account are paused, as after a fill far off the mark. */
    boolean areWithdrawalsPaused(final int account) {
        return stores.events().timeMs() < stores.accounts().terms().withdrawalsPausedUntilMs(account);
    }

    /** Whether the position that a leg changes is there or fits. */
    boolean hasRoom(final Instrument instrument, final LegPlan leg) {
        final AccountStore accounts = stores.accounts();
        return !leg.isNew()
                || (accounts.hasRoomForExposure(leg.account(), instrument.settlementAsset())
                        && accounts.hasRoomForPosition(leg.account())
                        && stores.positions().available() > 1);
    }

    /** Whether a change keeps a balance within the bounds of the arithmetic. */
    boolean canBook(final int exposure, final long amount) {
        final long balance = exposure == ExposureStore.NONE ? 0 : stores.accounts().exposures().balance(exposure);
        return Math.abs(amount) <= Bounds.MAX_AMOUNT && Math.abs(balance + amount) <= Bounds.MAX_AMOUNT;
    }

    /** Whether a deposit or transfer leaves an account within the concentration limit of an asset. */
    boolean isWithinLimit(final int account, final int exposure, final int asset, final long amount) {
        final long balance = exposure == ExposureStore.NONE ? 0 : stores.accounts().exposures().balance(exposure);
        return stores.accounts().isExempt(account) || stores.terms().of(asset).allowsBalance(balance + amount);
    }
}
