package io.evenkeel.node.service;

import io.aeron.cluster.RecordingLog;
import io.aeron.cluster.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.ListingStateDecoder;
import io.evenkeel.core.Engine;
import io.evenkeel.core.EngineLimits;
import io.evenkeel.core.inspect.Inspector;
import io.evenkeel.core.output.OutputSink;
import io.evenkeel.core.output.OutputSlot;
import io.evenkeel.node.chain.HashChain;
import io.evenkeel.node.feed.FeedNumbers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The last snapshot in a node's directory, read from its files into an engine of its own. The node is asked nothing: it
 * may run, be stopped, or have been copied here. Not on any node's path. One thread.
 */
public final class RecordedSnapshot {
    private static final int SERVICE_ID = 0;

    private final Engine engine;
    private final List<DirectBuffer> listings = new ArrayList<>();
    private final SnapshotParts parts;
    private final FeedNumbers numbers;

    private RecordedSnapshot(final EngineLimits limits, final Path archive, final long recordingId) {
        engine = new Engine(limits, new Silence());
        parts = new SnapshotParts(engine, new HashChain(new Silence(), 1), this::onRecord);
        new SnapshotRecording(archive, recordingId).forEachMessage(this::onMessage);
        numbers = parts.finish();
    }

    /** An engine that only loads puts nothing out. */
    private static final class Silence implements OutputSink {
        @Override
        public OutputSlot claim() {
            throw new IllegalStateException("loading a snapshot puts nothing out");
        }

        @Override
        public void publish() {
            throw new IllegalStateException("loading a snapshot puts nothing out");
        }
    }

    /**
     * Reads the last snapshot that a node has completed.
     *
     * @param directory the node's, with {@code cluster} and {@code archive} in it.
     * @param limits    capacities of the node.
     * @return the snapshot.
     * @throws IllegalStateException if there is none, or it is damaged; the message says where.
     */
    public static RecordedSnapshot last(final Path directory, final EngineLimits limits) {
        final Path cluster = directory.resolve("cluster");
        final Path archive = directory.resolve("archive");
        final boolean isNode = Files.isRegularFile(cluster.resolve(RecordingLog.RECORDING_LOG_FILE_NAME))
                && Files.isDirectory(archive);
        if (!isNode) {
            throw new IllegalStateException(directory + " is not the directory of a node");
        }
        final RecordingLog.Entry entry;
        try (RecordingLog log = new RecordingLog(cluster.toFile(), false)) {
            entry = log.getLatestSnapshot(SERVICE_ID);
        }
        if (entry == null) {
            throw new IllegalStateException("the node in " + directory + " has no snapshot");
        }
        return new RecordedSnapshot(limits, archive, entry.recordingId);
    }

    /** What the cluster itself keeps of its sessions comes first, by a schema of its own. */
    private void onMessage(final DirectBuffer buffer, final int offset, final int length) {
        final int schemaId = new MessageHeaderDecoder().wrap(buffer, offset).schemaId();
        if (schemaId != MessageHeaderDecoder.SCHEMA_ID) {
            parts.take(buffer, offset, length);
        }
    }

    private void onRecord(final DirectBuffer buffer, final int offset, final int length) {
        final io.evenkeel.codecs.MessageHeaderDecoder header = new io.evenkeel.codecs.MessageHeaderDecoder();
        if (header.wrap(buffer, offset).templateId() == ListingStateDecoder.TEMPLATE_ID) {
            final ListingStateDecoder listing = new ListingStateDecoder();
            listing.wrapAndApplyHeader(buffer, offset, header);
            final byte[] command = new byte[listing.commandLength()];
            listing.getCommand(command, 0, command.length);
            listings.add(new UnsafeBuffer(command));
        }
    }

    /** {@return a reader of the state} */
    public Inspector inspector() {
        return engine.inspector();
    }

    /** {@return the commands that listed assets and instruments, in order, each with its SBE header} */
    public List<DirectBuffer> listings() {
        return List.copyOf(listings);
    }

    /** {@return log position up to which it goes} */
    public long logPosition() {
        return parts.logPosition();
    }

    /** {@return cluster time when it was taken} */
    public long timeMs() {
        return parts.timeMs();
    }

    /** {@return number of the last event on the audit feed that it contains} */
    public long auditNumber() {
        return numbers.audit();
    }
}
