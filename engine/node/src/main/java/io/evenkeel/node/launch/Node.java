package io.evenkeel.node.launch;

import io.aeron.archive.Archive;
import io.aeron.cluster.ClusterControl;
import io.aeron.cluster.ConsensusModule;
import io.aeron.cluster.ElectionState;
import io.aeron.cluster.service.Cluster;
import io.aeron.cluster.service.ClusteredServiceContainer;
import io.aeron.driver.MediaDriver;
import io.evenkeel.node.pipeline.FailureLatch;
import io.evenkeel.node.pipeline.StageFailure;
import io.evenkeel.node.service.ClearingService;
import java.util.ArrayDeque;
import java.util.Deque;
import org.agrona.CloseHelper;
import org.agrona.concurrent.status.AtomicCounter;

/** One running node. Made by {@link NodeLauncher}; any thread may ask, one may close. */
public final class Node implements AutoCloseable {
    private final NodeContext context;
    private final FailureLatch failures;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private ClearingService clearing;
    private MediaDriver driver;
    private ConsensusModule consensus;

    Node(final NodeContext context, final FailureLatch failures) {
        this.context = context;
        this.failures = failures;
    }

    /** Parts are closed in the opposite order. */
    <T extends AutoCloseable> T add(final T part) {
        parts.push(part);
        return part;
    }

    void driver(final MediaDriver value) {
        driver = add(value);
    }

    void archive(final Archive value) {
        add(value);
    }

    void consensus(final ConsensusModule value) {
        consensus = add(value);
    }

    void clearing(final ClearingService value) {
        clearing = value;
    }

    void container(final ClusteredServiceContainer value) {
        add(value);
    }

    /** {@return what the node was started with} */
    public NodeContext context() {
        return context;
    }

    /** {@return why the node stopped or is about to, or null} */
    public StageFailure failure() {
        return failures.failure();
    }

    /** {@return whether this node leads the cluster now} */
    public boolean isLeader() {
        return Cluster.Role.get(consensus.context().clusterNodeRoleCounter()) == Cluster.Role.LEADER
                && ConsensusModule.State.get(consensus.context().moduleStateCounter()) == ConsensusModule.State.ACTIVE
                && ElectionState.get(consensus.context().electionStateCounter()) == ElectionState.CLOSED;
    }

    /**
     * Asks the cluster for a snapshot; only the leader can.
     *
     * @return whether the request was taken; the snapshot is complete when {@link #snapshotCount()} has risen.
     */
    public boolean requestSnapshot() {
        final AtomicCounter toggle = consensus.context().controlToggleCounter();
        return ClusterControl.ToggleState.SNAPSHOT.toggle(toggle);
    }

    /** {@return snapshots that this node has taken since it started} */
    public long snapshotCount() {
        return consensus.context().snapshotCounter().get();
    }

    /** {@return commands refused since the node started; 0 for an echo node} */
    public long refusedCommands() {
        return clearing == null ? 0 : clearing.refusedCommands();
    }

    /** {@return answers dropped since the node started; 0 for an echo node} */
    public long droppedAnswers() {
        return clearing == null ? 0 : clearing.droppedAnswers();
    }

    /** {@return directory of the media driver, for clients on the same host} */
    public String aeronDir() {
        return driver.aeronDirectoryName();
    }

    /** Ends the node in order: service, consensus module, archive, media driver. Once is enough. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            CloseHelper.quietClose(parts.pop());
        }
    }
}
