package io.evenkeel.node.feed;

import io.aeron.Aeron;
import io.aeron.ChannelUri;
import io.aeron.ExclusivePublication;
import io.aeron.archive.client.AeronArchive;
import io.aeron.archive.codecs.SourceLocation;
import io.aeron.archive.status.RecordingPos;
import io.evenkeel.codecs.feed.Feed;
import io.evenkeel.codecs.feed.NodeAddress;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.status.CountersReader;

/**
 * Takes up a feed where its recording ends, when a node starts: truncates a torn tail, fetches from a peer what the
 * snapshot has and the recording lacks, and extends the recording. Start-up only, on the service thread.
 */
final class FeedOpening {
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(15);

    private final NodeAddress self;
    private final Aeron aeron;
    private final AeronArchive archive;
    private final FeedPeers peers;
    private final IdleStrategy idle;

    FeedOpening(
            final NodeAddress self,
            final Aeron aeron,
            final AeronArchive archive,
            final FeedPeers peers,
            final IdleStrategy idle) {
        this.self = self;
        this.aeron = aeron;
        this.archive = archive;
        this.peers = peers;
        this.idle = idle;
    }

    /**
     * {@return the feed, ready to append}
     *
     * @param feed    which feed.
     * @param number  last number in the state that the node starts from.
     * @param waiting what the stream does while its recording is behind.
     * @throws IllegalStateException if the recording is not sound and no peer can mend it.
     */
    FeedStream open(final Feed feed, final long number, final Runnable waiting) {
        FeedRecording recording = FeedRecording.find(archive, feed);
        long last = recording == null ? 0 : truncate(recording);
        if (last < number) {
            peers.replicate(feed, recording, number);
            recording = FeedRecording.find(archive, feed);
            last = recording == null ? 0 : truncate(recording);
            if (last < number) {
                throw new IllegalStateException(
                        "feed " + feed.label() + " ends at " + last + ", after replication up to " + number);
            }
        }
        final String channel = FeedGeometry.channel(self, feed, FeedGeometry.endPosition(last));
        final ExclusivePublication publication = aeron.addExclusivePublication(channel, feed.streamId());
        record(recording, publication, feed);
        return new FeedStream(feed, publication, awaitRecording(publication, feed), last, number, waiting);
    }

    /** Cuts off what is not sound. {@return the last number left} */
    private long truncate(final FeedRecording recording) {
        final long stop = awaitStop(recording);
        final long last = new FeedTail(aeron, archive, idle).lastSound(recording.recordingId(), stop);
        if (FeedGeometry.endPosition(last) != stop) {
            archive.truncateRecording(recording.recordingId(), FeedGeometry.endPosition(last));
        }
        return last;
    }

    /** A recording that was active when the process died gets its end when the Archive starts again. */
    private long awaitStop(final FeedRecording recording) {
        final long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        long stop = archive.getStopPosition(recording.recordingId());
        while (stop == AeronArchive.NULL_POSITION) {
            checkDeadline(deadlineNs, "recording " + recording.recordingId() + " is still being written");
            idle.idle();
            stop = archive.getStopPosition(recording.recordingId());
        }
        return stop;
    }

    private void record(final FeedRecording recording, final ExclusivePublication publication, final Feed feed) {
        final String channel = ChannelUri.addSessionId(publication.channel(), publication.sessionId());
        if (recording == null) {
            archive.startRecording(channel, feed.streamId(), SourceLocation.LOCAL);
        } else {
            archive.extendRecording(recording.recordingId(), channel, feed.streamId(), SourceLocation.LOCAL);
        }
    }

    private RecordedPosition awaitRecording(final ExclusivePublication publication, final Feed feed) {
        final CountersReader counters = aeron.countersReader();
        final long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        final long archiveId = archive.archiveId();
        int counterId = RecordingPos.findCounterIdBySession(counters, publication.sessionId(), archiveId);
        while (counterId == CountersReader.NULL_COUNTER_ID || !publication.isConnected()) {
            archive.checkForErrorResponse();
            checkDeadline(deadlineNs, "the recording of feed " + feed.label() + " did not start");
            idle.idle();
            counterId = RecordingPos.findCounterIdBySession(counters, publication.sessionId(), archiveId);
        }
        return new RecordedPosition(counters, counterId, RecordingPos.getRecordingId(counters, counterId));
    }

    private static void checkDeadline(final long deadlineNs, final String problem) {
        if (System.nanoTime() - deadlineNs > 0) {
            throw new IllegalStateException(problem);
        }
    }
}
