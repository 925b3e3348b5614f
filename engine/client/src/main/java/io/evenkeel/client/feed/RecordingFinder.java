package io.evenkeel.client.feed;

import io.aeron.Aeron;
import io.aeron.archive.client.AeronArchive;
import io.aeron.archive.client.RecordingDescriptorPoller;
import io.aeron.exceptions.AeronException;
import io.aeron.exceptions.TimeoutException;
import org.agrona.CloseHelper;

/** Asks one node's archive, step by step, which recording holds a feed. */
final class RecordingFinder implements AutoCloseable {
    /** Returned while the answer is awaited. */
    static final long PENDING = -1;

    private static final int MAX_RECORDINGS = 64;

    private final Aeron aeron;
    private final int streamId;
    private final long deadlineNs;
    private AeronArchive.AsyncConnect connecting;
    private AeronArchive archive;
    private RecordingDescriptorPoller poller;
    private long found = PENDING;

    RecordingFinder(final AeronArchive.Context archiveContext, final int streamId, final long nowNs) {
        this.aeron = archiveContext.aeron();
        this.streamId = streamId;
        this.deadlineNs = nowNs + 2 * archiveContext.messageTimeoutNs();
        connecting = AeronArchive.asyncConnect(archiveContext);
    }

    /**
     * Takes the next step.
     *
     * @return the recording's id, or {@link #PENDING}.
     * @throws AeronException if the archive cannot be reached, or does not record the feed.
     */
    long poll(final long nowNs) {
        if (nowNs - deadlineNs >= 0) {
            throw new TimeoutException("the archive does not answer");
        }
        if (archive == null) {
            archive = connecting.poll();
        } else if (poller == null) {
            ask();
        } else {
            return pollAnswer();
        }
        return PENDING;
    }

    private void ask() {
        connecting = null;
        final RecordingDescriptorPoller newPoller = new RecordingDescriptorPoller(
                archive.controlResponsePoller().subscription(),
                archive.context().errorHandler(),
                archive.controlSessionId(),
                MAX_RECORDINGS);
        final long correlationId = aeron.nextCorrelationId();
        newPoller.reset(correlationId, MAX_RECORDINGS, this::onRecording);
        if (archive.archiveProxy()
                .listRecordingsForUri(0, MAX_RECORDINGS, "", streamId, correlationId, archive.controlSessionId())) {
            poller = newPoller;
        }
    }

    private long pollAnswer() {
        poller.poll();
        if (!poller.isDispatchComplete()) {
            return PENDING;
        }
        if (found == PENDING) {
            throw new AeronException("the node does not record stream " + streamId, AeronException.Category.WARN);
        }
        return found;
    }

    private void onRecording(
            final long controlSessionId,
            final long correlationId,
            final long recordingId,
            final long startTimestamp,
            final long stopTimestamp,
            final long startPosition,
            final long stopPosition,
            final int initialTermId,
            final int segmentFileLength,
            final int termBufferLength,
            final int mtuLength,
            final int sessionId,
            final int recordedStreamId,
            final String strippedChannel,
            final String originalChannel,
            final String sourceIdentity) {
        found = Math.max(found, recordingId);
    }

    @Override
    public void close() {
        CloseHelper.closeAll(connecting, archive);
        connecting = null;
        archive = null;
    }
}
