package io.evenkeel.node.feed;

import io.aeron.Aeron;
import io.aeron.ChannelUri;
import io.aeron.Image;
import io.aeron.Subscription;
import io.aeron.archive.client.AeronArchive;
import io.evenkeel.codecs.feed.FeedFrame;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.IdleStrategy;

/**
 * Finds where the sound part of a recording ends. A crash may leave part of a frame, or frames of zeroes, at the end:
 * the Archive accepts both. What was read and is not sound ends it, and a replay that the Archive ends early; where
 * nothing comes at all, nothing is known, and nothing may be cut off. Start-up only.
 */
final class FeedTail {
    private static final String CHANNEL = "aeron:ipc";
    private static final int STREAM_ID = 299;
    private static final int WINDOW_FRAMES = 4096;
    private static final int FRAGMENT_LIMIT = 64;
    private static final long SILENCE_NS = TimeUnit.SECONDS.toNanos(60);

    private final Aeron aeron;
    private final AeronArchive archive;
    private final IdleStrategy idle;
    private final FeedFrame frame = new FeedFrame();
    private long expected;
    private boolean isSound;

    FeedTail(final Aeron aeron, final AeronArchive archive, final IdleStrategy idle) {
        this.aeron = aeron;
        this.archive = archive;
        this.idle = idle;
    }

    /**
     * {@return the last number such that it and those before it, as far as a window of 4,096 frames reaches, are sound}
     *
     * @param recordingId the recording; it is not being written.
     * @param stop        where it ends.
     */
    long lastSound(final long recordingId, final long stop) {
        long last = FeedGeometry.lastNumber(stop);
        while (last > 0) {
            final long first = Math.max(1, last - WINDOW_FRAMES + 1);
            final long sound = readWindow(recordingId, first, last);
            if (sound >= first) {
                return sound;
            }
            last = first - 1;
        }
        return 0;
    }

    /** Reads a window forward. {@return the last number before the first frame that is not sound} */
    private long readWindow(final long recordingId, final long first, final long last) {
        expected = first;
        isSound = true;
        final long from = FeedFrame.position(first);
        final int sessionId = (int) archive.startReplay(
                recordingId, from, FeedGeometry.endPosition(last) - from, CHANNEL, STREAM_ID);
        try (Subscription subscription =
                aeron.addSubscription(ChannelUri.addSessionId(CHANNEL, sessionId), STREAM_ID)) {
            boolean wasThere = false;
            long silentSinceNs = System.nanoTime();
            while (isSound && expected <= last) {
                final int fragments = poll(subscription);
                if (fragments > 0) {
                    silentSinceNs = System.nanoTime();
                } else if (hasEnded(subscription, wasThere)) {
                    break;
                } else if (System.nanoTime() - silentSinceNs > SILENCE_NS) {
                    throw new IllegalStateException("recording " + recordingId + " was not replayed from number "
                            + expected + " on: nothing is cut off");
                }
                wasThere |= subscription.imageCount() > 0;
                idle.idle(fragments);
            }
        }
        return expected - 1;
    }

    private int poll(final Subscription subscription) {
        return subscription.poll(
                (buffer, offset, length, header) -> {
                    isSound = isSound
                            && length == FeedFrame.LENGTH
                            && frame.wrap(buffer, offset).isIntact()
                            && frame.number() == expected;
                    if (isSound) {
                        expected++;
                    }
                },
                FRAGMENT_LIMIT);
    }

    private static boolean hasEnded(final Subscription subscription, final boolean wasThere) {
        if (subscription.imageCount() == 0) {
            return wasThere;
        }
        final Image image = subscription.imageAtIndex(0);
        return image.isClosed() || image.isEndOfStream();
    }
}
