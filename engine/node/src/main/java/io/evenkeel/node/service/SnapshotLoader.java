package io.evenkeel.node.service;

import io.aeron.Image;
import io.aeron.ImageFragmentAssembler;
import io.aeron.logbuffer.Header;
import io.evenkeel.core.Engine;
import io.evenkeel.node.chain.HashChain;
import io.evenkeel.node.feed.FeedNumbers;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.IdleStrategy;

/** Loads the snapshot that the cluster hands to its service into an engine with empty state. Service thread. */
final class SnapshotLoader {
    private static final int FRAGMENT_LIMIT = 16;

    private final SnapshotParts parts;
    private RuntimeException failure;

    SnapshotLoader(final Engine engine, final HashChain chain) {
        parts = new SnapshotParts(engine, chain);
    }

    /**
     * Loads it all.
     *
     * @return the last numbers of the feeds.
     * @throws IllegalStateException if the snapshot is damaged or incomplete; the message says where.
     */
    FeedNumbers load(final Image image, final IdleStrategy idle) {
        final ImageFragmentAssembler assembler = new ImageFragmentAssembler(this::onMessage);
        boolean isAtEnd = false;
        while (!parts.isComplete() && !isAtEnd) {
            final int fragments = image.poll(assembler, FRAGMENT_LIMIT);
            if (failure != null) {
                throw failure;
            }
            isAtEnd = fragments == 0 && (image.isClosed() || image.isEndOfStream());
            idle.idle(fragments);
        }
        return parts.finish();
    }

    /** Polling an image would report what is thrown here and go on: so it is kept and thrown by the loop. */
    private void onMessage(final DirectBuffer buffer, final int offset, final int length, final Header ignored) {
        if (failure == null) {
            try {
                parts.take(buffer, offset, length);
            } catch (final IllegalStateException e) {
                failure = e;
            }
        }
    }
}
