package io.evenkeel.node.feed;

import io.aeron.archive.client.AeronArchive;
import io.evenkeel.codecs.feed.Feed;
import java.util.ArrayList;
import java.util.List;

/**
 * The recording of a feed, as an Archive's catalogue has it. It is found by stream id, not by its channel or alias: a
 * recording replicated from a peer keeps the peer's.
 *
 * @param recordingId   its id in that Archive.
 * @param startPosition where it begins; 0 in every sound one.
 * @param stopPosition  where it ends; {@link AeronArchive#NULL_POSITION} while it is being written.
 * @param initialTermId first term id.
 * @param termLength    term length, in bytes.
 * @param mtu           MTU, in bytes.
 */
record FeedRecording(
        long recordingId, long startPosition, long stopPosition, int initialTermId, int termLength, int mtu) {
    private static final int RECORDINGS_MAX = 1 << 20;

    /**
     * {@return the feed's recording in this Archive, or null if there is none}
     *
     * @throws IllegalStateException if there are several, or one of another geometry.
     */
    static FeedRecording find(final AeronArchive archive, final Feed feed) {
        final List<FeedRecording> found = new ArrayList<>();
        archive.listRecordings(0, RECORDINGS_MAX, (
                controlSessionId,
                correlationId,
                recordingId,
                startTimestamp,
                stopTimestamp,
                startPosition,
                stopPosition,
                initialTermId,
                segmentFileLength,
                termBufferLength,
                mtuLength,
                sessionId,
                streamId,
                strippedChannel,
                originalChannel,
                sourceIdentity) -> {
            if (streamId == feed.streamId()) {
                found.add(new FeedRecording(
                        recordingId, startPosition, stopPosition, initialTermId, termBufferLength, mtuLength));
            }
        });
        if (found.isEmpty()) {
            return null;
        }
        if (found.size() > 1) {
            throw new IllegalStateException(
                    "the archive holds several recordings of feed " + feed.label() + ": " + found);
        }
        found.get(0).checkGeometry(feed);
        return found.get(0);
    }

    private void checkGeometry(final Feed feed) {
        if (startPosition != 0
                || initialTermId != FeedGeometry.INITIAL_TERM_ID
                || termLength != FeedGeometry.TERM_LENGTH
                || mtu != FeedGeometry.MTU) {
            throw new IllegalStateException(
                    "the recording of feed " + feed.label() + " is not of a feed's geometry: " + this);
        }
    }
}
