package io.evenkeel.tools.tidy;

import com.github.javaparser.ast.expr.AnnotationExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** No gate is switched off in place, and no test is. */
final class SuppressionRule implements TidyRule {
    private static final Set<String> ANNOTATIONS = Set.of(
            "SuppressWarnings", "SuppressFBWarnings", "SuppressLint", "Generated", "SafeVarargs",
            "Disabled", "Ignore", "ArchIgnore");
    private static final Pattern MARKERS = Pattern.compile(String.join("|", List.of(
            "CHECKSTYLE" + "[:.]", "NO" + "PMD", "NO" + "SONAR", "no" + "inspection", "@formatter:" + "off")));

    @Override
    public List<String> breaches(final SourceFile source) {
        final List<String> breaches = new ArrayList<>();
        source.unit().findAll(AnnotationExpr.class).stream()
                .filter(annotation -> ANNOTATIONS.contains(annotation.getName().getIdentifier()))
                .map(annotation -> source.name() + ": " + annotation)
                .forEach(breaches::add);
        source.lines().stream()
                .filter(line -> MARKERS.matcher(line).find())
                .map(line -> source.name() + ": " + line.strip())
                .forEach(breaches::add);
        return breaches;
    }
}
