package io.evenkeel.core.law;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import io.evenkeel.core.law.breach.house.OutsideCaller;
import io.evenkeel.core.law.breach.house.gate.PeekingGate;
import io.evenkeel.core.law.breach.house.margin.PeekingMargin;
import io.evenkeel.core.law.breach.house.price.PeekingPrice;
import io.evenkeel.core.law.breach.house.store.PeekingStore;
import java.util.List;
import java.util.stream.Stream;

/**
 * The walls inside the core. Gate and Price have a package each; what is neither theirs nor shared belongs to Risk,
 * outputs too. A stage hands its results on in the slot, and nothing reads another stage's memory, so none knows
 * another's classes. Only the engine, in the root package, knows all three.
 */
final class WallLaws {
    private static final String[] OUTSIDE = {
        "java.lang", "java.lang.annotation", "java.lang.invoke", "java.lang.runtime",
        "java.nio", "java.nio.charset", "java.util", "java.util.function", "java.util.stream", "java.util.zip",
        "org.agrona", "org.agrona.collections", "org.agrona.concurrent", "io.evenkeel.codecs.."
    };

    private static final List<String> SHARED =
            List.of("command", "snapshot", "arithmetic", "store", "funding", "listing", "inspect");

    private final String root;
    private final DescribedPredicate<JavaClass> gate;
    private final DescribedPredicate<JavaClass> price;
    private final DescribedPredicate<JavaClass> shared;
    private final DescribedPredicate<JavaClass> risk;

    /** Makes the walls of the house whose engine is in that package. */
    WallLaws(final String root) {
        this.root = root;
        gate = resideInAPackage(root + ".gate..");
        price = resideInAPackage(root + ".price..");
        shared = resideInAnyPackage(SHARED.stream().map(name -> root + "." + name + "..").toArray(String[]::new));
        risk = resideInAPackage(root + ".(*)..").and(not(gate.or(price).or(shared)));
    }

    List<Law> all() {
        return List.of(outside(), gateWall(), priceWall(), riskWall(), sharedWall(), cycles());
    }

    private Law outside() {
        final String[] allowed = Stream.concat(Stream.of(root + ".."), Stream.of(OUTSIDE)).toArray(String[]::new);
        return Law.of(
                "nothing but codecs, Agrona and plain Java",
                classes().should().onlyDependOnClassesThat(resideInAnyPackage(allowed).or(primitiveOrArrayOfSuch())),
                OutsideCaller.class);
    }

    private Law gateWall() {
        return wall("Gate knows neither Price nor Risk", gate, price.or(risk), PeekingGate.class);
    }

    private Law priceWall() {
        return wall("Price knows neither Gate nor Risk", price, gate.or(risk), PeekingPrice.class);
    }

    private Law riskWall() {
        return wall("Risk knows neither Gate nor Price", risk, gate.or(price), PeekingMargin.class);
    }

    private Law sharedWall() {
        return wall("what is shared knows no stage", shared, gate.or(price).or(risk), PeekingStore.class);
    }

    private Law cycles() {
        return Law.of(
                "no cycles between packages",
                slices().matching(root + ".(*)..").should().beFreeOfCycles(),
                PeekingGate.class, PeekingPrice.class, PeekingMargin.class);
    }

    private static Law wall(
            final String name,
            final DescribedPredicate<JavaClass> inside,
            final DescribedPredicate<JavaClass> beyond,
            final Class<?> breach) {
        return Law.of(name, noClasses().that(inside).should().dependOnClassesThat(beyond), breach);
    }

    private static DescribedPredicate<JavaClass> primitiveOrArrayOfSuch() {
        return DescribedPredicate.describe("primitive", type -> type.getBaseComponentType().isPrimitive());
    }
}
