package io.evenkeel.perf.rig;

import io.evenkeel.core.Engine;
import io.evenkeel.core.EngineLimits;
import io.evenkeel.core.inspect.EngineCounters;
import io.evenkeel.core.output.OutputSlot;
import io.evenkeel.perf.market.Population;
import java.util.List;
import java.util.function.Consumer;

/** A real engine with a population, and the rig that feeds it. */
public final class PopulatedEngine {
    private static final double LARGEST_REFUSED_SHARE = 1e-3;

    private final EngineLimits limits;
    private final Rig rig;
    private Engine engine;

    /** Makes the engine and populates it; takes about a minute for a million accounts. */
    public PopulatedEngine(final Population population, final int collaterals) {
        limits = Rig.limits(population.accounts(), collaterals);
        rig = new Rig(population, collaterals, sink -> {
            engine = new Engine(limits, sink);
            return engine;
        });
        requireSound();
    }

    private PopulatedEngine(final PopulatedEngine other, final Consumer<OutputSlot> listener) {
        limits = other.limits;
        rig = other.rig.twin(listener, sink -> {
            engine = new Engine(limits, sink);
            return engine;
        });
        other.engine.writeSnapshot(engine::loadSnapshotRecord);
        engine.completeSnapshotLoad();
    }

    /** {@return another engine in the same state, loaded from a snapshot; a listener sees every output from then on} */
    public PopulatedEngine twin(final Consumer<OutputSlot> listener) {
        return new PopulatedEngine(this, listener);
    }

    /** {@return whether prices have work left to do} */
    public boolean isTaskRunning() {
        return engine.inspector().isTaskRunning();
    }

    /** {@return what feeds it} */
    public Rig rig() {
        return rig;
    }

    /** {@return the engine's counters} */
    public EngineCounters counters() {
        return engine.inspector().counters();
    }

    /**
     * Walks the whole state and fails if an invariant does not hold, or if so many commands were refused (accounts that
     * breach are frozen) that what was measured is not what it says.
     */
    public void requireSound() {
        requireInvariants();
        if (rig.refused() > rig.entries() * LARGEST_REFUSED_SHARE) {
            throw new IllegalStateException(rig.refused() + " of " + rig.entries() + " commands refused");
        }
    }

    /** Walks the whole state and fails if an invariant does not hold. */
    public void requireInvariants() {
        final List<String> violated = engine.inspector().violatedInvariants();
        if (!violated.isEmpty()) {
            throw new IllegalStateException(violated.size() + " invariants violated: " + violated.get(0));
        }
    }
}
