package io.evenkeel.client.oracle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The sequence that price sources send with what they say, which must rise for as long as the source is configured,
 * whatever becomes of the process. A file holds a bound that was never reached: numbers below it are given out without
 * touching the disk, and after a restart, also after a kill, the next one is the bound. So numbers rise, with gaps.
 *
 * <p>One may serve several sources of one oracle. A file that is not there begins at the time of day in microseconds,
 * so that it is above what was sent before should the file be lost. It is locked while open: of two processes on one
 * file the second is refused. Not thread-safe; writes once in {@value #BLOCK} numbers.
 */
public final class SourceSequence implements AutoCloseable {
    /** Numbers that are set apart at once. */
    static final int BLOCK = 1_000;

    private static final int DIGITS = 19;
    private static final long MICROS = 1_000;

    private final FileChannel channel;
    private long next;
    private long bound;

    private SourceSequence(final FileChannel channel, final long bound) {
        this.channel = channel;
        this.next = bound;
        this.bound = bound;
    }

    /**
     * Goes on where a file says; makes it, and the directory it is in, if it is not there.
     *
     * @param file the file; for this use alone.
     * @return the sequence, to be closed.
     * @throws IOException if the file cannot be used, is in use, or holds something else.
     */
    public static SourceSequence open(final Path file) throws IOException {
        if (file.toAbsolutePath().getParent() != null) {
            Files.createDirectories(file.toAbsolutePath().getParent());
        }
        final FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            lock(channel, file);
            return new SourceSequence(channel, read(channel, file));
        } catch (final IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void lock(final FileChannel channel, final Path file) throws IOException {
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (final OverlappingFileLockException e) {
            throw new IOException(file + " is in use by this process", e);
        }
        if (lock == null) {
            throw new IOException(file + " is in use by another process");
        }
    }

    private static long read(final FileChannel channel, final Path file) throws IOException {
        if (channel.size() == 0) {
            return System.currentTimeMillis() * MICROS;
        }
        final ByteBuffer bytes = ByteBuffer.allocate(DIGITS + 1);
        channel.read(bytes, 0);
        final String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).strip();
        if (!text.matches("\\d{1," + DIGITS + "}")) {
            throw new IOException(file + " holds no sequence but \"" + text + '"');
        }
        return Long.parseLong(text);
    }

    /**
     * {@return the number to be sent next; the same until it is spent}
     *
     * @throws IOException if more numbers cannot be set apart on the disk; nothing may be sent then.
     */
    public long peek() throws IOException {
        if (next == bound) {
            write(bound + BLOCK);
            bound += BLOCK;
        }
        return next;
    }

    private void write(final long newBound) throws IOException {
        final String text = String.format("%0" + DIGITS + "d%n", newBound);
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
        channel.force(false);
    }

    /** Says that the number was sent. */
    public void spend() {
        next++;
    }

    /** Lets the file go; the next to open it goes on without a gap. */
    @Override
    public void close() throws IOException {
        try (channel) {
            if (bound != next) {
                write(next);
            }
        }
    }
}
