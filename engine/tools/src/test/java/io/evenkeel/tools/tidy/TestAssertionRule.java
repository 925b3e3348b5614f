package io.evenkeel.tools.tidy;

import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.expr.MethodCallExpr;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** No test that cannot fail: each one asserts something, itself or through a method of its own file. */
final class TestAssertionRule implements TidyRule {
    private static final Pattern ASSERTION = Pattern.compile("(assert|fail|verify|expect).*");

    @Override
    public List<String> breaches(final SourceFile source) {
        final List<MethodDeclaration> methods = source.unit().findAll(MethodDeclaration.class);
        return methods.stream()
                .filter(TestNameRule::isTest)
                .filter(test -> !canFail(test, methods, new HashSet<>()))
                .map(test -> source.name() + ": " + test.getNameAsString() + " asserts nothing")
                .toList();
    }

    private static boolean canFail(
            final MethodDeclaration method, final List<MethodDeclaration> methods, final Set<String> visited) {
        return visited.add(method.getNameAsString()) && method.findAll(MethodCallExpr.class).stream()
                .map(MethodCallExpr::getNameAsString)
                .anyMatch(called -> ASSERTION.matcher(called).matches() || methods.stream()
                        .filter(other -> other.getNameAsString().equals(called))
                        .anyMatch(other -> canFail(other, methods, visited)));
    }
}
