package io.evenkeel.core.sim;

import static io.evenkeel.core.sim.Discrepancy.check;

import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.InstructionKind;
import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.OrderEntry;
import io.evenkeel.core.sim.command.SettlementEntry;
import io.evenkeel.core.sim.event.Event;
import io.evenkeel.model.InstrumentTerms;
import io.evenkeel.model.ModelAccount;
import io.evenkeel.model.ModelBook;
import io.evenkeel.model.ModelInstruction;
import io.evenkeel.model.SettlementCycle;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Follows settlement cycles (SPEC 5): when they start, at which marks, what each account is paid, what gateways are
 * told for those that settle outside, and the batch record. Whoever is touched is settled first.
 */
final class CycleReferee {
    private static final long LONGEST_MS = 31_622_400_000L;

    private final ModelBook book;
    private final Predictions predictions;
    private final Tally tally;
    /** What the account that was settled last is to be paid, or has to pay, through gateways. */
    private final Deque<ModelInstruction> plan = new ArrayDeque<>();
    private SettlementCycle cycle;
    private long number;
    private long lastHash;
    private long cycleMs;
    private long boundaryMs;
    private LogEntry entry;
    private long timeMs;
    private boolean isStartDue;
    private int timers;
    private long instructions;
    private long externals;

    CycleReferee(final ModelBook book, final Predictions predictions, final Tally tally) {
        this.book = book;
        this.predictions = predictions;
        this.tally = tally;
    }

    void begin(final LogEntry next, final long atTimeMs) {
        entry = next;
        timeMs = atTimeMs;
        isStartDue = next.participant() == 0 && cycle == null && cycleMs > 0 && boundary() > boundaryMs;
    }

    private long boundary() {
        return timeMs - timeMs % cycleMs;
    }

    /** {@return number of the last cycle} */
    long number() {
        return number;
    }

    /** Adds the reasons that speak against an entry. */
    void add(final Set<RejectCode> reasons, final SettlementEntry wanted) {
        if (wanted instanceof SettlementEntry.StartCycle && cycle != null) {
            reasons.add(RejectCode.ALREADY_EXISTS);
        } else if (wanted instanceof SettlementEntry.SettlementTerms terms && !isSound(terms)) {
            reasons.add(RejectCode.BAD_PARAMETER);
        }
    }

    private static boolean isSound(final SettlementEntry.SettlementTerms terms) {
        return isPeriod(terms.cycleMs())
                && isPeriod(terms.repeatMs())
                && isPeriod(terms.windowMs())
                && terms.withdrawalLimit() >= 0
                && (terms.withdrawalLimit() == 0 || terms.windowMs() > 0);
    }

    /** {@return whether a time makes sense, 0 included} */
    static boolean isPeriod(final long ms) {
        return ms >= 0 && ms <= LONGEST_MS;
    }

    void onAck(final Event.Ack ack) {
        if (ack.status() == AckStatus.REJECTED) {
            return;
        }
        if (entry instanceof SettlementEntry.SettlementTerms terms && terms.cycleMs() != cycleMs) {
            cycleMs = terms.cycleMs();
            boundaryMs = cycleMs == 0 ? 0 : boundary();
        } else if (entry instanceof OrderEntry.AccountTerms) {
            // From now on it depends on how far the cycle is who is settled outside.
            externals = -1;
        }
    }

    void onStarted(final Event.CycleStarted started) {
        check(cycle == null && (isStartDue || entry instanceof SettlementEntry.StartCycle),
                () -> started + " by " + entry);
        final long[] marks = new long[book.terms().instruments().size()];
        for (final InstrumentTerms instrument : book.terms().instruments()) {
            final PriceState state = book.market().state(PricedKind.INSTRUMENT, instrument.id());
            final boolean isTrusted = state == PriceState.VALID || state == PriceState.UNCERTAIN;
            final boolean takesPart = isTrusted && book.market().isOpen(instrument.id());
            marks[instrument.id()] = takesPart ? book.market().mark(instrument.id()) : 0;
        }
        cycle = new SettlementCycle(book, ++number, marks);
        check("cycle", new Event.CycleStarted(number, cycle.instruments()), started);
        boundaryMs = isStartDue ? boundary() : boundaryMs;
        isStartDue = false;
        timers = 0;
        instructions = 0;
        externals = book.accounts().stream()
                .filter(account -> account.isExternal() && !cycle.isDue(account.id())).count();
        tally.count(Tally.Kind.CYCLES);
    }

    void onMark(final Event.CycleMark told) {
        check("frozen mark", new Event.CycleMark(number, cycle.mark(told.instrument()), told.instrument()), told);
    }

    void onSettled(final Event.CycleSettled settled) {
        check(cycle != null, () -> "no cycle runs, but " + settled);
        check(() -> "asset settled next: " + settled, cycle.nextAsset(settled.account()), settled.asset());
        final long profit = cycle.settle(settled.account(), settled.asset());
        final ModelAccount account = book.account(settled.account());
        check("part in a cycle", new Event.CycleSettled(
                number, account.id(), settled.asset(), profit, account.balance(settled.asset())), settled);
        if (account.isExternal() && !cycle.isDue(account.id())) {
            planFor(account);
        }
    }

    /** {@return an account as it is once a command touches it: settled, and parted from what gateways pay it} */
    ModelAccount touched(final ModelAccount account) {
        if (cycle == null || !cycle.isDue(account.id())) {
            return account;
        }
        final ModelAccount settled = cycle.settled(account);
        return account.isExternal() ? plan(account, settled, new ArrayDeque<>()) : settled;
    }

    private void planFor(final ModelAccount account) {
        plan(account, account.copy(), plan);
    }

    /** Plans what gateways are told of an account that has had its part. {@return the account afterwards} */
    private ModelAccount plan(
            final ModelAccount account, final ModelAccount after, final Deque<ModelInstruction> planned) {
        book.terms().instruments().forEach(instrument -> after.settleFunding(instrument, book.market()));
        for (int asset = 0; asset < book.terms().assets().size(); asset++) {
            final long balance = after.balance(asset);
            final boolean isOwing = balance < 0;
            final long amount = isOwing
                    ? -balance - collected(account.id(), asset)
                    : predictions.most(after, asset, Math.min(cycle.profitOf(account, asset), balance));
            if (amount > 0 && predictions.hasRoomForInstruction(account.id(), planned.size())) {
                planned.add(new ModelInstruction(
                        book.lastInstruction() + planned.size() + 1, number, account.id(), asset, amount,
                        isOwing ? InstructionKind.COLLECT : InstructionKind.PAY));
                after.credit(asset, isOwing ? 0 : -amount);
            }
        }
        return after;
    }

    private long collected(final long account, final int asset) {
        return book.instructions().stream()
                .filter(open -> !open.isHeld() && open.account() == account && open.asset() == asset)
                .mapToLong(ModelInstruction::amount).sum();
    }

    /** A cycle has gateways move money. */
    void onInstructed(final Event.Instructed told) {
        if (plan.isEmpty() && told.kind() == InstructionKind.COLLECT) {
            planDebts(told.account());
        }
        check("instruction of a cycle", String.valueOf(plan.poll()), new ModelInstruction(
                told.instruction(), told.cycle(), told.account(), told.asset(), told.amount(), told.kind()).toString());
        book.instruct(number, told.account(), told.asset(), told.amount(), told.kind());
        instructions++;
        tally.count(told.kind() == InstructionKind.PAY ? Tally.Kind.PAYMENTS : Tally.Kind.COLLECTIONS);
    }

    /** An account without positions has no part in a cycle but its debts. */
    private void planDebts(final long id) {
        final ModelAccount account = book.account(id);
        check(cycle != null && account.isExternal() && !cycle.isDue(id), () -> "collected from " + id);
        planFor(account);
    }

    void onClosed(final Event.CycleClosed closed) {
        check(cycle != null && cycle.left().isEmpty(), () -> "left out of " + closed + ": " + cycle.left());
        check("debits and credits", cycle.debits(), cycle.credits());
        check("hash of the batch before", lastHash, closed.previousHash());
        check("batch", new Event.CycleClosed(
                number, externals < 0 ? closed.accounts() : cycle.accounts() + externals, cycle.positions(),
                instructions, cycle.debits().longValueExact(), cycle.credits().longValueExact(),
                closed.instructionsHash(), lastHash, closed.hash(), 0), closed);
        check((closed.instructionsHash() == 0) == (instructions == 0), () -> "hash of instructions of " + closed);
        lastHash = closed.hash();
        tally.add(Tally.Kind.CYCLE_PROFITS, cycle.credits().compareTo(BigInteger.ZERO) > 0 ? 1 : 0);
        cycle = null;
    }

    /** What was planned for an account comes before anything else, but for the funding that it settles first. */
    void beforeEvent(final Event event) {
        check(plan.isEmpty() || event instanceof Event.FundingPaid || event instanceof Event.Instructed,
                () -> "not told: " + plan + " before " + event);
    }

    /** Whoever is touched while a cycle runs is settled first. */
    void checkSettled(final long account) {
        check(cycle == null || !cycle.isDue(account), () -> "account " + account + " was touched before its part");
    }

    void end() {
        check(plan.isEmpty(), () -> "not told: " + plan);
        check(!isStartDue, () -> "no cycle started at " + boundary() + " after " + boundaryMs);
        timers += entry.participant() == 0 ? 1 : 0;
        check(cycle == null || timers <= book.accounts().size() + 1, () -> "a cycle takes " + timers + " timers");
    }
}
