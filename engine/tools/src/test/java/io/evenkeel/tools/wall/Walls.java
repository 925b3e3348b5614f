package io.evenkeel.tools.wall;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;

/**
 * What each module may know. Maven refuses what is not on a class path; these rules refuse what a pom, or a library
 * that another one drags in, would let through.
 *
 * @param root package above the modules' own.
 */
record Walls(String root) {
    /** {@return breaches of the wall around codecs: Agrona and plain Java only} */
    List<String> aroundCodecs(final JavaClasses classes) {
        return breaches(only("codecs", "java..", "org.agrona.."), classes);
    }

    /** {@return breaches of the wall around the core: codecs, Agrona and plain Java only} */
    List<String> aroundCore(final JavaClasses classes) {
        return breaches(only("core", root + ".codecs..", "java..", "org.agrona.."), classes);
    }

    /** {@return breaches of the wall around the model: codecs and plain Java only, and nothing that ships knows it} */
    List<String> aroundModel(final JavaClasses classes) {
        final ArchRule unknown = noClasses().that().resideOutsideOfPackage(root + ".model..")
                .should().dependOnClassesThat().resideInAPackage(root + ".model..");
        return Stream.concat(
                breaches(only("model", root + ".codecs..", "java.."), classes).stream(),
                breaches(unknown, classes).stream()).toList();
    }

    /** {@return breaches of the wall around the client: it never sees core or node} */
    List<String> aroundClient(final JavaClasses classes) {
        return breaches(only("client", root + ".codecs..", "java..", "javax.crypto..", "org.agrona..", "io.aeron..",
                        "uk.co.real_logic.sbe.."),
                classes);
    }

    /** {@return breaches of the wall around the node: it never sees client or tools} */
    List<String> aroundNode(final JavaClasses classes) {
        return breaches(
                noClasses().that().resideInAPackage(root + ".node..")
                        .should().dependOnClassesThat().resideInAnyPackage(root + ".client..", root + ".tools.."),
                classes);
    }

    private ArchRule only(final String module, final String... others) {
        final String own = root + "." + module + "..";
        final String[] allowed = Stream.concat(Stream.of(own), Stream.of(others)).toArray(String[]::new);
        return classes().that().resideInAPackage(own).should().onlyDependOnClassesThat(
                resideInAnyPackage(allowed).as("are of %s", String.join(", ", allowed))
                        .or(describe(
                                "are primitive", type -> type.getBaseComponentType().isPrimitive())));
    }

    private static List<String> breaches(final ArchRule rule, final JavaClasses classes) {
        return rule.evaluate(classes).getFailureReport().getDetails();
    }
}
