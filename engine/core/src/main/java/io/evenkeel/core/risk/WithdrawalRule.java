package io.evenkeel.core.risk;

import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.ledger.AccountPhase;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.ledger.ExposureStore;
import io.evenkeel.core.listing.Asset;
import io.evenkeel.core.listing.PricedState;
import io.evenkeel.core.margin.MarginState;

/**
 * What an account may be parted from, whoever asks: its owner by a withdrawal or a transfer, or a settlement cycle
 * (SPEC 3). Afterwards equity without positive unrealised profit must cover max(IM, 10 % of notional), at prices that
 * allow it, no balance may be negative, and nothing may be missing in MAIN or a pool of a market that it holds. An
 * omnibus account has no margin, but may not leave others with what it has lost: its net debit limit is zero (SPEC 2).
 * No allocation.
 */
final class WithdrawalRule {
    private final RiskStores stores;
    private final AccountKeeper keeper;
    private final DeficitDesk deficitDesk;
    private final PoolDesk poolDesk;
    private final MarginState margin = new MarginState();
    private int checks;

    WithdrawalRule(
            final RiskStores stores,
            final AccountKeeper keeper,
            final DeficitDesk deficitDesk,
            final PoolDesk poolDesk) {
        this.stores = stores;
        this.keeper = keeper;
        this.deficitDesk = deficitDesk;
        this.poolDesk = poolDesk;
    }

    /** Why an account that was touched may not be parted from an amount; NONE if it may. */
    RejectCode check(final int account, final int asset, final long amount) {
        if (AccountPhase.isFrozen(stores.accounts().phase(account))) {
            return keeper.frozen(account);
        }
        if (arePaused(account)) {
            return RejectCode.WITHDRAWALS_PAUSED;
        }
        final int exposure = stores.accounts().findExposure(account, asset);
        if (exposure == ExposureStore.NONE || stores.view().load(account).balanceOf(asset) < amount) {
            return RejectCode.INSUFFICIENT_BALANCE;
        }
        stores.view().addBalance(asset, -amount);
        margin.compute(stores.view());
        margin.leanOn(stores.listings().asset(asset).state());
        if (!margin.allowsWithdrawal()) {
            return margin.refusalOfPrices();
        }
        final boolean isCovered = stores.accounts().isExempt(account)
                ? margin.coversDebit()
                : margin.coversWithdrawal();
        return isCovered ? RejectCode.NONE : RejectCode.INSUFFICIENT_MARGIN;
    }

    private boolean arePaused(final int account) {
        return deficitDesk.holdsBack(account) || keeper.areWithdrawalsPaused(account);
    }

    /**
     * Whether a withdrawal that was granted, and of which no gateway knows, has to wait: none of the asset would be
     * granted now, whatever the margin.
     */
    boolean isOnHold(final int account, final int asset) {
        if (!PricedState.allowsWithdrawal(stores.listings().asset(asset).state())) {
            return true;
        }
        return stores.accounts().isPool(account)
                ? holdsBackPool((int) (stores.accounts().id(account) - AccountStore.POOL_ID))
                : AccountPhase.isFrozen(stores.accounts().phase(account))
                        || arePaused(account)
                        || !margin.compute(stores.view().load(account)).allowsWithdrawal();
    }

    /** Whether a pool keeps its money: something is missing in its markets, or it may need it for its own losses. */
    boolean holdsBackPool(final int pool) {
        return deficitDesk.isAnyOpen(pool) || poolDesk.holdsPositions(pool);
    }

    /** The most, up to a limit, that a touched account may be parted from now; 0 for nothing. */
    long most(final int account, final int asset, final long limit) {
        checks = 0;
        if (limit <= 0) {
            return 0;
        }
        final RejectCode code = checkOnce(account, asset, limit);
        if (code != RejectCode.INSUFFICIENT_MARGIN) {
            return code == RejectCode.NONE ? limit : 0;
        }
        long least = 0;
        long most = limit - 1;
        long tried = limit - lacking(asset);
        boolean isGuess = true;
        while (least < most) {
            tried = Math.max(least + 1, Math.min(tried, most));
            final boolean isEnough = checkOnce(account, asset, tried) == RejectCode.NONE;
            least = isEnough ? tried : least;
            most = isEnough ? most : tried - 1;
            tried = isGuess && isEnough ? tried + 1 : least + (most - least + 1) / 2;
            isGuess = false;
        }
        return least;
    }

    /** How much less would do, were each unit worth its price to the account that was judged last: as a rule it is. */
    private long lacking(final int asset) {
        final Asset of = stores.listings().asset(asset);
        return -Math.floorDiv(-margin.lacksForWithdrawal(), Math.max(1, of.weightAt(of.price())));
    }

    private RejectCode checkOnce(final int account, final int asset, final long amount) {
        checks++;
        return check(account, asset, amount);
    }

    /** How often {@link #most} judged an account the last time: once, or a few times where margin limits it. */
    int checks() {
        return checks;
    }
}
