package io.evenkeel.core.snapshot;

import org.agrona.DirectBuffer;

/** Takes the records of a snapshot, one SBE message each, in canonical order. */
@FunctionalInterface
public interface SnapshotSink {
    /** Longest record, in bytes. */
    int MAX_RECORD_LENGTH = 4096;

    /** Takes one record; the buffer is only valid during the call. */
    void onRecord(DirectBuffer buffer, int offset, int length);
}
