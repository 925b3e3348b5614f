package io.evenkeel.core.law;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaModifier;
import io.evenkeel.core.law.breach.AmbienceReader;
import io.evenkeel.core.law.breach.Chatterer;
import io.evenkeel.core.law.breach.ClockReader;
import io.evenkeel.core.law.breach.DiceRoller;
import io.evenkeel.core.law.breach.FileToucher;
import io.evenkeel.core.law.breach.FloatingEstimate;
import io.evenkeel.core.law.breach.GlobalCounter;
import io.evenkeel.core.law.breach.HashOrderReader;
import io.evenkeel.core.law.breach.IdentityReader;
import io.evenkeel.core.law.breach.LockTaker;
import io.evenkeel.core.law.breach.SynchronizedCounter;
import io.evenkeel.core.law.breach.ThreadStarter;
import io.evenkeel.core.law.breach.VolatileCounter;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** What would make two replicas differ, or one replica differ from its own replay. */
final class DeterminismLaws {
    private DeterminismLaws() {
    }

    static List<Law> all() {
        return List.of(
                clocks(), randomness(), threads(), monitors(), synchronizedMethods(), volatileFields(),
                inputAndOutput(), logging(), ambience(), hashOrder(), identity(), globalState(), floatingPoint());
    }

    private static Law clocks() {
        final Ban ban = Ban.nothing()
                .packages("java.time..")
                .types("java.util.Date", "java.util.Calendar", "java.util.TimeZone", "java.util.Timer")
                .types(describe("Agrona's clocks", type -> type.getName().matches("org\\.agrona\\..*Clock")))
                .members(System.class, "nanoTime", "currentTimeMillis");
        return Law.of("no clocks", ban.rule(), ClockReader.class);
    }

    private static Law randomness() {
        final Ban ban = Ban.nothing()
                .packages("java.security..", "java.util.random..")
                .types("java.util.Random", "java.util.SplittableRandom", "java.util.concurrent.ThreadLocalRandom")
                .members(Math.class, "random")
                .members(StrictMath.class, "random")
                .members(UUID.class, "randomUUID")
                .members(Collections.class, "shuffle");
        return Law.of("no randomness", ban.rule(), DiceRoller.class);
    }

    private static Law threads() {
        final Ban ban = Ban.nothing()
                .packages("java.util.concurrent..")
                .types(resideInAnyPackage("org.agrona.concurrent..")
                        .and(not(equivalentTo(UnsafeBuffer.class)))
                        .and(not(equivalentTo(AtomicBuffer.class))))
                .types("java.lang.Thread", "java.lang.ThreadGroup", "java.lang.ThreadLocal",
                        "java.lang.InheritableThreadLocal", "java.lang.invoke.VarHandle", "java.util.TimerTask")
                .members(describe("parallel streams", access -> isParallel(access.getTarget().getName())))
                .members(Object.class, "wait", "notify", "notifyAll");
        return Law.of("no threads", ban.rule(), ThreadStarter.class);
    }

    private static Law monitors() {
        return Law.of("no synchronized blocks", classes().should(Bytecode.takeNoMonitor()), LockTaker.class);
    }

    private static Law synchronizedMethods() {
        return Law.of(
                "no synchronized methods",
                methods().should().notHaveModifier(JavaModifier.SYNCHRONIZED),
                SynchronizedCounter.class);
    }

    private static Law volatileFields() {
        return Law.of(
                "no volatile fields",
                fields().should().notHaveModifier(JavaModifier.VOLATILE),
                VolatileCounter.class);
    }

    private static Law inputAndOutput() {
        final Ban ban = Ban.nothing()
                .packages("java.nio.file..", "java.nio.channels..", "java.net..", "javax..", "java.sql..")
                .types(resideInAnyPackage("java.io..").and(not(equivalentTo(Serializable.class))))
                .types("java.lang.Process", "java.lang.ProcessBuilder", "java.lang.ProcessHandle")
                .members(System.class, "in", "out", "err", "console", "load", "loadLibrary");
        return Law.of("no input or output", ban.rule(), FileToucher.class);
    }

    private static Law logging() {
        final Ban ban = Ban.nothing()
                .packages("java.util.logging..", "org.slf4j..", "org.apache.logging..", "org.apache.commons.logging..")
                .members(System.class, "getLogger")
                .members(describe("stack traces", access -> access.getTarget().getName().equals("printStackTrace")));
        return Law.of("no logging", ban.rule(), Chatterer.class);
    }

    private static Law ambience() {
        final Ban ban = Ban.nothing()
                .packages("java.lang.ref..", "java.lang.reflect..", "java.lang.management..")
                .types("java.lang.Runtime", "java.lang.ClassLoader", "java.util.ServiceLoader",
                        "org.agrona.SystemUtil")
                .members(System.class, "getProperty", "getProperties", "getenv", "lineSeparator", "exit", "gc")
                .members(Integer.class, "getInteger")
                .members(Long.class, "getLong")
                .members(Boolean.class, "getBoolean")
                .members(Locale.class, "getDefault")
                .members(String.class, "format", "formatted");
        return Law.of("no look at the machine it runs on", ban.rule(), AmbienceReader.class);
    }

    private static Law hashOrder() {
        final Ban ban = Ban.nothing()
                .types("java.util.HashMap", "java.util.HashSet", "java.util.LinkedHashMap", "java.util.LinkedHashSet",
                        "java.util.WeakHashMap", "java.util.Hashtable", "java.util.Properties")
                .types(describe(
                        "Agrona's maps and sets",
                        type -> type.getName().matches("org\\.agrona\\.collections\\..*(Map|Set|Cache)(\\$.*)?")))
                .members(Map.class, "of", "ofEntries", "copyOf")
                .members(Set.class, "of", "copyOf")
                .members(Collectors.class, "toSet", "toMap", "toUnmodifiableSet", "toUnmodifiableMap", "groupingBy");
        return Law.of("no order of a hash table or of arrival", ban.rule(), HashOrderReader.class);
    }

    private static Law identity() {
        final Ban ban = Ban.nothing()
                .types("java.util.IdentityHashMap")
                .members(System.class, "identityHashCode")
                .members(Objects.class, "hash", "hashCode")
                .members(describe("hash codes by identity", DeterminismLaws::isIdentityHash));
        return Law.of("no identity of objects", ban.rule(), IdentityReader.class);
    }

    private static Law globalState() {
        return Law.of("no static variables", fields().that().areStatic().should().beFinal(), GlobalCounter.class);
    }

    private static Law floatingPoint() {
        return Law.of("no floating point", classes().should(Bytecode.useNoFloatingPoint()), FloatingEstimate.class);
    }

    private static boolean isParallel(final String name) {
        return name.equals("parallel") || name.equals("parallelStream") || name.startsWith("parallelSort");
    }

    private static boolean isIdentityHash(final JavaAccess<?> access) {
        return access.getTarget().getName().equals("hashCode")
                && (access.getTargetOwner().isEquivalentTo(Object.class)
                || access.getTargetOwner().isAssignableTo(Enum.class));
    }
}
