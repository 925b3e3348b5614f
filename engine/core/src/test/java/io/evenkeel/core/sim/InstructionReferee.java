package io.evenkeel.core.sim;

import static io.evenkeel.core.sim.Discrepancy.check;

import io.evenkeel.codecs.InstructionKind;
import io.evenkeel.codecs.InstructionOutcome;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.listing.PricedState;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.Parties;
import io.evenkeel.core.sim.event.Event;
import io.evenkeel.model.Breaches;
import io.evenkeel.model.ModelAccount;
import io.evenkeel.model.ModelBook;
import io.evenkeel.model.ModelInstruction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Follows what gateways are told: why, when for the first time, and when again. A withdrawal that waits for its delay
 * waits on while it would be refused if it were asked for now, and returns when its account's liquidation begins.
 */
final class InstructionReferee {
    private final ModelBook book;
    private final Tally tally;
    private final int perTimer;
    private final Map<Long, Sending> sendings = new HashMap<>();
    private long repeatMs = 60_000;
    private int most;
    private LogEntry entry;
    private long timeMs;
    private Event.Instructed announced;
    private LongPredicate isPaused = account -> false;
    private Predicate<ModelAccount> isTrusted = account -> true;
    private Set<Long> heldBefore = Set.of();

    InstructionReferee(final ModelBook book, final World world, final Tally tally) {
        this.book = book;
        this.tally = tally;
        perTimer = world.limits().sliceEvaluations();
    }

    /** How often an open instruction was sent, when last or from when on, and for how many timers it is overdue. */
    private record Sending(int times, long timeMs, int overdueTimers) {
    }

    void begin(final LogEntry next, final long atTimeMs) {
        entry = next;
        timeMs = atTimeMs;
        announced = null;
        heldBefore = waiting().stream().map(ModelInstruction::id).filter(this::isOnHold).collect(Collectors.toSet());
    }

    /** Says who knows whose withdrawals a fill has paused. */
    void askOfPauses(final LongPredicate pauses) {
        isPaused = pauses;
    }

    /** Says who knows whether every price that matters to an account can be used. */
    void askOfTrust(final Predicate<ModelAccount> predicate) {
        isTrusted = predicate;
    }

    /** Takes the time after which an instruction is sent again; 0 for never. */
    void repeatAfter(final long wantedMs) {
        repeatMs = wantedMs;
    }

    /** {@return whether gateways know of an instruction} */
    boolean isKnown(final long instruction) {
        return book.instruction(instruction) != null && sendings.get(instruction).times > 0;
    }

    /** {@return withdrawals that gateways do not know of yet} */
    List<ModelInstruction> waiting() {
        return book.instructions().stream().filter(open -> !isKnown(open.id())).toList();
    }

    /** Whether an instruction may not be said for the first time now. */
    private boolean isOnHold(final long instruction) {
        if (isKnown(instruction)) {
            return false;
        }
        final long id = book.instruction(instruction).account();
        final ModelAccount account = book.account(id);
        final int asset = book.instruction(instruction).asset();
        if (!PricedState.allowsWithdrawal(book.market().state(PricedKind.ASSET, asset))) {
            return true;
        }
        return AccountStore.isPoolId(id)
                ? isPoolHeldBack((int) (id - AccountStore.POOL_ID))
                : account.isFrozen() || isPaused.test(id) || book.isHeldBack(account) || !isTrusted.test(account);
    }

    /** {@return whether a pool keeps its money: something is missing in its markets, or it may lose or has lost} */
    boolean isPoolHeldBack(final int pool) {
        final ModelAccount account = book.account(AccountStore.POOL_ID + pool);
        return book.isAnythingMissing(pool) || (account != null && !account.isFlat());
    }

    /**
     * {@return whether a withdrawal ended because the liquidation of its account is the next to begin, or because it is
     * a pool's that others are about to pay}
     *
     * @param isAnswered whether the entry has its answer: whatever it asked for is done.
     */
    boolean isTakenBack(final Event.Finished finished, final boolean isAnswered) {
        final boolean isAskedFor = !isAnswered
                && entry instanceof LogEntry.Cancellation wanted
                && wanted.instruction() == finished.instruction();
        if (finished.outcome() != InstructionOutcome.CANCELLED || isAskedFor) {
            return false;
        }
        if (isPoolShort(finished.account(), finished.asset())) {
            return !isKnown(finished.instruction());
        }
        final Breaches.Breach next = book.breaches().first();
        check(next != null && next.account() == finished.account() && !isKnown(finished.instruction()),
                () -> "taken back before " + next + " begins: " + finished);
        return true;
    }

    /** Whether a pool has just closed a position and has not got what it lost: its own money comes first. */
    private boolean isPoolShort(final long account, final int asset) {
        return AccountStore.isPoolId(account)
                && book.account(account).lastClosed(asset) != null
                && book.insurance().balance((int) (account - AccountStore.POOL_ID), asset) < 0;
    }

    /** Checks that a pool of which others bear a loss has nothing of the asset on its way likewise. */
    void checkTakenBack(final long account, final int asset) {
        check(waiting().stream().noneMatch(open -> open.account() == account && open.asset() == asset),
                () -> "not taken back by pool " + account + ": " + waiting());
    }

    /** Checks that an account in liquidation has nothing on its way of which gateways do not know. */
    void checkTakenBack(final long account) {
        check(waiting().stream().noneMatch(open -> open.account() == account),
                () -> "not taken back by account " + account + ": " + waiting());
    }

    /** Adds what speaks against taking back a withdrawal. */
    void addCancellation(final Set<RejectCode> reasons, final LogEntry.Cancellation wanted) {
        final ModelInstruction open = book.instruction(wanted.instruction());
        if (open == null || isKnown(open.id())) {
            reasons.add(RejectCode.UNKNOWN_INSTRUCTION);
        } else if (wanted.participant() != Parties.GENESIS
                && (AccountStore.isPoolId(open.account())
                        || wanted.participant() != Parties.ownerOf(open.account()))) {
            reasons.add(RejectCode.NOT_PERMITTED);
        }
    }

    /** Checks an instruction that is sent; one that is new is for the caller to judge. {@return whether it is} */
    boolean onInstructed(final Event.Instructed told) {
        final ModelInstruction open = book.instruction(told.instruction());
        if (open != null) {
            onRepeated(told, open);
            return false;
        }
        check("id of " + told, book.lastInstruction() + 1, told.instruction());
        check("times that it was said", 0, told.repeat());
        sendings.put(told.instruction(), new Sending(1, timeMs, 0));
        most = Math.max(most, book.instructions().size() + 1);
        return true;
    }

    /** Terms that come later hold for what was sent before, too. */
    private long dueMs(final Sending last) {
        if (last.times == 0) {
            return last.timeMs;
        }
        return repeatMs == 0 ? Long.MAX_VALUE : last.timeMs + repeatMs;
    }

    private void onRepeated(final Event.Instructed told, final ModelInstruction open) {
        final Sending last = sendings.get(told.instruction());
        check("instruction said again", open, new ModelInstruction(
                told.instruction(), told.cycle(), told.account(), told.asset(), told.amount(), told.kind()));
        check("times that it was said", last.times, told.repeat());
        check(entry.participant() == 0 && dueMs(last) <= timeMs, () -> "not due before " + dueMs(last) + ": " + told);
        check(!isOnHold(told.instruction()), () -> "on hold: " + told);
        sendings.put(told.instruction(), new Sending(last.times + 1, timeMs, 0));
    }

    /** A new instruction for a withdrawal: the owner has just asked for it, and the money leaves next. */
    void announce(final Event.Instructed told) {
        final LogEntry.Withdrawal asked = new LogEntry.Withdrawal(told.account(), told.asset(), told.amount());
        check("withdrawal that is sent",
                entry instanceof LogEntry.InsuranceWithdrawal wanted ? wanted.ofAccount() : entry, asked);
        check("cycle of a withdrawal", 0, told.cycle());
        announced = told;
    }

    /** The money of a withdrawal leaves the account. */
    void onWithdrawn(final LogEntry.Withdrawal withdrawal, final long delayMs) {
        check((announced != null) == (delayMs == 0), () -> "withdrawal that waits for " + delayMs + ": " + announced);
        book.instruct(
                0, withdrawal.account(), withdrawal.asset(), withdrawal.amount(), InstructionKind.WITHDRAWAL);
        if (delayMs > 0) {
            sendings.put(book.lastInstruction(), new Sending(0, timeMs + delayMs, 0));
            most = Math.max(most, book.instructions().size());
        }
    }

    /** Checks that none that is due waits for longer than timers take to look at all, those made meanwhile included. */
    void end() {
        if (entry.participant() != 0) {
            return;
        }
        for (final ModelInstruction open : book.instructions()) {
            final Sending last = sendings.get(open.id());
            if (heldBefore.contains(open.id()) || isOnHold(open.id())) {
                sendings.put(open.id(), new Sending(last.times, last.timeMs, 0));
                tally.add(Tally.Kind.HELD, dueMs(last) <= timeMs ? 1 : 0);
            } else {
                // Terms that come meanwhile may put it off, and then begin anew.
                final int overdue = dueMs(last) <= timeMs ? last.overdueTimers + 1 : 0;
                sendings.put(open.id(), new Sending(last.times, last.timeMs, overdue));
                check(overdue <= 2 * most / perTimer + 2,
                        () -> "due since " + dueMs(last) + " for " + overdue + " timers and not sent: "
                                + open + ", " + most + " at most, " + perTimer + " a timer");
            }
        }
    }
}
