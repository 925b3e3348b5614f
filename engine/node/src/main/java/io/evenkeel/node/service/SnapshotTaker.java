package io.evenkeel.node.service;

import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.SnapshotChunkEncoder;
import io.evenkeel.codecs.SnapshotHeaderEncoder;
import io.evenkeel.codecs.SnapshotPublishEncoder;
import io.evenkeel.core.Engine;
import io.evenkeel.node.chain.HashChain;
import io.evenkeel.node.feed.FeedNumbers;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.IdleStrategy;

/**
 * Writes a node's snapshot: a header that says what follows, the state of Publish and the chain, and the engine's
 * records in chunks, each part under a CRC-32C. The pipeline is drained meanwhile. Service thread.
 */
final class SnapshotTaker {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final ExclusivePublication publication;
    private final IdleStrategy idle;
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final Checksum checksum = new Checksum();

    SnapshotTaker(final ExclusivePublication publication, final IdleStrategy idle) {
        this.publication = publication;
        this.idle = idle;
    }

    /** Writes everything; what is counted in the header is counted in a pass of its own. */
    void take(
            final Engine engine,
            final HashChain chain,
            final FeedNumbers numbers,
            final long logPosition,
            final long timeMs) {
        final ChunkWriter counting = new ChunkWriter((index, records, chunk, length) -> idle.idle(0));
        engine.writeSnapshot(counting);
        counting.flush();
        writeHeader(counting, engine.stateHash(), logPosition, timeMs);
        writePublish(chain, numbers);
        final ChunkWriter writing = new ChunkWriter(this::writeChunk);
        engine.writeSnapshot(writing);
        writing.flush();
    }

    private void writeHeader(
            final ChunkWriter counts, final long stateHash, final long logPosition, final long timeMs) {
        final SnapshotHeaderEncoder encoder = new SnapshotHeaderEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .formatVersion(SnapshotFormat.VERSION)
                .chunks(counts.chunks())
                .records(counts.records())
                .recordBytes(counts.recordBytes())
                .logPosition(logPosition)
                .timeMs(timeMs)
                .stateHash(stateHash)
                .crc(checksum.of(buffer, HEADER, SnapshotHeaderEncoder.crcEncodingOffset()));
        offer(HEADER + encoder.encodedLength());
    }

    private void writePublish(final HashChain chain, final FeedNumbers numbers) {
        final SnapshotPublishEncoder encoder = new SnapshotPublishEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .liquidationNumber(numbers.liquidation())
                .settlementNumber(numbers.settlement())
                .marketNumber(numbers.market())
                .auditNumber(numbers.audit())
                .chain(chain.value())
                .commands(chain.commands())
                .outputs(chain.outputs())
                .crc(checksum.of(buffer, HEADER, SnapshotPublishEncoder.crcEncodingOffset()));
        offer(HEADER + encoder.encodedLength());
    }

    private void writeChunk(final int index, final int records, final DirectBuffer chunk, final int length) {
        final SnapshotChunkEncoder encoder = new SnapshotChunkEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .index(index)
                .records(records)
                .crc(checksum.of(chunk, 0, length))
                .putBytes(chunk, 0, length);
        offer(HEADER + encoder.encodedLength());
        idle.idle(0);
    }

    private void offer(final int length) {
        long result = publication.offer(buffer, 0, length);
        while (result < 0) {
            if (result == Publication.CLOSED || result == Publication.MAX_POSITION_EXCEEDED) {
                throw new IllegalStateException("cannot write the snapshot: " + Publication.errorString(result));
            }
            idle.idle();
            result = publication.offer(buffer, 0, length);
        }
    }
}
