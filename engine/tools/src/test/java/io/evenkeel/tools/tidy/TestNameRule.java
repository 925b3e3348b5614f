package io.evenkeel.tools.tidy;

import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.expr.AnnotationExpr;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** A test's name is its comment: {@code shouldXWhenY}. */
final class TestNameRule implements TidyRule {
    private static final Set<String> TESTS = Set.of("Test", "ParameterizedTest", "RepeatedTest", "TestFactory");
    private static final Pattern NAME = Pattern.compile("should[A-Z]\\w*When[A-Z]\\w*");

    @Override
    public List<String> breaches(final SourceFile source) {
        return source.unit().findAll(MethodDeclaration.class).stream()
                .filter(TestNameRule::isTest)
                .map(MethodDeclaration::getNameAsString)
                .filter(name -> !NAME.matcher(name).matches())
                .map(name -> source.name() + ": the test " + name)
                .toList();
    }

    static boolean isTest(final MethodDeclaration method) {
        return method.getAnnotations().stream()
                .map(AnnotationExpr::getName)
                .anyMatch(name -> TESTS.contains(name.getIdentifier()));
    }
}
