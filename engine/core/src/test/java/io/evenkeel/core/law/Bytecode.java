package io.evenkeel.core.law;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.objectweb.asm.ClassReader;

/** Conditions on what only the instructions show: arithmetic and locks leave no trace in signatures. */
final class Bytecode {
    private Bytecode() {
    }

    /** {@return the condition that nothing is declared, computed, passed or received in floating point} */
    static ArchCondition<JavaClass> useNoFloatingPoint() {
        return new ArchCondition<>("use no floating point") {
            @Override
            public void check(final JavaClass type, final ConditionEvents events) {
                scan(type, new FloatingPointScan(type.getName(), report(type, events)));
            }
        };
    }

    /** {@return the condition that no block is synchronized} */
    static ArchCondition<JavaClass> takeNoMonitor() {
        return new ArchCondition<>("take no monitor") {
            @Override
            public void check(final JavaClass type, final ConditionEvents events) {
                scan(type, new MonitorScan(type.getName(), report(type, events)));
            }
        };
    }

    private static BreachReport report(final JavaClass type, final ConditionEvents events) {
        return line -> events.add(SimpleConditionEvent.violated(type, line));
    }

    private static void scan(final JavaClass type, final MemberScan scan) {
        try (InputStream bytes = type.getSource().orElseThrow().getUri().toURL().openStream()) {
            new ClassReader(bytes).accept(scan, ClassReader.SKIP_FRAMES);
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot read the bytes of " + type.getName(), e);
        }
    }
}
