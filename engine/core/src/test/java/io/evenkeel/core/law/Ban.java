package io.evenkeel.core.law;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/**
 * A list of what code must not refer to, in any way: by field, parameter, result, call, read, cast or method
 * reference. Immutable; each step gives a longer list.
 */
final class Ban {
    private final DescribedPredicate<JavaClass> types;
    private final DescribedPredicate<JavaAccess<?>> members;

    private Ban(final DescribedPredicate<JavaClass> types, final DescribedPredicate<JavaAccess<?>> members) {
        this.types = types;
        this.members = members;
    }

    static Ban nothing() {
        return new Ban(describe("nothing", type -> false), describe("nothing", access -> false));
    }

    /** Adds types by full name, with what is nested in them. */
    Ban types(final String... names) {
        final Set<String> outermost = Set.of(names);
        return types(describe("listed types", type -> outermost.contains(withoutNesting(type.getName()))));
    }

    /** Adds types by a predicate. */
    Ban types(final DescribedPredicate<JavaClass> more) {
        return new Ban(types.or(more), members);
    }

    /** Adds whole packages, in ArchUnit's notation. */
    Ban packages(final String... identifiers) {
        return types(JavaClass.Predicates.resideInAnyPackage(identifiers));
    }

    /** Adds methods or fields of one type, by name. */
    Ban members(final Class<?> owner, final String... names) {
        final Set<String> banned = Set.of(names);
        return members(describe(
                owner.getSimpleName() + " members",
                access -> access.getTargetOwner().isEquivalentTo(owner)
                        && banned.contains(access.getTarget().getName())));
    }

    /** Adds methods or fields by a predicate. */
    Ban members(final DescribedPredicate<JavaAccess<?>> more) {
        return new Ban(types, members.or(more));
    }

    ArchRule rule() {
        return noClasses().should().dependOnClassesThat(types).orShould().accessTargetWhere(members);
    }

    private static String withoutNesting(final String name) {
        final int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }
}
