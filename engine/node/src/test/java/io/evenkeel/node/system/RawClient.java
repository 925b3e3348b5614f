package io.evenkeel.node.system;

import io.aeron.Aeron;
import io.aeron.Subscription;
import io.aeron.cluster.client.AeronCluster;
import io.aeron.cluster.client.EgressListener;
import io.aeron.exceptions.AeronException;
import io.aeron.exceptions.TimeoutException;
import io.aeron.logbuffer.Header;
import io.aeron.security.CredentialsSupplier;
import io.evenkeel.codecs.CommandAckDecoder;
import io.evenkeel.codecs.LogonChallengeDecoder;
import io.evenkeel.codecs.LogonEncoder;
import io.evenkeel.codecs.LogonProofEncoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SessionAckDecoder;
import io.evenkeel.codecs.feed.NodeAddress;
import io.evenkeel.node.session.LogonMac;
import io.evenkeel.node.session.ResponseEndpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A client made of Aeron Cluster's own and a few lines, so that the node's tests may send bytes that a proper client
 * would never send. One thread.
 */
final class RawClient implements AutoCloseable {
    private static final long TIMEOUT_S = 40;
    private static final int CONNECT_S = 6;
    private static final int CONNECT_TRIES = 8;
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;

    private final Aeron aeron;
    private final AeronCluster cluster;
    private final Subscription responses;
    private final CommandAckDecoder ack = new CommandAckDecoder();
    private final SessionAckDecoder sessionAck = new SessionAckDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final List<byte[]> strangers = new ArrayList<>();
    private long answers;
    private long rejected;
    private long lastSequence = -1;
    private long sessionSequence = -1;
    private RejectCode lastRejectCode = RejectCode.NONE;

    /**
     * Connects.
     *
     * @param aeronDir  a media driver.
     * @param members   the nodes.
     * @param endpoint  where to be answered, or empty.
     */
    RawClient(
            final String aeronDir,
            final List<NodeAddress> members,
            final int participant,
            final byte[] key,
            final String endpoint) {
        aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(aeronDir));
        responses = endpoint.isEmpty()
                ? null
                : aeron.addSubscription("aeron:udp?endpoint=" + endpoint, ResponseEndpoint.STREAM_ID);
        final EgressListener listener = (sessionId, timestamp, buffer, offset, length, position) ->
                onAnswer(buffer, offset, length);
        final AeronCluster.Context context = new AeronCluster.Context()
                .aeron(aeron)
                .ownsAeronClient(false)
                .ingressChannel("aeron:udp?term-length=64k")
                .ingressEndpoints(ingressEndpoints(members))
                .egressChannel("aeron:udp?endpoint=127.0.0.1:0")
                .egressListener(listener)
                .messageTimeoutNs(TimeUnit.SECONDS.toNanos(CONNECT_S))
                .credentialsSupplier(credentials(participant, key, endpoint));
        try {
            cluster = connect(context);
        } catch (final AeronException e) {
            aeron.close();
            throw e;
        }
    }

    /** The first attempt may fall for a node that has just died, since its image looks alive for some seconds. */
    private static AeronCluster connect(final AeronCluster.Context context) {
        for (int i = 1; ; i++) {
            try {
                return AeronCluster.connect(context.clone());
            } catch (final TimeoutException e) {
                if (i == CONNECT_TRIES) {
                    throw e;
                }
            }
        }
    }

    private static String ingressEndpoints(final List<NodeAddress> members) {
        return IntStream.range(0, members.size())
                .mapToObj(i -> i + "=" + members.get(i).ingressEndpoint())
                .collect(Collectors.joining(","));
    }

    private static CredentialsSupplier credentials(final int participant, final byte[] key, final String endpoint) {
        return new CredentialsSupplier() {
            @Override
            public byte[] encodedCredentials() {
                final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
                final LogonEncoder logon = new LogonEncoder()
                        .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                        .participant(participant)
                        .responseEndpoint(endpoint);
                return Arrays.copyOf(buffer.byteArray(), HEADER + logon.encodedLength());
            }

            @Override
            public byte[] onChallenge(final byte[] encodedChallenge) {
                final LogonChallengeDecoder challenge = new LogonChallengeDecoder();
                challenge.wrapAndApplyHeader(new UnsafeBuffer(encodedChallenge), 0, new MessageHeaderDecoder());
                final byte[] nonce = new byte[LogonMac.NONCE_LENGTH];
                for (int i = 0; i < nonce.length; i++) {
                    nonce[i] = (byte) challenge.nonce(i);
                }
                final byte[] mac = LogonMac.of(key, nonce, participant, endpoint);
                final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
                final LogonProofEncoder proof = new LogonProofEncoder();
                proof.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).participant(participant);
                for (int i = 0; i < mac.length; i++) {
                    proof.mac(i, (short) (mac[i] & 0xFF));
                }
                proof.responseEndpoint(endpoint);
                return Arrays.copyOf(buffer.byteArray(), HEADER + proof.encodedLength());
            }
        };
    }

    private static byte[] bytes(final DirectBuffer buffer, final int offset, final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        return bytes;
    }

    private void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
        header.wrap(buffer, offset);
        if (header.templateId() == SessionAckDecoder.TEMPLATE_ID) {
            sessionAck.wrapAndApplyHeader(buffer, offset, header);
            sessionSequence = sessionAck.sequence();
            return;
        }
        if (header.templateId() != CommandAckDecoder.TEMPLATE_ID) {
            strangers.add(bytes(buffer, offset, length));
            return;
        }
        ack.wrapAndApplyHeader(buffer, offset, header);
        answers++;
        lastSequence = ack.sequence();
        lastRejectCode = ack.rejectCode();
        if (ack.rejectCode() != RejectCode.NONE) {
            rejected++;
        }
    }

    /** Sends bytes as they are; waits while the ingress is full. */
    void send(final DirectBuffer buffer, final int offset, final int length) {
        await(() -> cluster.offer(buffer, offset, length) > 0, "room in the ingress");
    }

    /** Takes what has come. {@return how much} */
    int poll() {
        final int polled = responses == null
                ? 0
                : responses.poll((buffer, offset, length, head) -> onFragment(buffer, offset, length, head), 64);
        return polled + cluster.pollEgress();
    }

    private void onFragment(final DirectBuffer buffer, final int offset, final int length, final Header head) {
        if (head.position() > 0) {
            onAnswer(buffer, offset, length);
        }
    }

    /** Polls until something is so. */
    void await(final BooleanSupplier condition, final String what) {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_S);
        while (!condition.getAsBoolean()) {
            if (poll() == 0) {
                cluster.sendKeepAlive();
                sleep();
            }
            if (System.nanoTime() - deadlineNs > 0) {
                throw new AssertionError("waited in vain for " + what + ": " + answers + " answers, " + rejected
                        + " refusals, last sequence " + lastSequence);
            }
        }
    }

    private static void sleep() {
        try {
            TimeUnit.MICROSECONDS.sleep(200);
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return messages that were no answers of the clearing, in the order in which they came} */
    List<byte[]> strangers() {
        return strangers;
    }

    long answers() {
        return answers;
    }

    long rejected() {
        return rejected;
    }

    long lastSequence() {
        return lastSequence;
    }

    /** {@return what the last SessionAck said, or -1} */
    long sessionSequence() {
        return sessionSequence;
    }

    RejectCode lastRejectCode() {
        return lastRejectCode;
    }

    @Override
    public void close() {
        CloseHelper.quietCloseAll(cluster, responses, aeron);
    }
}
