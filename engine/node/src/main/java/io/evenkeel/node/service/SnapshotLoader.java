package io.evenkeel.node.service;

import io.aeron.Image;
import io.aeron.ImageFragmentAssembler;
import io.aeron.logbuffer.Header;
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
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Loads a node's snapshot into an engine with empty state. Whatever does not hold – a checksum, a count, the order, the
 * state hash – refuses the snapshot. Service thread.
 */
final class SnapshotLoader {
    private static final int FRAGMENT_LIMIT = 16;

    private final Engine engine;
    private final HashChain chain;
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
    private RuntimeException failure;

    SnapshotLoader(final Engine engine, final HashChain chain) {
        this.engine = engine;
        this.chain = chain;
    }

    /**
     * Loads it all.
     *
     * @return the last numbers of the feeds.
     * @throws IllegalStateException if the snapshot is damaged or incomplete; the message says where.
     */
    FeedNumbers load(final Image image, final IdleStrategy idle) {
        final ImageFragmentAssembler assembler = new ImageFragmentAssembler(this::onMessage);
        while (!isComplete()) {
            final int fragments = image.poll(assembler, FRAGMENT_LIMIT);
            if (failure != null) {
                throw failure;
            }
            if (fragments == 0 && (image.isClosed() || image.isEndOfStream()) && !isComplete()) {
                throw damaged("it ends after chunk " + chunksRead + " of " + chunksExpected, null);
            }
            idle.idle(fragments);
        }
        finish();
        return numbers;
    }

    private boolean isComplete() {
        return numbers != null && chunksRead == chunksExpected;
    }

    /** Polling an image would report what is thrown here and go on: so it is kept and thrown by the loop. */
    private void onMessage(final DirectBuffer buffer, final int offset, final int length, final Header ignored) {
        if (failure != null || isComplete()) {
            return;
        }
        try {
            onPart(buffer, offset, length);
        } catch (final IllegalStateException e) {
            failure = e;
        } catch (final RuntimeException e) {
            failure = damaged("it cannot be read", e);
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
        if (header.formatVersion() < 1 || header.formatVersion() > SnapshotFormat.VERSION) {
            throw damaged("format version " + header.formatVersion() + " is not known here", null);
        }
        isHeaderRead = true;
        chunksExpected = header.chunks();
        recordsExpected = header.records();
        bytesExpected = header.recordBytes();
        stateHash = header.stateHash();
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
            at += Integer.BYTES + length;
            records++;
            bytesRead += length;
        }
        recordsRead += records;
        return records;
    }

    private void finish() {
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
