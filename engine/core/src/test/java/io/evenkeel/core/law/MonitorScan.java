package io.evenkeel.core.law;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Finds synchronized blocks. */
final class MonitorScan extends MemberScan {
    MonitorScan(final String typeName, final BreachReport report) {
        super(typeName, report);
    }

    @Override
    public MethodVisitor visitMethod(
            final int access,
            final String name,
            final String descriptor,
            final String signature,
            final String[] exceptions) {
        return new MethodVisitor(Opcodes.ASM9) {
            @Override
            public void visitInsn(final int opcode) {
                if (opcode == Opcodes.MONITORENTER) {
                    methodBreach(name, "enters a monitor");
                }
            }
        };
    }
}
