package io.evenkeel.core.risk;

import io.evenkeel.codecs.DepositDecoder;
import io.evenkeel.codecs.InstructionKind;
import io.evenkeel.codecs.InsuranceDepositDecoder;
import io.evenkeel.codecs.InsuranceWithdrawalDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.WithdrawalDecoder;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.ledger.AccountPhase;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.listing.Asset;
import io.evenkeel.core.listing.PricedState;
import io.evenkeel.core.settlement.CollateralLimits;

/**
 * Books money that comes in and goes out: deposits, withdrawals, insurance (SPEC 3 and 5). What comes in is held
 * against the asset's deposit cap, by net deposits, and the account's limit, by its balance afterwards; what goes out,
 * against the limits of the asset and of the system. No allocation.
 */
final class FundsDesk {
    private final RiskStores stores;
    private final AccountKeeper keeper;
    private final InstructionDesk instructionDesk;
    private final WithdrawalRule rule;
    private final DeficitDesk deficitDesk;
    private final PoolDesk poolDesk;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final DepositDecoder deposit = new DepositDecoder();
    private final WithdrawalDecoder withdrawal = new WithdrawalDecoder();
    private final InsuranceDepositDecoder insuranceDeposit = new InsuranceDepositDecoder();
    private final InsuranceWithdrawalDecoder insuranceWithdrawal = new InsuranceWithdrawalDecoder();

    FundsDesk(
            final RiskStores stores,
            final AccountKeeper keeper,
            final InstructionDesk instructionDesk,
            final WithdrawalRule rule,
            final DeficitDesk deficitDesk,
            final PoolDesk poolDesk) {
        this.stores = stores;
        this.deficitDesk = deficitDesk;
        this.poolDesk = poolDesk;
        this.keeper = keeper;
        this.instructionDesk = instructionDesk;
        this.rule = rule;
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
        final RejectCode unwanted = checkNewCollateral(account, deposit.asset(), deposit.amount());
        if (unwanted != RejectCode.NONE) {
            return unwanted;
        }
        keeper.touch(account);
        stores.references().add(slot.participant(), deposit.reference());
        final int exposure = stores.accounts().exposureTo(account, deposit.asset());
        stores.ledger().pay(exposure, deposit.amount(), HouseAccount.EXTERNAL, 0);
        report(account, deposit.asset(), exposure, deposit.amount(), deposit.reference());
        keeper.settle(account, true);
        stores.statusNotices().say(account);
        return RejectCode.NONE;
    }

    private RejectCode checkNewCollateral(final int account, final int asset, final long amount) {
        if (!PricedState.allowsNewCollateral(stores.listings().asset(asset).state())) {
            return RejectCode.STALE_PRICE;
        }
        if (!stores.accounts().hasRoomForExposure(account, asset)) {
            return RejectCode.CAPACITY;
        }
        final int exposure = stores.accounts().findExposure(account, asset);
        final long netDeposits = netDeposits(asset) + amount;
        if (!keeper.canBook(exposure, amount) || netDeposits > Bounds.MAX_OPEN_INTEREST) {
            return RejectCode.ARITHMETIC_OVERFLOW;
        }
        final CollateralLimits limits = stores.terms().of(asset);
        return limits.allowsDeposits(netDeposits) && keeper.isWithinLimit(account, exposure, asset, amount)
                ? RejectCode.NONE
                : RejectCode.DEPOSIT_CAP;
    }

    /** What the clearing holds of an asset by deposits, insurance included: what came and neither left nor leaves. */
    private long netDeposits(final int asset) {
        return -stores.house().balance(HouseAccount.EXTERNAL, 0, asset)
                - stores.house().balance(HouseAccount.IN_TRANSIT, 0, asset);
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
        final RejectCode uncovered = checkWithdrawal(account);
        if (uncovered == RejectCode.NONE) {
            pay(account);
        }
        return uncovered;
    }

    private RejectCode checkWithdrawal(final int account) {
        final RejectCode uncovered = rule.check(account, withdrawal.asset(), withdrawal.amount());
        if (uncovered != RejectCode.NONE) {
            return uncovered;
        }
        if (!stores.instructions().hasRoom(account)) {
            return RejectCode.CAPACITY;
        }
        final Asset asset = stores.listings().asset(withdrawal.asset());
        return stores.terms().allowWithdrawal(asset, withdrawal.amount(), stores.events().timeMs())
                ? RejectCode.NONE
                : RejectCode.WITHDRAWAL_LIMIT;
    }

    private void pay(final int account) {
        keeper.settleFunding(account);
        send(account, stores.listings().asset(withdrawal.asset()), withdrawal.amount());
        keeper.settle(account, true);
        stores.statusNotices().say(account);
    }

    private void send(final int account, final Asset asset, final long amount) {
        stores.terms().countWithdrawal(asset, amount, stores.events().timeMs());
        instructionDesk.make(
                account,
                asset.id(),
                InstructionKind.WITHDRAWAL,
                amount,
                0,
                stores.terms().of(asset.id()).delayMsOf(amount));
        report(account, asset.id(), stores.accounts().findExposure(account, asset.id()), -amount, 0);
    }

    RejectCode onInsuranceDeposit(final CommandSlot slot) {
        insuranceDeposit.wrapAndApplyHeader(slot.bytes(), 0, header);
        final int pool = insuranceDeposit.pool();
        final int asset = insuranceDeposit.asset();
        final long amount = insuranceDeposit.amount();
        final RejectCode refusal = checkPool(pool, asset, amount);
        if (refusal != RejectCode.NONE) {
            return refusal;
        }
        if (stores.references().contains(slot.participant(), insuranceDeposit.reference())) {
            return RejectCode.DUPLICATE_REFERENCE;
        }
        // What left may come back: all that ever came in is bounded, and what is there.
        if (stores.insurance().balance(pool, asset) + amount > Bounds.MAX_AMOUNT
                || amount - stores.house().balance(HouseAccount.EXTERNAL, 0, asset) > Bounds.MAX_OPEN_INTEREST) {
            return RejectCode.ARITHMETIC_OVERFLOW;
        }
        stores.references().add(slot.participant(), insuranceDeposit.reference());
        stores.ledger().payHouse(HouseAccount.EXTERNAL, 0, HouseAccount.INSURANCE, pool, asset, amount);
        stores.events().balanceChanged(
                0,
                pool,
                asset,
                amount,
                stores.insurance().balance(pool, asset),
                insuranceDeposit.reference());
        deficitDesk.onIncome(pool, asset, amount);
        return RejectCode.NONE;
    }

    /**
     * Money leaves a pool by its account, which is swept with this log entry; should it not arrive it comes back the
     * same way. Not while something is missing in the pool's markets, or what it has may be needed for its own losses.
     */
    RejectCode onInsuranceWithdrawal(final CommandSlot slot) {
        insuranceWithdrawal.wrapAndApplyHeader(slot.bytes(), 0, header);
        final int pool = insuranceWithdrawal.pool();
        final long amount = insuranceWithdrawal.amount();
        final RejectCode refusal = checkPool(pool, insuranceWithdrawal.asset(), amount);
        if (refusal != RejectCode.NONE) {
            return refusal;
        }
        if (rule.holdsBackPool(pool)) {
            return RejectCode.WITHDRAWALS_PAUSED;
        }
        final Asset asset = stores.listings().asset(insuranceWithdrawal.asset());
        if (!PricedState.allowsWithdrawal(asset.state())) {
            return asset.state() == PriceState.HALTED ? RejectCode.HALTED : RejectCode.STALE_PRICE;
        }
        if (stores.insurance().balance(pool, asset.id()) < amount) {
            return RejectCode.INSUFFICIENT_BALANCE;
        }
        if (!hasRoom(stores.accounts().pool(pool), asset.id())) {
            return RejectCode.CAPACITY;
        }
        if (!stores.terms().allowWithdrawal(asset, amount, stores.events().timeMs())) {
            return RejectCode.WITHDRAWAL_LIMIT;
        }
        final int account = poolDesk.account(pool);
        stores.accounts().exposureTo(account, asset.id());
        send(account, asset, amount);
        return RejectCode.NONE;
    }

    /** Whether a pool's account, which may have to be made, can hold an asset and be told to pay it out. */
    private boolean hasRoom(final int account, final int asset) {
        return account == AccountStore.NONE
                ? stores.instructions().hasRoom()
                : stores.instructions().hasRoom(account) && stores.accounts().hasRoomForExposure(account, asset);
    }

    private RejectCode check(final int account, final int asset, final long amount) {
        if (account == AccountStore.NONE) {
            return RejectCode.UNKNOWN_ACCOUNT;
        }
        if (stores.accounts().phase(account) == AccountPhase.CLOSED) {
            return RejectCode.ACCOUNT_CLOSED;
        }
        return stores.listings().hasAsset(asset) ? checkAmount(amount) : RejectCode.UNKNOWN_ASSET;
    }

    private RejectCode checkPool(final int pool, final int asset, final long amount) {
        if (!stores.listings().hasAsset(asset)) {
            return RejectCode.UNKNOWN_ASSET;
        }
        return pool < Bounds.MAX_POOLS ? checkAmount(amount) : RejectCode.BAD_PARAMETER;
    }

    private static RejectCode checkAmount(final long amount) {
        return amount <= 0 || amount > Bounds.MAX_AMOUNT ? RejectCode.BAD_QUANTITY : RejectCode.NONE;
    }

    private void report(
            final int account, final int asset, final int exposure, final long amount, final long reference) {
        stores.events().balanceChanged(
                stores.accounts().id(account),
                0,
                asset,
                amount,
                stores.accounts().exposures().balance(exposure),
                reference);
    }
}
