package io.evenkeel.client;

import io.aeron.Aeron;
import io.aeron.Publication;
import io.aeron.cluster.client.AeronCluster;
import io.aeron.cluster.client.EgressListener;
import io.aeron.cluster.codecs.EventCode;
import io.aeron.exceptions.AeronException;
import io.aeron.logbuffer.Header;
import io.aeron.security.CredentialsSupplier;
import java.util.concurrent.TimeUnit;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;

/**
 * One session after another with the cluster: opens one, keeps it alive, follows the leader, and opens the next when
 * it is lost. Knows nothing of commands.
 *
 * <p>Not thread-safe. Allocates only while it connects or the leader changes.
 */
final class ClusterSession implements EgressListener, AutoCloseable {
    private static final long KEEP_ALIVE_INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long RETRY_MIN_NS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long RETRY_MAX_NS = TimeUnit.SECONDS.toNanos(1);

    private final ClientContext ctx;
    private final Aeron aeron;
    private final CredentialsSupplier credentials;
    private final EgressConsumer egressConsumer;
    private final SessionListener listener;
    private AeronCluster.AsyncConnect connecting;
    private AeronCluster cluster;
    private AeronException lastFailure;
    private long retryDelayNs = RETRY_MIN_NS;
    private long retryAtNs;
    private long lastOfferNs;
    private boolean hasNewLeader;

    /** Takes what the cluster sends to the session besides its own events. */
    @FunctionalInterface
    interface EgressConsumer {
        /** Takes one message; the buffer is only valid during the call. */
        void onMessage(DirectBuffer buffer, int offset, int length);
    }

    ClusterSession(
            final ClientContext ctx,
            final CredentialsSupplier credentials,
            final EgressConsumer egressConsumer) {
        this.ctx = ctx;
        this.aeron = ctx.aeron();
        this.credentials = credentials;
        this.egressConsumer = egressConsumer;
        this.listener = ctx.sessionListener();
        this.retryAtNs = aeron.context().nanoClock().nanoTime();
    }

    /** {@return whether a session is open, though its leader may be unknown at the moment} */
    boolean isOpen() {
        return cluster != null;
    }

    /** {@return id of the open session} */
    long sessionId() {
        return cluster.clusterSessionId();
    }

    int leaderMemberId() {
        return cluster == null ? Aeron.NULL_VALUE : cluster.leaderMemberId();
    }

    /** {@return why the last attempt to open a session failed; null if none did since the last session} */
    AeronException lastFailure() {
        return lastFailure;
    }

    /** {@return whether a new leader was found since this was asked last} */
    boolean takeNewLeader() {
        final boolean result = hasNewLeader;
        hasNewLeader = false;
        return result;
    }

    /** Does what is due. {@return how much was done; 0 for nothing} */
    int poll(final long nowNs) {
        if (cluster != null) {
            return pollOpen(nowNs);
        }
        if (connecting != null) {
            return pollConnecting(nowNs);
        }
        if (nowNs - retryAtNs >= 0) {
            begin();
            return 1;
        }
        return 0;
    }

    /** Sends one message. {@return whether it was handed to the transport} */
    boolean offer(final DirectBuffer buffer, final int offset, final int length, final long nowNs) {
        final long result = cluster.offer(buffer, offset, length);
        if (result > 0) {
            lastOfferNs = nowNs;
            return true;
        }
        if (result == Publication.MAX_POSITION_EXCEEDED) {
            drop("the ingress stream is exhausted", nowNs);
        }
        return false;
    }

    /** Gives the session up, so that the next {@link #poll} opens another. */
    void drop(final String reason, final long nowNs) {
        CloseHelper.close(cluster);
        cluster = null;
        hasNewLeader = false;
        retryAtNs = nowNs;
        listener.onSessionLost(reason);
    }

    private void begin() {
        final AeronCluster.Context clusterContext = new AeronCluster.Context()
                .aeron(aeron)
                .ownsAeronClient(false)
                .ingressChannel(ctx.ingressChannel())
                .ingressEndpoints(ctx.ingressEndpoints())
                .egressChannel(ctx.egressChannel())
                .egressListener(this)
                .credentialsSupplier(credentials)
                .clientName("evenkeel-" + ctx.participant())
                .messageTimeoutNs(TimeUnit.MILLISECONDS.toNanos(ctx.connectAttemptTimeoutMs()))
                .newLeaderTimeoutNs(TimeUnit.MILLISECONDS.toNanos(ctx.newLeaderTimeoutMs()));
        connecting = AeronCluster.asyncConnect(clusterContext);
    }

    private int pollConnecting(final long nowNs) {
        try {
            cluster = connecting.poll();
        } catch (final AeronException e) {
            lastFailure = e;
            CloseHelper.close(connecting);
            connecting = null;
            retryAtNs = nowNs + retryDelayNs;
            retryDelayNs = Math.min(RETRY_MAX_NS, 2 * retryDelayNs);
            listener.onSessionLost(e.getMessage());
            return 1;
        }
        if (cluster == null) {
            return 0;
        }
        connecting = null;
        lastFailure = null;
        retryDelayNs = RETRY_MIN_NS;
        lastOfferNs = nowNs;
        return 1;
    }

    private int pollOpen(final long nowNs) {
        int work = cluster.pollEgress();
        if (cluster.isClosed()) {
            drop("the cluster closed the session, or no leader was found in time", nowNs);
            return work + 1;
        }
        if (nowNs - lastOfferNs >= KEEP_ALIVE_INTERVAL_NS) {
            cluster.sendKeepAlive();
            lastOfferNs = nowNs;
            work++;
        }
        return work;
    }

    @Override
    public void onMessage(
            final long clusterSessionId,
            final long timestamp,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final Header header) {
        egressConsumer.onMessage(buffer, offset, length);
    }

    @Override
    public void onSessionEvent(
            final long correlationId,
            final long clusterSessionId,
            final long leadershipTermId,
            final int leaderMemberId,
            final EventCode code,
            final String detail) {
        if (code != EventCode.OK) {
            listener.onSessionLost(code + " " + detail);
        }
    }

    @Override
    public void onNewLeader(
            final long clusterSessionId,
            final long leadershipTermId,
            final int leaderMemberId,
            final String ingressEndpoints) {
        hasNewLeader = true;
        listener.onLeaderChanged(leadershipTermId, leaderMemberId);
    }

    @Override
    public void close() {
        CloseHelper.closeAll(connecting, cluster);
        connecting = null;
        cluster = null;
    }
}
