package io.evenkeel.node.launch;

import io.aeron.cluster.codecs.mark.MarkFileHeaderDecoder;
import io.aeron.cluster.codecs.mark.MessageHeaderDecoder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The mark files of a node that died: for ten seconds after its death they look active, and nothing starts beside them.
 * Whoever holds the node's {@link DirectoryLock} has the proof that their owner is dead, and may age them.
 */
final class MarkFiles {
    private static final long LONG_AGO_MS = 0;

    private MarkFiles() {
    }

    /** Makes the mark files look old; the caller holds the lock on the node's directory. */
    static void age(final Path archiveDir, final Path clusterDir) {
        age(
                archiveDir.resolve("archive-mark.dat"),
                io.aeron.archive.codecs.mark.MessageHeaderDecoder.ENCODED_LENGTH
                        + io.aeron.archive.codecs.mark.MarkFileHeaderDecoder.activityTimestampEncodingOffset());
        final int clusterOffset =
                MessageHeaderDecoder.ENCODED_LENGTH + MarkFileHeaderDecoder.activityTimestampEncodingOffset();
        age(clusterDir.resolve("cluster-mark.dat"), clusterOffset);
        age(clusterDir.resolve("cluster-mark-service-0.dat"), clusterOffset);
    }

    private static void age(final Path file, final int offset) {
        if (!Files.exists(file)) {
            return;
        }
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            if (access.length() >= offset + Long.BYTES) {
                final ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                access.seek(offset);
                access.write(bytes.putLong(LONG_AGO_MS).array());
            }
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot age " + file, e);
        }
    }
}
