package io.evenkeel.core.adoption;

import io.evenkeel.codecs.PricedKind;
import io.evenkeel.core.store.Mixing;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;

/**
 * All changes of terms that are in force, being adopted, or wait: what a snapshot needs to bring them back. Terms of
 * sale are here as long as they wait among prices, {@link #SUBMITTED}. Changes are rare and few; allocates with each.
 */
public final class TermsBook {
    /** Role of a change: in force before the one that is being adopted. */
    public static final int FORMER = 0;
    /** Role of a change: in force, or being adopted. */
    public static final int LATEST = 1;
    /** Role of a change: its turn to be adopted has not come. */
    public static final int WAITING = 2;
    /** Role of a change: waits in the queue of updates for a task to end. */
    public static final int SUBMITTED = 3;

    private final TermsChange[][] latest;
    private final TermsChange[][] former;
    private final List<TermsChange> waiting = new ArrayList<>();
    private final List<TermsChange> submitted = new ArrayList<>();
    private final Hasher hasher = new Hasher();

    /** Makes a book in which everything has the terms it was listed with. */
    public TermsBook(final int maxAssets, final int maxInstruments) {
        latest = new TermsChange[2][];
        former = new TermsChange[2][];
        latest[PricedKind.ASSET.value()] = new TermsChange[maxAssets];
        former[PricedKind.ASSET.value()] = new TermsChange[maxAssets];
        latest[PricedKind.INSTRUMENT.value()] = new TermsChange[maxInstruments];
        former[PricedKind.INSTRUMENT.value()] = new TermsChange[maxInstruments];
    }

    /** {@return changes whose turn has not come, in order} */
    public List<TermsChange> waiting() {
        return waiting;
    }

    /** {@return changes that wait in the queue of updates, in order} */
    public List<TermsChange> submitted() {
        return submitted;
    }

    /** Takes note that a change begins. */
    public void begin(final TermsChange change) {
        final int kind = change.kind().value();
        former[kind][change.priced()] = latest[kind][change.priced()];
        latest[kind][change.priced()] = change;
    }

    /** Takes note that every account has adopted the latest change of something. {@return that change} */
    public TermsChange complete(final PricedKind kind, final int priced) {
        former[kind.value()][priced] = null;
        return latest[kind.value()][priced];
    }

    /** Shows every change with its role, in canonical order: in force, then what waits, first in first. */
    public void forEach(final ObjIntConsumer<TermsChange> visitor) {
        for (int kind = 0; kind < latest.length; kind++) {
            for (int priced = 0; priced < latest[kind].length; priced++) {
                visit(former[kind][priced], FORMER, visitor);
                visit(latest[kind][priced], LATEST, visitor);
            }
        }
        for (int n = 0; n < waiting.size(); n++) {
            visitor.accept(waiting.get(n), WAITING);
        }
        for (int n = 0; n < submitted.size(); n++) {
            visitor.accept(submitted.get(n), SUBMITTED);
        }
    }

    private static void visit(final TermsChange change, final int role, final ObjIntConsumer<TermsChange> visitor) {
        if (change != null) {
            visitor.accept(change, role);
        }
    }

    /** {@return canonical hash} */
    public long stateHash() {
        hasher.hash = 0;
        forEach(hasher);
        return hasher.hash;
    }

    /** Chains what it is shown. */
    private static final class Hasher implements ObjIntConsumer<TermsChange> {
        private long hash;

        @Override
        public void accept(final TermsChange change, final int role) {
            final int what = change.isAdopted() ? change.kind().value() : change.templateId();
            hash = Mixing.chain(Mixing.chain(hash, what << 2 | role), change.priced());
            hash = Mixing.chain(hash, change.stateHash());
        }
    }
}
