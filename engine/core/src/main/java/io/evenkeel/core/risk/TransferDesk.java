package io.evenkeel.core.risk;

import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.TransferDecoder;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.ledger.AccountPhase;
import io.evenkeel.core.ledger.AccountStore;

/**
 * Moves money between two accounts of one owner: for the one debited it is a withdrawal, for the one credited, frozen
 * or not, a deposit (SPEC 3). Nothing leaves the clearing, so limits of withdrawals and the deposit cap do not count;
 * the concentration limit does. No allocation.
 */
final class TransferDesk {
    private final RiskStores stores;
    private final AccountKeeper keeper;
    private final WithdrawalRule rule;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TransferDecoder transfer = new TransferDecoder();

    TransferDesk(final RiskStores stores, final AccountKeeper keeper, final WithdrawalRule rule) {
        this.stores = stores;
        this.keeper = keeper;
        this.rule = rule;
    }

    RejectCode onTransfer(final CommandSlot slot) {
        transfer.wrapAndApplyHeader(slot.bytes(), 0, header);
        final AccountStore accounts = stores.accounts();
        final int from = accounts.find(transfer.from());
        final int to = accounts.find(transfer.to());
        final RejectCode nonsense = checkParties(slot.participant(), from, to);
        if (nonsense != RejectCode.NONE) {
            return nonsense;
        }
        keeper.touch(from);
        keeper.touch(to);
        final RejectCode uncovered = rule.check(from, transfer.asset(), transfer.amount());
        if (uncovered != RejectCode.NONE) {
            return uncovered;
        }
        final RejectCode unwanted = checkCredit(to);
        if (unwanted == RejectCode.NONE) {
            book(from, to);
        }
        return unwanted;
    }

    private RejectCode checkParties(final int sender, final int from, final int to) {
        if (from == AccountStore.NONE || to == AccountStore.NONE) {
            return RejectCode.UNKNOWN_ACCOUNT;
        }
        if (stores.accounts().phase(to) == AccountPhase.CLOSED) {
            return RejectCode.ACCOUNT_CLOSED;
        }
        if (!stores.listings().hasAsset(transfer.asset())) {
            return RejectCode.UNKNOWN_ASSET;
        }
        if (transfer.amount() <= 0 || transfer.amount() > Bounds.MAX_AMOUNT) {
            return RejectCode.BAD_QUANTITY;
        }
        if (stores.accounts().owner(from) != sender || stores.accounts().owner(to) != sender) {
            return RejectCode.NOT_PERMITTED;
        }
        return from == to ? RejectCode.BAD_PARAMETER : RejectCode.NONE;
    }

    private RejectCode checkCredit(final int to) {
        if (!stores.accounts().hasRoomForExposure(to, transfer.asset())) {
            return RejectCode.CAPACITY;
        }
        final int exposure = stores.accounts().findExposure(to, transfer.asset());
        if (!keeper.canBook(exposure, transfer.amount())) {
            return RejectCode.ARITHMETIC_OVERFLOW;
        }
        return keeper.isWithinLimit(to, exposure, transfer.asset(), transfer.amount())
                ? RejectCode.NONE
                : RejectCode.DEPOSIT_CAP;
    }

    private void book(final int from, final int to) {
        final int asset = transfer.asset();
        keeper.settleFunding(from);
        stores.ledger().transfer(
                stores.accounts().findExposure(from, asset),
                stores.accounts().exposureTo(to, asset),
                transfer.amount());
        stores.settlementEvents().transferred(transfer.from(), transfer.to(), asset, transfer.amount());
        keeper.settle(from, true);
        keeper.settle(to, true);
        stores.statusNotices().say(from);
        stores.statusNotices().say(to);
    }
}
