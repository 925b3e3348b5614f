package io.evenkeel.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.evenkeel.core.Engine;
import java.lang.reflect.Member;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LawTest {
    private static final String CORE = Engine.class.getPackageName();
    private static final String BREACHES = LawTest.class.getPackageName() + ".breach";
    private static final String PLANTED_HOUSE = BREACHES + ".house";

    private static final JavaClasses CORE_CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(CORE);
    private static final JavaClasses PLANTED_CLASSES = new ClassFileImporter().importPackages(BREACHES);

    static Stream<Law> lawsOfCore() {
        return lawsOf(CORE);
    }

    static Stream<Law> lawsOfPlantedHouse() {
        return lawsOf(PLANTED_HOUSE);
    }

    @ParameterizedTest
    @MethodSource("lawsOfCore")
    void shouldBeKeptWhenCoreIsRead(final Law law) {
        assertThat(CORE_CLASSES).as("classes of the core").hasSizeGreaterThan(10);
        assertThat(law.breachesIn(CORE_CLASSES)).as(law.name()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("lawsOfPlantedHouse")
    void shouldNameEveryMemberWhenItsBreachIsPlanted(final Law law) {
        final List<String> found = law.breachesIn(PLANTED_CLASSES);
        final List<String> planted = law.breaches().stream().flatMap(LawTest::membersOf).toList();
        assertThat(planted).as("members that break: %s", law.name()).isNotEmpty();
        assertThat(planted).allSatisfy(member -> assertThat(found)
                .as("breaches of: %s", law.name())
                .anyMatch(line -> line.contains(member)));
    }

    @Test
    void shouldBelongToSomeLawWhenBreachIsPlanted() {
        final List<Class<?>> claimed = lawsOfPlantedHouse().flatMap(law -> law.breaches().stream()).toList();
        final List<String> names = claimed.stream().map(Class::getName).toList();
        assertThat(PLANTED_CLASSES.stream().map(JavaClass::getName).filter(name -> !name.endsWith("package-info")))
                .allSatisfy(name -> assertThat(names).contains(name));
    }

    private static Stream<Law> lawsOf(final String root) {
        return Stream.concat(DeterminismLaws.all().stream(), new WallLaws(root).all().stream());
    }

    private static Stream<String> membersOf(final Class<?> type) {
        return Stream.<Member>concat(Stream.of(type.getDeclaredFields()), Stream.of(type.getDeclaredMethods()))
                .filter(member -> !member.isSynthetic())
                .map(member -> type.getName() + "." + member.getName());
    }
}
