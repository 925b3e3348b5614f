package io.evenkeel.core.law;

import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;

/** Walks over the members of one class and words its breaches as ArchUnit does. */
abstract class MemberScan extends ClassVisitor {
    private final String typeName;
    private final BreachReport report;

    MemberScan(final String typeName, final BreachReport report) {
        super(Opcodes.ASM9);
        this.typeName = typeName;
        this.report = report;
    }

    /** Reports a breach in a field. */
    final void fieldBreach(final String field, final String how) {
        report.breach("Field <" + typeName + "." + field + "> " + how);
    }

    /** Reports a breach in a method. */
    final void methodBreach(final String method, final String how) {
        report.breach("Method <" + typeName + "." + method + "()> " + how);
    }
}
