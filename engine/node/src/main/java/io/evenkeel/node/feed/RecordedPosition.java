package io.evenkeel.node.feed;

import io.aeron.archive.status.RecordingPos;
import org.agrona.concurrent.status.CountersReader;

/**
 * How far an active recording has come, as the Archive shows it in a counter.
 *
 * @param counters    the driver's counters.
 * @param counterId   the recording's counter.
 * @param recordingId the recording.
 */
record RecordedPosition(CountersReader counters, int counterId, long recordingId) {
    /**
     * {@return the position}
     *
     * @throws IllegalStateException if the recording has ended.
     */
    long position() {
        final long position = counters.getCounterValue(counterId);
        if (!RecordingPos.isActive(counters, counterId, recordingId)) {
            throw new IllegalStateException("recording " + recordingId + " has ended");
        }
        return position;
    }
}
