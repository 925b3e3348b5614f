package io.evenkeel.node.service;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.aeron.protocol.DataHeaderFlyweight;
import io.aeron.protocol.HeaderFlyweight;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads a recording from the segment files of an Aeron archive, as the archive writes them: frames as in a term, each
 * with its data header and aligned, up to the first that was never written. The archive is not asked. One thread.
 */
final class SnapshotRecording {
    private static final String SUFFIX = ".rec";

    private final Path archive;
    private final String prefix;
    private final ExpandableArrayBuffer message = new ExpandableArrayBuffer();
    private int assembled;

    SnapshotRecording(final Path archive, final long recordingId) {
        this.archive = archive;
        prefix = recordingId + "-";
    }

    /** Takes one message, which is only valid during the call. */
    @FunctionalInterface
    interface MessageHandler {
        /** Takes a message without its frame headers. */
        void onMessage(DirectBuffer buffer, int offset, int length);
    }

    /**
     * Hands over all messages in order.
     *
     * @throws IllegalStateException if there are no segment files.
     */
    void forEachMessage(final MessageHandler handler) {
        try {
            final List<Path> segments = segments();
            if (segments.isEmpty()) {
                throw new IllegalStateException("recording " + prefix + "* is not in " + archive);
            }
            for (final Path segment : segments) {
                readSegment(segment, handler);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot read a recording in " + archive, e);
        }
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(archive)) {
            return files.filter(file -> name(file).startsWith(prefix) && name(file).endsWith(SUFFIX))
                    .sorted(Comparator.comparingLong(this::position))
                    .toList();
        }
    }

    private static String name(final Path file) {
        return file.getFileName().toString();
    }

    private long position(final Path segment) {
        return Long.parseLong(name(segment).substring(prefix.length(), name(segment).length() - SUFFIX.length()));
    }

    private void readSegment(final Path segment, final MessageHandler handler) throws IOException {
        try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.READ)) {
            final MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            try {
                readFrames(new UnsafeBuffer(mapped), handler);
            } finally {
                IoUtil.unmap(mapped);
            }
        }
    }

    private void readFrames(final DirectBuffer segment, final MessageHandler handler) {
        int at = 0;
        while (at + DataHeaderFlyweight.HEADER_LENGTH <= segment.capacity()) {
            final int length = segment.getInt(at + HeaderFlyweight.FRAME_LENGTH_FIELD_OFFSET, LITTLE_ENDIAN);
            if (length <= 0 || length > segment.capacity() - at) {
                return;
            }
            final int type = segment.getShort(at + HeaderFlyweight.TYPE_FIELD_OFFSET, LITTLE_ENDIAN);
            if (type == HeaderFlyweight.HDR_TYPE_DATA) {
                onFrame(segment, at, length, handler);
            }
            at += BitUtil.align(length, DataHeaderFlyweight.HEADER_LENGTH);
        }
    }

    private void onFrame(final DirectBuffer segment, final int at, final int length, final MessageHandler handler) {
        final int flags = segment.getByte(at + HeaderFlyweight.FLAGS_FIELD_OFFSET);
        final int payload = length - DataHeaderFlyweight.HEADER_LENGTH;
        assembled = (flags & DataHeaderFlyweight.BEGIN_FLAG) == 0 ? assembled : 0;
        message.putBytes(assembled, segment, at + DataHeaderFlyweight.HEADER_LENGTH, payload);
        assembled += payload;
        if ((flags & DataHeaderFlyweight.END_FLAG) != 0) {
            handler.onMessage(message, 0, assembled);
        }
    }
}
