package io.evenkeel.node.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.CloseHelper;
import org.agrona.IoUtil;

/**
 * Proof that no other process uses a directory: a lock that the operating system holds for this process on a file
 * beside it, and releases when the process ends, however it ends. The file is deleted, while it is still locked, when
 * the lock is given up; so whoever gets a lock makes sure that it is one on the file that still has the name.
 */
final class DirectoryLock implements AutoCloseable {
    private static final String SUFFIX = ".lock";
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(3);
    private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(20);

    /** Closing any channel of a file loses the process's locks on it, so a file is opened once in a process. */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path dir;
    private final FileChannel channel;

    private DirectoryLock(final Path dir, final FileChannel channel) {
        this.dir = dir;
        this.channel = channel;
    }

    /**
     * {@return the lock on a directory; its parent is made if it is not there} Waits a moment for a process that only
     * looks whether the directory is abandoned.
     *
     * @throws IllegalStateException if another node has it.
     */
    static DirectoryLock acquire(final Path dir) {
        if (!HELD_HERE.add(dir)) {
            throw new IllegalStateException("another node in this process uses " + dir);
        }
        FileChannel channel = null;
        try {
            Files.createDirectories(dir.getParent());
            final long deadlineNs = System.nanoTime() + PATIENCE_NS;
            while (channel == null && System.nanoTime() - deadlineNs < 0) {
                channel = tryLock(file(dir), StandardOpenOption.CREATE);
                LockSupport.parkNanos(channel == null ? RETRY_NS : 1);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot lock " + file(dir), e);
        } finally {
            if (channel == null) {
                HELD_HERE.remove(dir);
            }
        }
        if (channel == null) {
            throw new IllegalStateException("another process uses " + dir);
        }
        return new DirectoryLock(dir, channel);
    }

    /**
     * {@return the lock on a directory that a dead process has left, or null if there is none or somebody uses it}
     *
     * @throws IOException if the file cannot be opened, perhaps because it is somebody else's.
     */
    static DirectoryLock acquireAbandoned(final Path dir) throws IOException {
        if (!HELD_HERE.add(dir)) {
            return null;
        }
        FileChannel channel = null;
        try {
            channel = tryLock(file(dir), StandardOpenOption.WRITE);
        } finally {
            if (channel == null) {
                HELD_HERE.remove(dir);
            }
        }
        return channel == null ? null : new DirectoryLock(dir, channel);
    }

    /** {@return the locked file; null if somebody else has it, or it was deleted meanwhile} */
    private static FileChannel tryLock(final Path file, final StandardOpenOption make) throws IOException {
        FileChannel channel = null;
        boolean isMine = false;
        try {
            FileChannel.open(file, make, StandardOpenOption.WRITE).close();
            final Object identity = identity(file);
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
            isMine = channel.tryLock() != null && identity.equals(identity(file));
        } catch (final NoSuchFileException e) {
            return null;
        } finally {
            if (!isMine) {
                CloseHelper.quietClose(channel);
            }
        }
        return isMine ? channel : null;
    }

    /** {@return device and number of the file that has this name now} */
    private static Object identity(final Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    /** {@return the file that is locked for a directory} */
    static Path file(final Path dir) {
        return dir.resolveSibling(dir.getFileName() + SUFFIX);
    }

    /** {@return the pattern of names of locks on directories whose names begin like this} */
    static String pattern(final String prefix) {
        return prefix + "*" + SUFFIX;
    }

    /** {@return the directory that this name of a lock file belongs to} */
    static Path directory(final Path file) {
        final String name = file.getFileName().toString();
        return file.resolveSibling(name.substring(0, name.length() - SUFFIX.length()));
    }

    @Override
    public void close() {
        if (channel.isOpen()) {
            IoUtil.deleteIfExists(file(dir).toFile());
            CloseHelper.quietClose(channel);
            HELD_HERE.remove(dir);
        }
    }
}
