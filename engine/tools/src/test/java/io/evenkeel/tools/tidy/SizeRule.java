package io.evenkeel.tools.tidy;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.CompactConstructorDeclaration;
import com.github.javaparser.ast.body.InitializerDeclaration;
import com.github.javaparser.ast.expr.LambdaExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Methods of at most 60 lines, files of at most 600. Longer ones are split by meaning. */
final class SizeRule implements TidyRule {
    static final int LONGEST_METHOD = 60;
    static final int LONGEST_FILE = 600;

    @Override
    public List<String> breaches(final SourceFile source) {
        final List<String> breaches = new ArrayList<>();
        if (source.lines().size() > LONGEST_FILE) {
            breaches.add(source.name() + ": " + source.lines().size() + " lines");
        }
        bodies(source).filter(body -> length(body) > LONGEST_METHOD)
                .map(body -> source.name() + ":" + firstLine(body) + ": a body of " + length(body) + " lines")
                .forEach(breaches::add);
        return breaches;
    }

    /** {@return lengths of all methods, constructors, initializers and lambdas, in lines} */
    static Stream<Integer> bodyLengths(final SourceFile source) {
        return bodies(source).map(SizeRule::length);
    }

    private static Stream<Node> bodies(final SourceFile source) {
        return source.unit().stream().filter(node -> node instanceof CallableDeclaration<?>
                || node instanceof CompactConstructorDeclaration
                || node instanceof InitializerDeclaration
                || node instanceof LambdaExpr);
    }

    /** Javadoc is not part of a node's range, annotations are. */
    private static int length(final Node body) {
        return body.getRange().orElseThrow().getLineCount();
    }

    private static int firstLine(final Node body) {
        return body.getRange().orElseThrow().begin.line;
    }
}
