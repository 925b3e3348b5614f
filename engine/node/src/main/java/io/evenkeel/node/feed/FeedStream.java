package io.evenkeel.node.feed;

import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.logbuffer.BufferClaim;
import io.evenkeel.codecs.feed.Feed;
import io.evenkeel.codecs.feed.FeedFrame;
import org.agrona.DirectBuffer;

/**
 * One feed of this node: gives events their numbers and appends their frames to the publication. Numbers that the
 * recording has already, because the log is being replayed, are counted and not sent again. Publish's thread; does not
 * allocate.
 */
final class FeedStream implements AutoCloseable {
    private final Feed feed;
    private final ExclusivePublication publication;
    private final RecordedPosition recorded;
    private final long lastRecorded;
    private final Runnable waiting;
    private final FeedFrame frame = new FeedFrame();
    private final BufferClaim claim = new BufferClaim();
    private long number;

    /**
     * Makes a stream that goes on after a number.
     *
     * @param feed         which feed.
     * @param publication  where frames go, at the end of its recording.
     * @param recorded     how far the recording has come.
     * @param lastRecorded last number that the recording had at the start.
     * @param number       last number given, from the snapshot; at most {@code lastRecorded}.
     * @param waiting      what to do while the recording is behind.
     */
    FeedStream(
            final Feed feed,
            final ExclusivePublication publication,
            final RecordedPosition recorded,
            final long lastRecorded,
            final long number,
            final Runnable waiting) {
        this.feed = feed;
        this.publication = publication;
        this.recorded = recorded;
        this.lastRecorded = lastRecorded;
        this.number = number;
        this.waiting = waiting;
    }

    /** Numbers an event and appends its frames. Waits while the recording is behind. */
    void append(final long logPosition, final DirectBuffer event, final int length) {
        final int count = FeedFrame.count(length);
        for (int i = 0; i < count; i++) {
            number++;
            if (number > lastRecorded) {
                appendFrame(logPosition, event, length, i);
            }
        }
    }

    private void appendFrame(final long logPosition, final DirectBuffer event, final int length, final int index) {
        long position = publication.tryClaim(FeedFrame.LENGTH, claim);
        while (position < 0) {
            if (position == Publication.CLOSED || position == Publication.MAX_POSITION_EXCEEDED) {
                throw new IllegalStateException(
                        "feed " + feed.label() + " cannot go on: " + Publication.errorString(position));
            }
            waiting.run();
            position = publication.tryClaim(FeedFrame.LENGTH, claim);
        }
        frame.encode(claim.buffer(), claim.offset(), number, logPosition, event, 0, length, index);
        claim.commit();
        if (position != FeedGeometry.endPosition(number)) {
            throw new IllegalStateException(
                    "feed " + feed.label() + ": number " + number + " ended at position " + position);
        }
    }

    /** {@return last number given} */
    long number() {
        return number;
    }

    /**
     * Sees to it that the recording goes on.
     *
     * @throws IllegalStateException if it has ended, as where the disk is full: what is published on is not kept.
     */
    void checkRecording() {
        recorded.position();
    }

    /** {@return whether the recording holds every number given; any thread that sees the number} */
    boolean isRecorded() {
        return number <= lastRecorded || recorded.position() >= FeedGeometry.endPosition(number);
    }

    @Override
    public void close() {
        publication.close();
    }
}
