package io.evenkeel.node.launch;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.IoUtil;

/**
 * Media driver directories of nodes that were killed: they stay in memory until somebody removes them. Whoever gets the
 * lock of such a directory has the proof that its owner is dead.
 */
final class AbandonedDrivers {
    private AbandonedDrivers() {
    }

    /**
     * Removes the abandoned ones with their locks.
     *
     * @param parent where nodes have their directories unless told otherwise.
     * @param prefix what the names of this user's begin with; others' are not looked at.
     * @return how many were removed.
     */
    static int remove(final Path parent, final String prefix) {
        int removed = 0;
        try (DirectoryStream<Path> locks = Files.newDirectoryStream(parent, DirectoryLock.pattern(prefix))) {
            for (final Path lock : locks) {
                removed += removeAbandoned(DirectoryLock.directory(lock)) ? 1 : 0;
            }
        } catch (final IOException e) {
            // What cannot be looked at is left for its owner.
            return removed;
        }
        return removed;
    }

    private static boolean removeAbandoned(final Path dir) throws IOException {
        try (DirectoryLock lock = DirectoryLock.acquireAbandoned(dir)) {
            if (lock != null) {
                IoUtil.delete(dir.toFile(), true);
            }
            return lock != null;
        }
    }
}
