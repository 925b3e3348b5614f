package io.evenkeel.core;

import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.command.Stage;
import io.evenkeel.core.gate.GateStage;
import io.evenkeel.core.inspect.Inspector;
import io.evenkeel.core.output.OutputSink;
import io.evenkeel.core.price.PriceStage;
import io.evenkeel.core.risk.RiskInspector;
import io.evenkeel.core.risk.RiskStage;
import io.evenkeel.core.risk.RiskStores;
import io.evenkeel.core.snapshot.SnapshotSink;
import io.evenkeel.core.store.Mixing;
import org.agrona.DirectBuffer;

/**
 * The deterministic state machine: its three stages, in order. The same log entries give the same outputs and the
 * same
 * {@link #stateHash()}, whoever runs the stages and on how many threads.
 *
 * <p>Hand each {@link CommandSlot} to {@link #gate()}, then {@link #price()}, then {@link #risk()}: on one thread
 * with
 * {@link #onCommand}, or each on a thread of its own. Hashes and snapshots are taken while no stage is at work.
 */
public final class Engine implements Stage {
    private final GateStage gate;
    private final PriceStage price;
    private final RiskStage risk;
    private final RiskInspector inspector;
    private final EngineSnapshot snapshot;

    /**
     * Makes an engine with empty state and takes all its memory.
     *
     * @param limits capacities and slice sizes; the same on every node of a cluster.
     * @param sink   takes what Risk puts out.
     */
    public Engine(final EngineLimits limits, final OutputSink sink) {
        final RiskStores stores = new RiskStores(limits, sink);
        gate = new GateStage(limits.participants());
        price = new PriceStage(limits.assets(), limits.instruments(), limits.sourcesPerPrice());
        risk = new RiskStage(stores, limits.queuedUpdates(), limits.sliceEvaluations());
        stores.answers().addParticipant(GateStage.GENESIS_PARTICIPANT);
        inspector = new RiskInspector(stores, risk, this::stateHash, price::sources);
        snapshot = new EngineSnapshot(this);
    }

    /** {@return the stage that knows who says it and whether they may} */
    public GateStage gate() {
        return gate;
    }

    /** {@return the stage that knows what it is worth} */
    public PriceStage price() {
        return price;
    }

    /** {@return the stage that knows what it means for accounts} */
    public RiskStage risk() {
        return risk;
    }

    /** Runs the chain of stages on the calling thread. */
    @Override
    public void onCommand(final CommandSlot slot) {
        gate.onCommand(slot);
        price.onCommand(slot);
        risk.onCommand(slot);
    }

    /** {@return a reader of the state, for use while no stage is at work} */
    public Inspector inspector() {
        return inspector;
    }

    /** {@return canonical hash of all stages' state, independent of insertion history; walks the whole state} */
    public long stateHash() {
        final long beforeRisk = Mixing.chain(gate.stateHash(), price.stateHash());
        return Mixing.chain(beforeRisk, risk.stateHash());
    }

    /**
     * Writes the whole state as records in canonical order, closed by a record with their number and the state hash.
     */
    public void writeSnapshot(final SnapshotSink sink) {
        snapshot.write(sink);
    }

    /**
     * Takes one record of a snapshot, in the order written, into an engine with empty state.
     *
     * @throws IllegalStateException if the record cannot be part of a sound snapshot; the message says why.
     */
    public void loadSnapshotRecord(final DirectBuffer buffer, final int offset, final int length) {
        snapshot.load(buffer, offset, length);
    }

    /**
     * Ends loading: checks counts and the state hash that the snapshot claims.
     *
     * @throws IllegalStateException if the snapshot is incomplete or its hash does not match.
     */
    public void completeSnapshotLoad() {
        snapshot.complete();
    }
}
