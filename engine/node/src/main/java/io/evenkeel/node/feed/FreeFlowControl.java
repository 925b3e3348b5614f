package io.evenkeel.node.feed;

import io.aeron.driver.DefaultMulticastFlowControlSupplier;
import io.aeron.driver.FlowControl;
import io.aeron.driver.FlowControlSupplier;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.media.UdpChannel;
import io.aeron.protocol.ErrorFlyweight;
import io.aeron.protocol.SetupFlyweight;
import io.aeron.protocol.StatusMessageFlyweight;
import io.evenkeel.codecs.feed.Feed;
import java.net.InetSocketAddress;
import org.agrona.concurrent.status.CountersManager;

/**
 * Flow control of a feed: none. Aeron's {@code max} strategy follows the fastest subscriber, so a lone subscriber that
 * stands still would hold the node up. Here the window moves with what was sent, whoever has read it: a slow subscriber
 * loses frames and takes them from the recording, and the node never waits for it. The driver's sender thread.
 */
public final class FreeFlowControl implements FlowControl {
    private static final int WINDOW = FeedGeometry.TERM_LENGTH / 2;

    /** Makes a strategy for one publication. */
    public FreeFlowControl() {
    }

    /** {@return a supplier for the driver: this strategy for the feeds' streams, Aeron's own for all others} */
    public static FlowControlSupplier supplier() {
        final FlowControlSupplier others = new DefaultMulticastFlowControlSupplier();
        return (channel, streamId, registrationId) -> isFeed(channel, streamId)
                ? new FreeFlowControl()
                : others.newInstance(channel, streamId, registrationId);
    }

    private static boolean isFeed(final UdpChannel channel, final int streamId) {
        for (int i = 0; i < Feed.count(); i++) {
            if (Feed.of(i).streamId() == streamId && "max".equals(channel.channelUri().get("fc"))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void initialize(
            final MediaDriver.Context context,
            final CountersManager countersManager,
            final UdpChannel udpChannel,
            final int streamId,
            final int sessionId,
            final long registrationId,
            final int initialTermId,
            final int termBufferLength) {
        // There is nothing to set up.
    }

    @Override
    public long onStatusMessage(
            final StatusMessageFlyweight flyweight,
            final InetSocketAddress receiverAddress,
            final long senderLimit,
            final int initialTermId,
            final int positionBitsToShift,
            final long timeNs) {
        return senderLimit;
    }

    @Override
    public void onTriggerSendSetup(
            final StatusMessageFlyweight flyweight, final InetSocketAddress receiverAddress, final long timeNs) {
        // A late subscriber changes nothing for the others.
    }

    @Override
    public long onSetup(
            final SetupFlyweight flyweight,
            final long senderLimit,
            final long senderPosition,
            final int positionBitsToShift,
            final long timeNs) {
        return Math.max(senderLimit, senderPosition + WINDOW);
    }

    @Override
    public void onError(
            final ErrorFlyweight errorFlyweight, final InetSocketAddress receiverAddress, final long timeNs) {
        // A subscriber that reports an error is dropped by the driver.
    }

    @Override
    public long onIdle(final long timeNs, final long senderLimit, final long senderPosition, final boolean isEos) {
        return Math.max(senderLimit, senderPosition + WINDOW);
    }

    @Override
    public boolean hasRequiredReceivers() {
        return true;
    }

    @Override
    public int maxRetransmissionLength(
            final int termOffset, final int resendLength, final int termBufferLength, final int mtuLength) {
        return Math.min(resendLength, WINDOW);
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
