package io.evenkeel.node.service;

import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.SnapshotChunkDecoder;
import io.evenkeel.codecs.SnapshotHeaderDecoder;
import io.evenkeel.codecs.SnapshotPublishDecoder;
import io.evenkeel.core.Engine;
import io.evenkeel.core.snapshot.SnapshotSink;
import io.evenkeel.node.chain.HashChain;
import io.evenkeel.node.feed.FeedNumbers;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Takes the parts of a node's snapshot, in order, into an engine with empty state. Whatever does not hold – a
 * checksum, a count, the order, the state hash – refuses the snapshot. One thread.
 */
final class SnapshotParts {
    private final Engine engine;
    private final HashChain chain;
    private final SnapshotSink witness;
    private final Checksum checksum = new Checksum();
    private final MessageHeaderDecoder messageHeader = new MessageHeaderDecoder();
    private final SnapshotHeaderDecoder header = new SnapshotHeaderDecoder();
    private final SnapshotPublishDecoder publish = new SnapshotPublishDecoder();
    private final SnapshotChunkDecoder chunk = new SnapshotChunkDecoder();
    private final UnsafeBuffer chunkBytes = new UnsafeBuffer(0, 0);

    private FeedNumbers numbers;
    private boolean isHeaderRead;
    private int chunksExpected;
    private int chunksRead;
    private long recordsExpected;
    private long recordsRead;
    private long bytesExpected;
    private long bytesRead;
    private long stateHash;
    private long logPosition;
    private long timeMs;

    SnapshotParts(final Engine engine, final HashChain chain) {
        this(engine, chain, (buffer, offset, length) -> {
        });
    }

    /** Makes one that shows every record, once the engine has taken it, to a witness. */
    SnapshotParts(final Engine engine, final HashChain chain, final SnapshotSink witness) {
        this.engine = engine;
        this.chain = chain;
        this.witness = witness;
    }

    /** {@return whether all parts that the header counts were taken} */
    boolean isComplete() {
        return numbers != null && chunksRead == chunksExpected;
    }

    /**
     * Takes a part; what follows the last one is passed over.
     *
     * @throws IllegalStateException if the snapshot is damaged; the message says where.
     */
    void take(final DirectBuffer buffer, final int offset, final int length) {
        if (isComplete()) {
            return;
        }
        try {
            onPart(buffer, offset, length);
        } catch (final IllegalStateException e) {
            throw e;
        } catch (final RuntimeException e) {
            throw damaged("it cannot be read", e);
        }
    }

    private void onPart(final DirectBuffer buffer, final int offset, final int length) {
        messageHeader.wrap(buffer, offset);
        if (messageHeader.schemaId() != MessageHeaderDecoder.SCHEMA_ID) {
            throw damaged("schema " + messageHeader.schemaId(), null);
        }
        switch (messageHeader.templateId()) {
            case SnapshotHeaderDecoder.TEMPLATE_ID -> onHeader(buffer, offset);
            case SnapshotPublishDecoder.TEMPLATE_ID -> onPublish(buffer, offset);
            case SnapshotChunkDecoder.TEMPLATE_ID -> onChunk(buffer, offset, length);
            default -> throw damaged("unknown part " + messageHeader.templateId(), null);
        }
    }

    private void onHeader(final DirectBuffer buffer, final int offset) {
        header.wrapAndApplyHeader(buffer, offset, messageHeader);
        check(header.crc(), buffer, header.offset(), SnapshotHeaderDecoder.crcEncodingOffset(), "header");
        if (isHeaderRead) {
            throw damaged("a second header", null);
        }
        if (header.formatVersion() != SnapshotFormat.VERSION) {
            throw damaged("format version " + header.formatVersion() + " is not the one known here, "
                    + SnapshotFormat.VERSION, null);
        }
        isHeaderRead = true;
        chunksExpected = header.chunks();
        recordsExpected = header.records();
        bytesExpected = header.recordBytes();
        stateHash = header.stateHash();
        logPosition = header.logPosition();
        timeMs = header.timeMs();
    }

    private void onPublish(final DirectBuffer buffer, final int offset) {
        publish.wrapAndApplyHeader(buffer, offset, messageHeader);
        check(publish.crc(), buffer, publish.offset(), SnapshotPublishDecoder.crcEncodingOffset(), "publish part");
        if (!isHeaderRead || numbers != null) {
            throw damaged("a publish part out of order", null);
        }
        numbers = new FeedNumbers(
                publish.liquidationNumber(),
                publish.settlementNumber(),
                publish.marketNumber(),
                publish.auditNumber());
        chain.restore(publish.chain(), publish.commands(), publish.outputs());
    }

    private void onChunk(final DirectBuffer buffer, final int offset, final int length) {
        chunk.wrapAndApplyHeader(buffer, offset, messageHeader);
        if (numbers == null || chunk.index() != chunksRead) {
            throw damaged("chunk " + chunk.index() + " where " + chunksRead + " was expected", null);
        }
        final long crc = chunk.crc();
        final int records = chunk.records();
        final int chunkLength = chunk.bytesLength();
        final int start = chunk.limit() + SnapshotChunkDecoder.bytesHeaderLength();
        if (chunkLength < 0 || start + chunkLength > offset + length) {
            throw damaged("chunk " + chunksRead + " is cut short", null);
        }
        check(crc, buffer, start, chunkLength, "chunk " + chunksRead);
        chunkBytes.wrap(buffer, start, chunkLength);
        if (loadRecords(chunkLength) != records) {
            throw damaged("the record count of chunk " + chunksRead, null);
        }
        chunksRead++;
    }

    private int loadRecords(final int chunkLength) {
        int records = 0;
        for (int at = 0; at < chunkLength; ) {
            final int length = chunkBytes.getInt(at, ByteOrder.LITTLE_ENDIAN);
            if (length <= 0 || length > SnapshotSink.MAX_RECORD_LENGTH || at + Integer.BYTES + length > chunkLength) {
                throw damaged("the length of a record in chunk " + chunksRead, null);
            }
            engine.loadSnapshotRecord(chunkBytes, at + Integer.BYTES, length);
            witness.onRecord(chunkBytes, at + Integer.BYTES, length);
            at += Integer.BYTES + length;
            records++;
            bytesRead += length;
        }
        recordsRead += records;
        return records;
    }

    /**
     * Ends loading: checks counts and the state hash.
     *
     * @return the last numbers of the feeds.
     * @throws IllegalStateException if parts are missing, or something else was loaded than was written.
     */
    FeedNumbers finish() {
        if (!isComplete()) {
            throw damaged("it ends after chunk " + chunksRead + " of " + chunksExpected, null);
        }
        if (recordsRead != recordsExpected || bytesRead != bytesExpected) {
            throw damaged(recordsRead + " records of " + bytesRead + " bytes where the header says " + recordsExpected
                    + " of " + bytesExpected, null);
        }
        engine.completeSnapshotLoad();
        final long actual = engine.stateHash();
        if (actual != stateHash) {
            throw damaged("state hash " + Long.toHexString(actual) + " where the header says "
                    + Long.toHexString(stateHash), null);
        }
        return numbers;
    }

    /** {@return log position up to which the snapshot goes} */
    long logPosition() {
        return logPosition;
    }

    /** {@return cluster time of the snapshot} */
    long timeMs() {
        return timeMs;
    }

    private void check(
            final long crc, final DirectBuffer buffer, final int offset, final int length, final String part) {
        if (checksum.of(buffer, offset, length) != crc) {
            throw damaged("the checksum of the " + part, null);
        }
    }

    private static IllegalStateException damaged(final String what, final RuntimeException cause) {
        return new IllegalStateException("the snapshot is damaged and is refused: " + what, cause);
    }
}
