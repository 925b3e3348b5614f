package io.evenkeel.node.feed;

import io.aeron.ChannelUriStringBuilder;
import io.evenkeel.codecs.feed.Feed;
import io.evenkeel.codecs.feed.FeedFrame;
import io.evenkeel.codecs.feed.NodeAddress;

/**
 * What is the same in every recording of a feed, on every node and for ever: frames fill terms without padding, so a
 * number is a position.
 */
final class FeedGeometry {
    /** Term length, in bytes: a multiple of the frame. */
    static final int TERM_LENGTH = 1 << 20;

    /** MTU, in bytes. */
    static final int MTU = 1408;

    /** Initial term id. */
    static final int INITIAL_TERM_ID = 0;

    private FeedGeometry() {
    }

    /** {@return the last whole number in a recording that ends at this position} */
    static long lastNumber(final long position) {
        return position / FeedFrame.ALIGNED_LENGTH;
    }

    /** {@return where a recording ends whose last number this is} */
    static long endPosition(final long number) {
        return number * FeedFrame.ALIGNED_LENGTH;
    }

    /** {@return the channel a node publishes a feed on, going on at this position} */
    static String channel(final NodeAddress node, final Feed feed, final long position) {
        return new ChannelUriStringBuilder()
                .media("udp")
                .controlEndpoint(node.feedEndpoint(feed))
                .controlMode("dynamic")
                .flowControl("max")
                .spiesSimulateConnection(true)
                .termLength(TERM_LENGTH)
                .mtu(MTU)
                .linger(0L)
                .initialPosition(position, INITIAL_TERM_ID, TERM_LENGTH)
                .build();
    }
}
