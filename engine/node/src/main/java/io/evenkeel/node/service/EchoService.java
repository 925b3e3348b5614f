package io.evenkeel.node.service;

import io.aeron.ExclusivePublication;
import io.aeron.Image;
import io.aeron.cluster.codecs.CloseReason;
import io.aeron.cluster.service.ClientSession;
import io.aeron.cluster.service.Cluster;
import io.aeron.cluster.service.ClusteredService;
import io.aeron.logbuffer.Header;
import org.agrona.DirectBuffer;

/** Answers every message with itself, and has no state: what a round trip costs without Evenkeel. */
public final class EchoService implements ClusteredService {
    private static final int TRIES = 3;

    private Cluster cluster;

    /** Makes a service. */
    public EchoService() {
    }

    @Override
    public void onStart(final Cluster startedCluster, final Image snapshotImage) {
        cluster = startedCluster;
    }

    @Override
    public void onSessionMessage(
            final ClientSession session,
            final long timestamp,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final Header header) {
        if (session == null) {
            return;
        }
        for (int i = 0; i < TRIES; i++) {
            if (session.offer(buffer, offset, length) > 0) {
                return;
            }
            cluster.idleStrategy().idle();
        }
    }

    @Override
    public void onSessionOpen(final ClientSession session, final long timestamp) {
        // There is nothing to remember.
    }

    @Override
    public void onSessionClose(final ClientSession session, final long timestamp, final CloseReason closeReason) {
        // There is nothing to forget.
    }

    @Override
    public void onTimerEvent(final long correlationId, final long timestamp) {
        // No timer is set.
    }

    @Override
    public void onTakeSnapshot(final ExclusivePublication snapshotPublication) {
        // There is no state.
    }

    @Override
    public void onRoleChange(final Cluster.Role newRole) {
        // Offers of a follower go nowhere by themselves.
    }

    @Override
    public void onTerminate(final Cluster stoppedCluster) {
        // There is nothing to close.
    }
}
