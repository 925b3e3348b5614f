package io.evenkeel.core.snapshot;

import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.core.store.Mixing;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Where the stages write the records of a snapshot: one buffer, one SBE message at a time, each handed to the sink.
 */
public final class RecordWriter {
    private final MutableDirectBuffer buffer = new ExpandableArrayBuffer(SnapshotSink.MAX_RECORD_LENGTH);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SnapshotSink sink;
    private long records;
    private long digest;

    /** Makes a writer for one snapshot. */
    public RecordWriter(final SnapshotSink sink) {
        this.sink = sink;
    }

    /** {@return the buffer in which the next record begins at 0} */
    public MutableDirectBuffer buffer() {
        return buffer;
    }

    /** {@return the header encoder to wrap it with} */
    public MessageHeaderEncoder header() {
        return header;
    }

    /** Hands on a record that ends at {@code limit}. */
    public void write(final int limit) {
        sink.onRecord(buffer, 0, limit);
        digest = Mixing.chain(digest, Mixing.digest(buffer, 0, limit));
        records++;
    }

    /** {@return digest of the bytes of all records written so far, in their order} */
    public long digest() {
        return digest;
    }

    /** {@return records written so far} */
    public long records() {
        return records;
    }
}
