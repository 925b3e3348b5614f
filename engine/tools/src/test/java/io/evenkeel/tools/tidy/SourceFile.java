package io.evenkeel.tools.tidy;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ast.CompilationUnit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A Java source, as text and as a tree.
 *
 * @param name  path from the root of the repository.
 * @param lines its text.
 * @param unit  its syntax tree.
 */
record SourceFile(String name, List<String> lines, CompilationUnit unit) {
    private static final ParserConfiguration JAVA_17 =
            new ParserConfiguration().setLanguageLevel(ParserConfiguration.LanguageLevel.JAVA_17);

    static SourceFile read(final Path root, final Path file) {
        try {
            return parse(root.relativize(file).toString(), Files.readString(file));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SourceFile parse(final String name, final String text) {
        final ParseResult<CompilationUnit> result = new JavaParser(JAVA_17).parse(text);
        final CompilationUnit unit = result.getResult().filter(any -> result.isSuccessful())
                .orElseThrow(() -> new IllegalArgumentException(name + ": " + result.getProblems()));
        return new SourceFile(name, text.lines().toList(), unit);
    }

    boolean isMain() {
        return name.contains("src/main/");
    }
}
