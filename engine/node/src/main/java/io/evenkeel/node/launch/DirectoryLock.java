package io.evenkeel.node.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.CloseHelper;

/**
 * Proof that no other process uses a directory: a lock that the operating system holds for this process on a file
 * beside it, and releases when the process ends, however it ends.
 */
final class DirectoryLock implements AutoCloseable {
    private final FileChannel channel;

    private DirectoryLock(final FileChannel channel) {
        this.channel = channel;
    }

    /**
     * {@return the lock on a directory; its parent is made if it is not there}
     *
     * @throws IllegalStateException if another node has it.
     */
    static DirectoryLock acquire(final Path dir) {
        final Path file = file(dir);
        FileChannel channel = null;
        try {
            Files.createDirectories(file.getParent());
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            final FileLock lock = channel.tryLock();
            if (lock != null) {
                return new DirectoryLock(channel);
            }
        } catch (final OverlappingFileLockException e) {
            CloseHelper.quietClose(channel);
            throw new IllegalStateException("another node in this process uses " + dir, e);
        } catch (final IOException e) {
            CloseHelper.quietClose(channel);
            throw new UncheckedIOException("cannot lock " + file, e);
        }
        CloseHelper.quietClose(channel);
        throw new IllegalStateException("another process uses " + dir);
    }

    /** {@return the file that is locked for a directory} */
    static Path file(final Path dir) {
        return dir.resolveSibling(dir.getFileName() + ".lock");
    }

    @Override
    public void close() {
        CloseHelper.quietClose(channel);
    }
}
