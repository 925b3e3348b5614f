package io.evenkeel.core.risk;

import io.evenkeel.codecs.CloseAccountDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.ReserveMarginDecoder;
import io.evenkeel.codecs.SetAccountTermsDecoder;
import io.evenkeel.codecs.SetLeverageDecoder;
import io.evenkeel.codecs.SettlementMode;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.gate.Permissions;
import io.evenkeel.core.ledger.AccountPhase;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.ledger.AccountTerms;
import io.evenkeel.core.ledger.ExposureStore;
import io.evenkeel.core.liquidation.Backstops;

/**
 * Changes what was agreed on for accounts, closes them, and takes what venues reserve for orders. A running settlement
 * cycle settles the account first, by what held when it began. No allocation.
 */
final class AccountDesk {
    private static final int HIGHEST_FEE_TIER = 254;

    private final RiskStores stores;
    private final AccountKeeper keeper;
    private final AccountStore accounts;
    private final AccountTerms terms;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final SetLeverageDecoder leverage = new SetLeverageDecoder();
    private final SetAccountTermsDecoder accountTerms = new SetAccountTermsDecoder();
    private final CloseAccountDecoder closing = new CloseAccountDecoder();
    private final ReserveMarginDecoder reservation = new ReserveMarginDecoder();

    AccountDesk(final RiskStores stores, final AccountKeeper keeper) {
        this.stores = stores;
        this.keeper = keeper;
        accounts = stores.accounts();
        terms = accounts.terms();
    }

    /** A lower leverage asks for more IM at once; that may make a margin call, but never a liquidation. */
    RejectCode onSetLeverage(final CommandSlot slot) {
        leverage.wrapAndApplyHeader(slot.bytes(), 0, header);
        final int account = accounts.find(leverage.account());
        final RejectCode unfit = check(account);
        if (unfit != RejectCode.NONE) {
            return unfit;
        }
        if (accounts.owner(account) != slot.participant()) {
            return RejectCode.NOT_PERMITTED;
        }
        if (leverage.leverage() < 0 || leverage.leverage() > ListingDesk.LARGEST_LEVERAGE) {
            return RejectCode.BAD_PARAMETER;
        }
        keeper.touch(account);
        terms.leverage(account, leverage.leverage());
        stores.accountEvents().changed(account);
        stores.statusNotices().say(account);
        return RejectCode.NONE;
    }

    RejectCode onSetAccountTerms(final CommandSlot slot) {
        accountTerms.wrapAndApplyHeader(slot.bytes(), 0, header);
        final int account = accounts.find(accountTerms.account());
        final RejectCode unfit = check(account);
        if (unfit != RejectCode.NONE) {
            return unfit;
        }
        if (accountTerms.feeTier() > HIGHEST_FEE_TIER
                || accountTerms.settlementRaw() > SettlementMode.EXTERNAL.value()) {
            return RejectCode.BAD_PARAMETER;
        }
        keeper.touch(account);
        terms.feeTier(account, accountTerms.feeTier());
        terms.settlement(account, accountTerms.settlement());
        stores.accountEvents().changed(account);
        return RejectCode.NONE;
    }

    RejectCode onCloseAccount(final CommandSlot slot) {
        closing.wrapAndApplyHeader(slot.bytes(), 0, header);
        final int account = accounts.find(closing.account());
        final RejectCode unfit = check(account);
        if (unfit != RejectCode.NONE) {
            return unfit;
        }
        if (accounts.owner(account) != slot.participant() && (slot.roles() & Permissions.OPERATOR) == 0) {
            return RejectCode.NOT_PERMITTED;
        }
        if (!isEmpty(account)) {
            return RejectCode.ACCOUNT_NOT_EMPTY;
        }
        accounts.phase(account, AccountPhase.CLOSED);
        stores.accountEvents().changed(account);
        stores.statusNotices().say(account);
        return RejectCode.NONE;
    }

    private boolean isEmpty(final int account) {
        int exposure = accounts.firstExposure(account);
        while (exposure != ExposureStore.NONE) {
            if (accounts.exposures().balance(exposure) != 0) {
                return false;
            }
            exposure = accounts.nextExposure(account, exposure);
        }
        return accounts.phase(account) == AccountPhase.NORMAL
                && accounts.positionCount(account) == 0
                && terms.reservedMargin(account) == 0
                && terms.openInstructions(account) == 0
                && stores.liquidationDesk().backstops().find(account) == Backstops.NONE;
    }

    /**
     * What open orders need is told, not asked for: it is taken as a fact, whatever the account has. An operator may
     * lift what a venue reserved, for one that is gone cannot.
     */
    RejectCode onReserveMargin(final CommandSlot slot) {
        reservation.wrapAndApplyHeader(slot.bytes(), 0, header);
        final int account = accounts.find(reservation.account());
        final long amount = reservation.amount();
        final RejectCode unfit = check(account);
        if (unfit != RejectCode.NONE) {
            return unfit;
        }
        if (amount < 0 || amount > Bounds.MAX_AMOUNT) {
            return RejectCode.BAD_QUANTITY;
        }
        final int venue = reservation.venue() == 0 ? slot.participant() : reservation.venue();
        final boolean isOwn = venue == slot.participant() && (slot.roles() & Permissions.VENUE) != 0;
        final boolean isLifted = amount == 0 && (slot.roles() & Permissions.OPERATOR) != 0;
        if (!isOwn && !isLifted) {
            return RejectCode.NOT_PERMITTED;
        }
        final long before = stores.reservations().amount(venue, account);
        if (terms.reservedMargin(account) - before + amount > Bounds.MAX_AMOUNT) {
            return RejectCode.ARITHMETIC_OVERFLOW;
        }
        if (amount > 0 && !stores.reservations().hasRoom(venue, account)) {
            return RejectCode.CAPACITY;
        }
        keeper.touch(account);
        stores.reservations().reserve(venue, account, amount);
        stores.accountEvents().reserved(account, venue, amount);
        stores.statusNotices().say(account);
        return RejectCode.NONE;
    }

    private RejectCode check(final int account) {
        if (account == AccountStore.NONE) {
            return RejectCode.UNKNOWN_ACCOUNT;
        }
        return accounts.phase(account) == AccountPhase.CLOSED ? RejectCode.ACCOUNT_CLOSED : RejectCode.NONE;
    }
}
