package io.evenkeel.node.service;

import io.evenkeel.core.snapshot.SnapshotSink;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Gathers an engine's records into chunks. Made per snapshot. */
final class ChunkWriter implements SnapshotSink {
    /** Takes a full chunk, or the last. */
    @FunctionalInterface
    interface ChunkSink {
        /** Takes one chunk; the buffer is only valid during the call. */
        void onChunk(int index, int records, DirectBuffer buffer, int length);
    }

    private final UnsafeBuffer chunk = new UnsafeBuffer(new byte[SnapshotFormat.CHUNK_LENGTH]);
    private final ChunkSink sink;
    private int length;
    private int recordsInChunk;
    private int chunks;
    private long records;
    private long recordBytes;

    ChunkWriter(final ChunkSink sink) {
        this.sink = sink;
    }

    @Override
    public void onRecord(final DirectBuffer buffer, final int offset, final int recordLength) {
        if (length + Integer.BYTES + recordLength > SnapshotFormat.CHUNK_LENGTH) {
            flush();
        }
        chunk.putInt(length, recordLength, ByteOrder.LITTLE_ENDIAN);
        chunk.putBytes(length + Integer.BYTES, buffer, offset, recordLength);
        length += Integer.BYTES + recordLength;
        recordsInChunk++;
        records++;
        recordBytes += recordLength;
    }

    /** Hands on the last chunk. */
    void flush() {
        if (recordsInChunk > 0) {
            sink.onChunk(chunks, recordsInChunk, chunk, length);
            chunks++;
            length = 0;
            recordsInChunk = 0;
        }
    }

    int chunks() {
        return chunks;
    }

    long records() {
        return records;
    }

    long recordBytes() {
        return recordBytes;
    }
}
