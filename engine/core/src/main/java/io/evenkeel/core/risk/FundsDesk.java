package io.evenkeel.core.risk;

import io.evenkeel.codecs.DepositDecoder;
import io.evenkeel.codecs.InsuranceDepositDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.WithdrawalDecoder;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.ledger.AccountPhase;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.ledger.ExposureStore;
import io.evenkeel.core.listing.PricedState;
import io.evenkeel.core.margin.MarginState;

/** Books money that comes in and goes out: deposits, withdrawals, insurance (SPEC 3 and 5). No allocation. */
final class FundsDesk {
    private final RiskStores stores;
    private final AccountKeeper keeper;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final DepositDecoder deposit = new DepositDecoder();
    private final WithdrawalDecoder withdrawal = new WithdrawalDecoder();
    private final InsuranceDepositDecoder insuranceDeposit = new InsuranceDepositDecoder();
    private final MarginState margin = new MarginState();

    FundsDesk(final RiskStores stores, final AccountKeeper keeper) {
        this.stores = stores;
        this.keeper = keeper;
    }

    RejectCode onDeposit(final CommandSlot slot) {
        deposit.wrapAndApplyHeader(slot.bytes(), 0, header);
        final int account = stores.accounts().find(deposit.account());
        final RejectCode refusal = check(account, deposit.asset(), deposit.amount());
        if (refusal != RejectCode.NONE) {
            return refusal;
        }
        if (stores.references().contains(slot.participant(), deposit.reference())) {
            return RejectCode.DUPLICATE_REFERENCE;
        }
        if (!stores.accounts().hasRoomForExposure(account, deposit.asset())) {
            return RejectCode.CAPACITY;
        }
        if (!keeper.canBook(stores.accounts().findExposure(account, deposit.asset()), deposit.amount())) {
            return RejectCode.ARITHMETIC_OVERFLOW;
        }
        keeper.touch(account);
        stores.references().add(slot.participant(), deposit.reference());
        book(account, deposit.asset(), deposit.amount(), deposit.reference());
        return RejectCode.NONE;
    }

    RejectCode onWithdrawal(final CommandSlot slot) {
        withdrawal.wrapAndApplyHeader(slot.bytes(), 0, header);
        final int account = stores.accounts().find(withdrawal.account());
        final RejectCode refusal = check(account, withdrawal.asset(), withdrawal.amount());
        if (refusal != RejectCode.NONE) {
            return refusal;
        }
        if (stores.accounts().owner(account) != slot.participant()) {
            return RejectCode.NOT_PERMITTED;
        }
        keeper.touch(account);
        if (AccountPhase.isFrozen(stores.accounts().phase(account))) {
            return keeper.frozen(account);
        }
        if (keeper.areWithdrawalsPaused(account)) {
            return RejectCode.WITHDRAWALS_PAUSED;
        }
        final RejectCode uncovered = checkCover(account, withdrawal.asset(), withdrawal.amount());
        if (uncovered == RejectCode.NONE) {
            book(account, withdrawal.asset(), -withdrawal.amount(), 0);
        }
        return uncovered;
    }

    RejectCode onInsuranceDeposit(final CommandSlot slot) {
        insuranceDeposit.wrapAndApplyHeader(slot.bytes(), 0, header);
        final int pool = insuranceDeposit.pool();
        final int asset = insuranceDeposit.asset();
        final long amount = insuranceDeposit.amount();
        if (!stores.listings().hasAsset(asset)) {
            return RejectCode.UNKNOWN_ASSET;
        }
        if (pool >= RiskStores.POOLS) {
            return RejectCode.BAD_PARAMETER;
        }
        if (amount <= 0 || amount > Bounds.MAX_AMOUNT) {
            return RejectCode.BAD_QUANTITY;
        }
        if (stores.references().contains(slot.participant(), insuranceDeposit.reference())) {
            return RejectCode.DUPLICATE_REFERENCE;
        }
        if (stores.house().balance(HouseAccount.INSURANCE, pool, asset) + amount > Bounds.MAX_AMOUNT) {
            return RejectCode.ARITHMETIC_OVERFLOW;
        }
        stores.references().add(slot.participant(), insuranceDeposit.reference());
        stores.ledger().payHouse(HouseAccount.EXTERNAL, 0, HouseAccount.INSURANCE, pool, asset, amount);
        stores.events().balanceChanged(
                0,
                pool,
                asset,
                amount,
                stores.house().balance(HouseAccount.INSURANCE, pool, asset),
                insuranceDeposit.reference());
        return RejectCode.NONE;
    }

    private RejectCode check(final int account, final int asset, final long amount) {
        if (account == AccountStore.NONE) {
            return RejectCode.UNKNOWN_ACCOUNT;
        }
        if (stores.accounts().phase(account) == AccountPhase.CLOSED) {
            return RejectCode.ACCOUNT_CLOSED;
        }
        if (!stores.listings().hasAsset(asset)) {
            return RejectCode.UNKNOWN_ASSET;
        }
        return amount <= 0 || amount > Bounds.MAX_AMOUNT ? RejectCode.BAD_QUANTITY : RejectCode.NONE;
    }

    private RejectCode checkCover(final int account, final int asset, final long amount) {
        final int exposure = stores.accounts().findExposure(account, asset);
        if (exposure == ExposureStore.NONE || stores.accounts().exposures().balance(exposure) < amount) {
            return RejectCode.INSUFFICIENT_BALANCE;
        }
        if (stores.accounts().isExempt(account)) {
            return RejectCode.NONE;
        }
        stores.view().load(account).addBalance(asset, -amount);
        margin.compute(stores.view());
        if (!margin.allowsWithdrawal()
                || !PricedState.allowsWithdrawal(stores.listings().asset(asset).state())) {
            return RejectCode.STALE_PRICE;
        }
        return margin.coversWithdrawal() ? RejectCode.NONE : RejectCode.INSUFFICIENT_MARGIN;
    }

    private void book(final int account, final int asset, final long amount, final long reference) {
        final int exposure = stores.accounts().exposureTo(account, asset);
        stores.ledger().pay(exposure, amount, HouseAccount.EXTERNAL, 0);
        stores.events().balanceChanged(
                stores.accounts().id(account),
                0,
                asset,
                amount,
                stores.accounts().exposures().balance(exposure),
                reference);
        keeper.settle(account, true);
        stores.statusNotices().say(account);
    }
}
