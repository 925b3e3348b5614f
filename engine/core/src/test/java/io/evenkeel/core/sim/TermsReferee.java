package io.evenkeel.core.sim;

import static io.evenkeel.core.sim.Discrepancy.check;

import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SetCollateralTermsDecoder;
import io.evenkeel.codecs.SetMarginTermsDecoder;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.TermsEntry;
import io.evenkeel.core.sim.event.Event;
import io.evenkeel.model.AdmittedTerms;
import io.evenkeel.model.ModelAccount;
import io.evenkeel.model.ModelBook;
import io.evenkeel.model.Terms;
import io.evenkeel.model.TermsInForce;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Follows changes of terms (SPEC 9): first in, first out; at once where nobody has to hold more, else account by
 * account, a fixed number at each timer that finds no task. How far that is at the end of a timer is worked out here;
 * within a timer the model stands where the engine stands, so that both judge by the same terms at every event.
 */
final class TermsReferee {
    /** Accounts that adopt at one timer, for each evaluation of a slice. */
    private static final int ACCOUNTS_PER_EVALUATION = 4;

    private final ModelBook book;
    private final TermsInForce inForce;
    private final AdmittedTerms admitted;
    private final LongSupplier adoptedTo;
    private final int accountsPerTimer;
    private final Deque<Change> waiting = new ArrayDeque<>();
    private Change adopting;
    private LogEntry entry;
    private long position;
    private boolean isTimer;
    private boolean isBegun;
    private boolean isIdle;
    private boolean isTaken;
    private long expected;
    private int idleTimers;

    TermsReferee(final ModelBook book, final World world, final LongSupplier adoptedTo) {
        this.book = book;
        this.adoptedTo = adoptedTo;
        inForce = book.inForce();
        admitted = new AdmittedTerms(book.terms());
        accountsPerTimer = ACCOUNTS_PER_EVALUATION * world.limits().sliceEvaluations();
    }

    /** A change that was accepted. */
    private record Change(long position, TermsEntry wanted) {
    }

    void begin(final LogEntry next, final long atPosition, final boolean isTaskRunning) {
        entry = next;
        position = atPosition;
        isTimer = next.participant() == 0;
        isBegun = false;
        isIdle = isTimer && !isTaskRunning;
        isTaken = false;
        expected = isIdle && inForce.isBeingAdopted() ? afterOneTimer() : inForce.adoptedTo();
    }

    private long afterOneTimer() {
        final List<Long> ids = book.accounts().stream()
                .map(ModelAccount::id).filter(id -> id > inForce.adoptedTo()).toList();
        return ids.size() <= accountsPerTimer ? Long.MAX_VALUE : ids.get(accountsPerTimer - 1);
    }

    /** Takes the cursor to where it is now. {@return whether it moved} */
    boolean follow() {
        final long now = adoptedTo.getAsLong();
        if (!inForce.isBeingAdopted() || now == inForce.adoptedTo()) {
            return false;
        }
        check(isTimer, () -> "terms were adopted to account " + now + " by " + entry);
        inForce.advance(now);
        return true;
    }

    /** A price, or funding, sets a task in motion, and no change begins beside one. */
    void onPriced() {
        isIdle = false;
    }

    void onChanged(final Event.ParametersChanged changed) {
        if (changed.change() != SetMarginTermsDecoder.TEMPLATE_ID
                && changed.change() != SetCollateralTermsDecoder.TEMPLATE_ID) {
            return;
        }
        if (adopting != null) {
            check("change adopted", told(adopting, true), changed);
            if (inForce.isBeingAdopted()) {
                inForce.complete();
            }
            adopting = null;
        } else {
            begin(changed);
        }
    }

    private void begin(final Event.ParametersChanged changed) {
        final Change next = waiting.isEmpty() ? justSent() : waiting.poll();
        check(next != null, () -> "no change waits, but " + changed);
        final boolean isAtOnce = next.wanted instanceof TermsEntry.Margin margin
                ? margin.wanted().isNowhereAbove(inForce.latest().instruments().get(margin.wanted().id()))
                : isAtOnce((TermsEntry.Collateral) next.wanted);
        check("change", told(next, isAtOnce), changed);
        inForce.begin(latestWith(next.wanted), isAtOnce);
        adopting = isAtOnce ? null : next;
        isBegun = true;
        idleTimers = 0;
    }

    /** The change of the entry at hand, which is answered only after it has begun; once. */
    private Change justSent() {
        if (isTaken || !(entry instanceof TermsEntry wanted)) {
            return null;
        }
        isTaken = true;
        return new Change(position, wanted);
    }

    private boolean isAtOnce(final TermsEntry.Collateral change) {
        return change.wanted().isNowhereBelow(inForce.latest().assets().get(change.wanted().id()));
    }

    private Terms latestWith(final TermsEntry wanted) {
        return wanted instanceof TermsEntry.Margin margin
                ? inForce.latest().with(margin.wanted())
                : inForce.latest().with(((TermsEntry.Collateral) wanted).wanted());
    }

    private static Event.ParametersChanged told(final Change change, final boolean isAdopted) {
        return change.wanted instanceof TermsEntry.Margin margin
                ? new Event.ParametersChanged(change.position, SetMarginTermsDecoder.TEMPLATE_ID, margin.wanted().id(),
                        PricedKind.INSTRUMENT, isAdopted)
                : new Event.ParametersChanged(change.position, SetCollateralTermsDecoder.TEMPLATE_ID,
                        ((TermsEntry.Collateral) change.wanted).wanted().id(), PricedKind.ASSET, isAdopted);
    }

    void onAck(final Event.Ack ack) {
        if (entry instanceof TermsEntry wanted && ack.status() != AckStatus.REJECTED) {
            admit(wanted);
            if (!isTaken) {
                waiting.add(new Change(position, wanted));
            }
        }
    }

    private void admit(final TermsEntry wanted) {
        if (wanted instanceof TermsEntry.Margin margin) {
            admitted.admit(margin.wanted());
        } else {
            admitted.admit(((TermsEntry.Collateral) wanted).wanted());
        }
    }

    /** Adds the reasons that speak against a change. */
    void add(final Set<RejectCode> reasons, final TermsEntry wanted) {
        final AdmittedTerms.Verdict verdict = wanted instanceof TermsEntry.Margin margin
                ? admitted.judge(margin.wanted())
                : admitted.judge(((TermsEntry.Collateral) wanted).wanted());
        if (verdict == AdmittedTerms.Verdict.UNKNOWN) {
            reasons.add(wanted instanceof TermsEntry.Margin ? RejectCode.UNKNOWN_INSTRUMENT : RejectCode.UNKNOWN_ASSET);
        } else if (verdict == AdmittedTerms.Verdict.UNSOUND) {
            reasons.add(RejectCode.BAD_PARAMETER);
        }
    }

    /** Checks what can only be said once the entry is done. */
    void end() {
        check(isBegun || expected == inForce.adoptedTo(),
                () -> "terms adopted to " + inForce.adoptedTo() + ", not to " + expected);
        check((adopting != null) == inForce.isBeingAdopted(), () -> "the end of a change was not told: " + adopting);
        idleTimers += isIdle && adopting == null && !waiting.isEmpty() ? 1 : 0;
        // Something that needs no judgement may be in adoption before it: milder terms, or ceilings of funding. And
        // what holds for all at once waits while a deleveraging gathers holders, one at least with each timer.
        final int most = book.accounts().size() / accountsPerTimer + book.accounts().size() + 2;
        check(idleTimers <= most, () -> "waits too long: " + waiting.peek());
    }
}
