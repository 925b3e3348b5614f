package io.evenkeel.tools.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The files of this repository, without what a build or a tool left there. */
final class Repository {
    private static final Set<String> LEFT_OUT = Set.of("target", ".git", ".idea", ".vscode");

    private final Path root;
    private final List<Path> files;

    private Repository(final Path root, final List<Path> files) {
        this.root = root;
        this.files = files;
    }

    /** {@return the repository that this test runs in; Maven says where it is, an editor does not} */
    static Repository here() {
        final String given = System.getProperty("evenkeel.root");
        Path root = Path.of(given == null ? "" : given).toAbsolutePath();
        while (!Files.isDirectory(root.resolve(".mvn"))) {
            root = root.getParent();
        }
        return new Repository(root, filesBelow(root));
    }

    Path root() {
        return root;
    }

    /** {@return every file whose name ends so, by path} */
    List<Path> filesNamed(final String... endings) {
        return files.stream().filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith)).toList();
    }

    /** {@return the Java sources, read and parsed} */
    List<SourceFile> sources() {
        return filesNamed(".java").stream().map(file -> SourceFile.read(root, file)).toList();
    }

    private static List<Path> filesBelow(final Path directory) {
        try (Stream<Path> children = Files.list(directory)) {
            return children.sorted()
                    .filter(child -> !LEFT_OUT.contains(child.getFileName().toString()))
                    .flatMap(child -> Files.isDirectory(child) ? filesBelow(child).stream() : Stream.of(child))
                    .toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
