package io.evenkeel.core.risk;

import io.evenkeel.codecs.CancelWithdrawalDecoder;
import io.evenkeel.codecs.ConfirmInstructionDecoder;
import io.evenkeel.codecs.InstructionKind;
import io.evenkeel.codecs.InstructionOutcome;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.gate.Permissions;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.output.SettlementEvents;
import io.evenkeel.core.settlement.InstructionStore;

/**
 * Tells gateways to move money and takes what they answer (SPEC 5). What is paid out lies in IN_TRANSIT from the moment
 * the instruction is made until a gateway confirms it, then it is outside, or says that it failed, then it returns to
 * the account. What is collected is credited on confirmation. An instruction is sent at once or after a delay, in which
 * a withdrawal may still be cancelled, and sent again until it ends, by timers that look at some in rounds, so that
 * those made meanwhile, which were sent just now, cannot keep them from those that wait.
 *
 * <p>A withdrawal of which no gateway knows yet is still the account's money: when its liquidation begins, it returns;
 * and it waits, however long its delay is over, while it would be refused if it were asked for now. No allocation.
 */
final class InstructionDesk {
    private static final int EVERY_ASSET = -1;

    private final RiskStores stores;
    private final AccountKeeper keeper;
    private final WithdrawalRule rule;
    private final InstructionStore instructions;
    private final SettlementEvents events;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ConfirmInstructionDecoder confirmation = new ConfirmInstructionDecoder();
    private final CancelWithdrawalDecoder cancellation = new CancelWithdrawalDecoder();

    InstructionDesk(final RiskStores stores, final AccountKeeper keeper, final WithdrawalRule rule) {
        this.stores = stores;
        this.keeper = keeper;
        this.rule = rule;
        instructions = stores.instructions();
        events = stores.settlementEvents();
    }

    /**
     * Makes an instruction that fits, and sends it unless it is to wait. What it pays out goes from the account's
     * balance to IN_TRANSIT; the caller says so on the audit feed, and settles the account.
     */
    void make(
            final int account,
            final int asset,
            final InstructionKind kind,
            final long amount,
            final long cycle,
            final long delayMs) {
        final long nowMs = stores.events().timeMs();
        final int record = instructions.open(account, asset, kind, amount, cycle, nowMs + delayMs);
        if (instructions.isHeld(record)) {
            final int exposure = stores.accounts().findExposure(account, asset);
            stores.ledger().pay(exposure, -amount, HouseAccount.IN_TRANSIT, 0);
        }
        if (delayMs == 0) {
            send(record);
        }
    }

    private void send(final int record) {
        events.instruction(stores.accounts(), instructions, record);
        instructions.sent(record, stores.events().timeMs());
    }

    /** Looks at some open instructions, in rounds, and sends those that are due. */
    void onTimer(final int most) {
        for (int left = Math.min(most, instructions.size()); left > 0; left--) {
            final int record = instructions.rounds().next();
            if (isDue(record)) {
                send(record);
            }
        }
    }

    /** What gateways know of they are told again, come what may, by the terms of now. */
    private boolean isDue(final int record) {
        final long timeMs = instructions.timeMs(record);
        final long nowMs = stores.events().timeMs();
        return instructions.timesSent(record) > 0
                ? stores.terms().isRepeatDue(timeMs, nowMs)
                : timeMs <= nowMs && !isOnHold(instructions.account(record), instructions.asset(record));
    }

    private boolean isOnHold(final int account, final int asset) {
        keeper.touch(account);
        return rule.isOnHold(account, asset);
    }

    private boolean isUnsentWithdrawal(final int record) {
        return instructions.kind(record) == InstructionKind.WITHDRAWAL && instructions.timesSent(record) == 0;
    }

    RejectCode onConfirmation(final CommandSlot slot) {
        confirmation.wrapAndApplyHeader(slot.bytes(), 0, header);
        if (confirmation.outcomeRaw() > InstructionOutcome.FAILED.value()) {
            return RejectCode.BAD_PARAMETER;
        }
        final int record = instructions.find(confirmation.instruction());
        if (record == InstructionStore.NONE || instructions.timesSent(record) == 0) {
            return RejectCode.UNKNOWN_INSTRUCTION;
        }
        final boolean isConfirmed = confirmation.outcome() == InstructionOutcome.CONFIRMED;
        final boolean isCredited = instructions.isHeld(record) != isConfirmed;
        final int exposure =
                stores.accounts().findExposure(instructions.account(record), instructions.asset(record));
        if (isCredited && !keeper.canBook(exposure, instructions.amount(record))) {
            return RejectCode.ARITHMETIC_OVERFLOW;
        }
        if (isCredited) {
            credit(record, exposure);
        } else if (isConfirmed) {
            stores.ledger().payHouse(
                    HouseAccount.IN_TRANSIT,
                    0,
                    HouseAccount.EXTERNAL,
                    0,
                    instructions.asset(record),
                    instructions.amount(record));
        }
        end(record, exposure, isCredited, confirmation.reference(), confirmation.outcome());
        return RejectCode.NONE;
    }

    /** Takes back a withdrawal of which no gateway knows yet. What it counts against limits stays counted. */
    RejectCode onCancelWithdrawal(final CommandSlot slot) {
        cancellation.wrapAndApplyHeader(slot.bytes(), 0, header);
        final int record = instructions.find(cancellation.instruction());
        if (record == InstructionStore.NONE || !isUnsentWithdrawal(record)) {
            return RejectCode.UNKNOWN_INSTRUCTION;
        }
        final int account = instructions.account(record);
        if (stores.accounts().owner(account) != slot.participant() && (slot.roles() & Permissions.OPERATOR) == 0) {
            return RejectCode.NOT_PERMITTED;
        }
        return cancel(record) ? RejectCode.NONE : RejectCode.ARITHMETIC_OVERFLOW;
    }

    /**
     * Gives an account whose liquidation is about to begin what it was to be paid and no gateway knows of, the newest
     * first: it may cure the account, and is not to leave while others pay what the account owes. What would take a
     * balance out of its bounds stays, on hold.
     *
     * @return how many it was to be paid.
     */
    int takeBack(final int account) {
        return takeBack(account, EVERY_ASSET);
    }

    /** As {@link #takeBack(int)}, of one asset alone. */
    int takeBack(final int account, final int asset) {
        int unsent = 0;
        int record = stores.accounts().firstInstruction(account);
        while (record != InstructionStore.NONE) {
            final int older = instructions.olderOfAccount(record);
            if (isUnsentWithdrawal(record) && (asset == EVERY_ASSET || instructions.asset(record) == asset)) {
                unsent++;
                cancel(record);
            }
            record = older;
        }
        return unsent;
    }

    /** Ends a withdrawal that was not sent. {@return false if the balance cannot take it back: nothing is changed} */
    private boolean cancel(final int record) {
        final int exposure =
                stores.accounts().findExposure(instructions.account(record), instructions.asset(record));
        final boolean isBookable = keeper.canBook(exposure, instructions.amount(record));
        if (isBookable) {
            credit(record, exposure);
            end(record, exposure, true, 0, InstructionOutcome.CANCELLED);
        }
        return isBookable;
    }

    private void credit(final int record, final int exposure) {
        keeper.touch(instructions.account(record));
        final HouseAccount from = instructions.isHeld(record) ? HouseAccount.IN_TRANSIT : HouseAccount.EXTERNAL;
        stores.ledger().pay(exposure, instructions.amount(record), from, 0);
    }

    private void end(
            final int record,
            final int exposure,
            final boolean isCredited,
            final long reference,
            final InstructionOutcome outcome) {
        events.ended(
                stores.accounts(),
                instructions,
                record,
                stores.accounts().exposures().balance(exposure),
                reference,
                outcome);
        final int account = instructions.account(record);
        instructions.close(record);
        if (isCredited) {
            keeper.settle(account, true);
            stores.statusNotices().say(account);
        }
    }
}
