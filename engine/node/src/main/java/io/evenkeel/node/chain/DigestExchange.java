package io.evenkeel.node.chain;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.logbuffer.FragmentHandler;
import io.evenkeel.codecs.ChainDigestDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.feed.NodeAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;

/**
 * Tells the other nodes this node's chain digests, and compares theirs. A digest that cannot be sent at once is not
 * sent: the next one covers all that went before. Publish's thread; does not allocate once made.
 */
public final class DigestExchange {
    /** Stream of the digests between nodes; not recorded. */
    public static final int STREAM_ID = 205;

    private static final long GRACE_NS = TimeUnit.SECONDS.toNanos(3);
    private static final int FRAGMENT_LIMIT = 16;

    private final ExclusivePublication publication;
    private final Subscription[] subscriptions;
    private final FragmentHandler[] handlers;
    private final DigestTable table;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ChainDigestDecoder digest = new ChainDigestDecoder();
    private long nowNs;

    /**
     * Opens the exchange; waits for nobody.
     *
     * @param aeron  client of Publish.
     * @param self   this node.
     * @param others the other nodes; empty for a node alone.
     */
    public DigestExchange(final Aeron aeron, final NodeAddress self, final List<NodeAddress> others) {
        table = new DigestTable(others.size(), GRACE_NS);
        publication = aeron.addExclusivePublication(
                "aeron:udp?control=" + self.digestEndpoint() + "|control-mode=dynamic|term-length=64k|linger=0",
                STREAM_ID);
        subscriptions = new Subscription[others.size()];
        handlers = new FragmentHandler[others.size()];
        for (int i = 0; i < subscriptions.length; i++) {
            final int peer = i;
            subscriptions[i] = aeron.addSubscription(
                    "aeron:udp?control=" + others.get(i).digestEndpoint() + "|control-mode=dynamic|endpoint="
                            + self.host() + ":0",
                    STREAM_ID);
            handlers[i] = (buffer, offset, length, ignored) -> onPeer(peer, buffer, offset);
        }
    }

    /** An event of this node, of any kind; digests are told to the others. */
    public void onEvent(final DirectBuffer buffer, final int length) {
        if (subscriptions.length > 0 && isDigest(buffer, 0)) {
            digest.wrapAndApplyHeader(buffer, 0, header);
            table.onOwn(digest.commandPosition(), digest.digest(), nowNs);
            publication.offer(buffer, 0, length);
        }
    }

    private boolean isDigest(final DirectBuffer buffer, final int offset) {
        return header.wrap(buffer, offset).templateId() == ChainDigestDecoder.TEMPLATE_ID;
    }

    private void onPeer(final int peer, final DirectBuffer buffer, final int offset) {
        if (isDigest(buffer, offset)) {
            digest.wrapAndApplyHeader(buffer, offset, header);
            table.onPeer(peer, digest.commandPosition(), digest.digest(), nowNs);
        }
    }

    /**
     * Takes what the others have said.
     *
     * @return how much.
     * @throws IllegalStateException if this node has left the replicated state: it must stop.
     */
    public int onDuty(final long timeNs) {
        nowNs = timeNs;
        int polled = 0;
        for (int i = 0; i < subscriptions.length; i++) {
            polled += subscriptions[i].poll(handlers[i], FRAGMENT_LIMIT);
        }
        final long position = table.divergedPosition(timeNs);
        if (position >= 0) {
            throw new IllegalStateException("this node has left the replicated state: its chain digest at log position "
                    + position + " is not that of the other nodes");
        }
        return polled;
    }
}
