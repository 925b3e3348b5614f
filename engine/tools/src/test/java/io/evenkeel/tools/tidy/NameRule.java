package io.evenkeel.tools.tidy;

import com.github.javaparser.ast.body.TypeDeclaration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Types and packages are called by a word of the domain, never by one that fits anything. */
final class NameRule implements TidyRule {
    private static final String BANNED = "(Manager|Helper|Util|Impl|Base|Common|Misc|Data|Info)s?";
    private static final Pattern BANNED_WORD = Pattern.compile(BANNED + "(?![a-z])");
    private static final Pattern INTERFACE_PREFIX = Pattern.compile("I[A-Z][a-z].*");
    private static final Pattern BANNED_PACKAGE = Pattern.compile("(?i).*\\." + BANNED + "(\\..*)?");

    @Override
    public List<String> breaches(final SourceFile source) {
        return Stream.concat(typeBreaches(source), packageBreaches(source)).toList();
    }

    private static Stream<String> typeBreaches(final SourceFile source) {
        return source.unit().stream()
                .filter(node -> node instanceof TypeDeclaration<?>)
                .map(node -> ((TypeDeclaration<?>) node).getNameAsString())
                .filter(name -> BANNED_WORD.matcher(name).find() || INTERFACE_PREFIX.matcher(name).matches())
                .map(name -> source.name() + ": the type " + name);
    }

    private static Stream<String> packageBreaches(final SourceFile source) {
        return source.unit().getPackageDeclaration().stream()
                .map(declaration -> declaration.getNameAsString())
                .filter(name -> BANNED_PACKAGE.matcher(name).matches())
                .map(name -> source.name() + ": the package " + name);
    }
}
