package io.evenkeel.client.feed;

import io.evenkeel.codecs.feed.FeedFrame;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Makes one stream of events out of the same feed as several nodes send it: takes each number the first time it comes,
 * in order, and puts the frames of an event together. Whatever comes again must be equal to what was taken.
 *
 * <p>Not thread-safe. Does not allocate after construction.
 */
final class FeedArbiter {
    /** What became of a frame. */
    enum Verdict {
        /** It was the next one. */
        TAKEN,
        /** It came before, and was equal as far as is remembered. */
        REPEATED,
        /** It is not the next one: something is missing before it. */
        AHEAD,
        /** It is damaged, or no frame at all. */
        DAMAGED
    }

    /** How many frames back a repeated frame is compared with the one that was taken; a power of two. */
    static final int MEMORY = 4_096;

    private final FeedFrame frame = new FeedFrame();
    private final CRC32C crc = new CRC32C();
    private final byte[] scratch = new byte[FeedFrame.LENGTH];
    private final int[] takenCrcs = new int[MEMORY];
    private final UnsafeBuffer event = new UnsafeBuffer(new byte[FeedFrame.MAX_COUNT * FeedFrame.PAYLOAD_LENGTH]);
    private final FeedListener listener;
    private long next;
    private long firstTaken;
    private boolean isInsideEvent;
    private long eventNumber;

    /**
     * Begins to take frames.
     *
     * @param listener hears the events.
     * @param next     number to begin with; 0 for whatever comes first.
     */
    FeedArbiter(final FeedListener listener, final long next) {
        this.listener = listener;
        this.next = next;
    }

    /** {@return number of the next frame to take; 0 while any will do} */
    long next() {
        return next;
    }

    /**
     * Looks at one frame.
     *
     * @throws FeedDivergenceException if it differs from the one that another node sent with the same number.
     */
    Verdict onFrame(final DirectBuffer buffer, final int offset, final int length) {
        if (length != FeedFrame.LENGTH || !frame.wrap(buffer, offset).isIntact()) {
            return Verdict.DAMAGED;
        }
        final long number = frame.number();
        if (next == 0) {
            next = number;
        }
        if (number > next) {
            return Verdict.AHEAD;
        }
        final int checksum = checksum(buffer, offset);
        if (number < next) {
            compare(number, checksum);
            return Verdict.REPEATED;
        }
        if (firstTaken == 0) {
            firstTaken = number;
        }
        takenCrcs[(int) number & (MEMORY - 1)] = checksum;
        next = number + 1;
        join(buffer);
        return Verdict.TAKEN;
    }

    private void compare(final long number, final int checksum) {
        final boolean isRemembered = firstTaken > 0 && number >= Math.max(firstTaken, next - MEMORY);
        if (isRemembered && takenCrcs[(int) number & (MEMORY - 1)] != checksum) {
            throw new FeedDivergenceException("two nodes sent different frames with number " + number);
        }
    }

    private int checksum(final DirectBuffer buffer, final int offset) {
        buffer.getBytes(offset, scratch);
        crc.reset();
        crc.update(scratch, 0, FeedFrame.LENGTH);
        return (int) crc.getValue();
    }

    private void join(final DirectBuffer buffer) {
        if (frame.index() == 0) {
            isInsideEvent = true;
            eventNumber = frame.number();
        }
        if (!isInsideEvent) {
            return;
        }
        event.putBytes(
                frame.index() * FeedFrame.PAYLOAD_LENGTH, buffer, frame.partOffset(), frame.partLength());
        if (frame.index() == frame.count() - 1) {
            isInsideEvent = false;
            listener.onEvent(eventNumber, frame.logPosition(), event, 0, frame.eventLength());
        }
    }
}
