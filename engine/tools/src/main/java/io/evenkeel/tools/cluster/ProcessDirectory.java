package io.evenkeel.tools.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.agrona.IoUtil;

/**
 * A directory of this process for what it cannot keep in memory, gone when it ends. What a killed process left is
 * cleared by the next one: the name ends with the id of its process.
 */
public final class ProcessDirectory {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private ProcessDirectory() {
    }

    /** {@return a new directory among temporary files} */
    public static Path make(final String name) throws IOException {
        final Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        final Path directory = name(parent, name, abandoned -> true);
        Files.createDirectory(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        directory.toFile().deleteOnExit();
        return directory;
    }

    /**
     * Clears what dead processes left under such names.
     *
     * @param parent  where.
     * @param name    what the name begins with.
     * @param isFree asked of each directory of a process that is not found here, which may live in another container.
     * @return a name for a new directory.
     */
    static Path name(final Path parent, final String name, final Predicate<File> isFree) throws IOException {
        final String prefix = name + "-" + System.getProperty("user.name") + "-";
        try (DirectoryStream<Path> siblings = Files.newDirectoryStream(parent, prefix + "*")) {
            for (final Path sibling : siblings) {
                if (isOfDeadProcess(sibling.getFileName().toString().substring(prefix.length()))
                        && isFree.test(sibling.toFile())) {
                    IoUtil.delete(sibling.toFile(), true);
                }
            }
        }
        return parent.resolve(prefix + ProcessHandle.current().pid() + "." + COUNT.incrementAndGet());
    }

    private static boolean isOfDeadProcess(final String suffix) {
        final int dot = suffix.indexOf('.');
        try {
            return dot > 0 && ProcessHandle.of(Long.parseLong(suffix.substring(0, dot))).isEmpty();
        } catch (final NumberFormatException e) {
            return false;
        }
    }
}
