package io.evenkeel.tools.bench;

import io.aeron.cluster.client.AeronCluster;
import io.aeron.cluster.client.EgressListener;
import io.aeron.exceptions.TimeoutException;
import io.aeron.logbuffer.Header;
import io.evenkeel.client.ClientContext;
import io.evenkeel.client.LogonCredentials;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.TradeEncoder;
import io.evenkeel.tools.cluster.RunningCluster;
import java.util.StringJoiner;
import java.util.function.IntConsumer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Sends messages as long as a fill to a cluster that answers each with itself: what the cluster alone costs. */
final class EchoProbe implements Probe, EgressListener {
    private static final int PARTICIPANT = 1;
    private static final int LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + TradeEncoder.BLOCK_LENGTH;
    private static final long KEEP_ALIVE_NS = 1_000_000_000L;
    private static final long CONNECT_ATTEMPT_NS = 3_000_000_000L;
    private static final long CONNECT_NS = 120_000_000_000L;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[LENGTH]);
    private final AeronCluster client;
    private IntConsumer listener;
    private long keepAliveNs = System.nanoTime();

    EchoProbe(final RunningCluster cluster) {
        final StringJoiner endpoints = new StringJoiner(",");
        for (int i = 0; i < cluster.nodes().size(); i++) {
            endpoints.add(i + "=" + cluster.nodes().get(i).ingressEndpoint());
        }
        client = connect(new AeronCluster.Context()
                .aeronDirectoryName(cluster.aeronDir())
                .ingressChannel(ClientContext.INGRESS_CHANNEL_DEFAULT)
                .ingressEndpoints(endpoints.toString())
                .egressChannel(ClientContext.EGRESS_CHANNEL_DEFAULT)
                .messageTimeoutNs(CONNECT_ATTEMPT_NS)
                .credentialsSupplier(new LogonCredentials(PARTICIPANT, "", () -> cluster.key(PARTICIPANT)))
                .egressListener(this));
    }

    /** Tries again and again, as the client of the fills does: a cluster that has just started has no leader yet. */
    private static AeronCluster connect(final AeronCluster.Context context) {
        final long deadlineNs = System.nanoTime() + CONNECT_NS;
        while (true) {
            try {
                return AeronCluster.connect(context.clone());
            } catch (final TimeoutException e) {
                if (System.nanoTime() - deadlineNs > 0) {
                    throw e;
                }
            }
        }
    }

    @Override
    public boolean send(final int id) {
        buffer.putInt(MessageHeaderEncoder.ENCODED_LENGTH, id);
        return client.offer(buffer, 0, LENGTH) > 0;
    }

    @Override
    public int poll(final IntConsumer answered) {
        listener = answered;
        final long nowNs = System.nanoTime();
        if (nowNs - keepAliveNs > KEEP_ALIVE_NS) {
            keepAliveNs = nowNs;
            client.sendKeepAlive();
        }
        return client.pollEgress();
    }

    @Override
    public void onMessage(
            final long clusterSessionId,
            final long timestamp,
            final DirectBuffer message,
            final int offset,
            final int length,
            final Header header) {
        listener.accept(message.getInt(offset + MessageHeaderEncoder.ENCODED_LENGTH));
    }

    @Override
    public long refused() {
        return 0;
    }

    @Override
    public void close() {
        client.close();
    }
}
