package io.evenkeel.core.law;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/**
 * One law and the planted classes that break it.
 *
 * @param name     what the law forbids.
 * @param rule     how it is judged.
 * @param breaches classes of which every method and every field breaks it.
 */
record Law(String name, ArchRule rule, List<Class<?>> breaches) {
    static Law of(final String name, final ArchRule rule, final Class<?>... breaches) {
        return new Law(name, rule.allowEmptyShould(true), List.of(breaches));
    }

    /** {@return one line for each breach found in the classes} */
    List<String> breachesIn(final JavaClasses classes) {
        return rule.evaluate(classes).getFailureReport().getDetails();
    }

    @Override
    public String toString() {
        return name;
    }
}
