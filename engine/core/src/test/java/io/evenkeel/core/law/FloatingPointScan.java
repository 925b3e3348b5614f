package io.evenkeel.core.law;

import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Finds floating point in declarations, constants, calls and instructions. */
final class FloatingPointScan extends MemberScan {
    FloatingPointScan(final String typeName, final BreachReport report) {
        super(typeName, report);
    }

    @Override
    public FieldVisitor visitField(
            final int access,
            final String name,
            final String descriptor,
            final String signature,
            final Object value) {
        if (isFloating(Type.getType(descriptor))) {
            fieldBreach(name, "is of type " + descriptor);
        }
        return null;
    }

    @Override
    public MethodVisitor visitMethod(
            final int access,
            final String name,
            final String descriptor,
            final String signature,
            final String[] exceptions) {
        if (hasFloating(Type.getMethodType(descriptor))) {
            methodBreach(name, "is declared as " + descriptor);
        }
        return new Instructions(name);
    }

    private static boolean hasFloating(final Type method) {
        boolean hasFloating = isFloating(method.getReturnType());
        for (final Type argument : method.getArgumentTypes()) {
            hasFloating |= isFloating(argument);
        }
        return hasFloating;
    }

    private static boolean isFloating(final Type type) {
        return switch (type.getSort()) {
            case Type.FLOAT, Type.DOUBLE -> true;
            case Type.ARRAY -> isFloating(type.getElementType());
            case Type.OBJECT -> isFloatingObject(type.getInternalName());
            default -> false;
        };
    }

    private static boolean isFloatingObject(final String internalName) {
        return internalName.equals("java/lang/Float") || internalName.equals("java/lang/Double");
    }

    private final class Instructions extends MethodVisitor {
        private final String method;

        Instructions(final String method) {
            super(Opcodes.ASM9);
            this.method = method;
        }

        @Override
        public void visitInsn(final int opcode) {
            checkOpcode(opcode);
        }

        @Override
        public void visitVarInsn(final int opcode, final int variable) {
            checkOpcode(opcode);
        }

        @Override
        public void visitIntInsn(final int opcode, final int operand) {
            if (opcode == Opcodes.NEWARRAY && (operand == Opcodes.T_FLOAT || operand == Opcodes.T_DOUBLE)) {
                methodBreach(method, "makes an array of floating point");
            }
        }

        @Override
        public void visitLdcInsn(final Object value) {
            if (value instanceof Float || value instanceof Double) {
                methodBreach(method, "loads the constant " + value);
            }
        }

        @Override
        public void visitFieldInsn(final int opcode, final String owner, final String name, final String descriptor) {
            if (isFloating(Type.getType(descriptor))) {
                methodBreach(method, "accesses " + owner + "." + name);
            }
        }

        @Override
        public void visitMethodInsn(
                final int opcode,
                final String owner,
                final String name,
                final String descriptor,
                final boolean isInterface) {
            if (hasFloating(Type.getMethodType(descriptor)) || isFloatingObject(owner)) {
                methodBreach(method, "calls " + owner + "." + name + descriptor);
            }
        }

        @Override
        public void visitInvokeDynamicInsn(
                final String name, final String descriptor, final Handle bootstrap, final Object... arguments) {
            for (final Object argument : arguments) {
                if (argument instanceof Handle handle && handle.getDesc().startsWith("(")
                        && (hasFloating(Type.getMethodType(handle.getDesc()))
                        || isFloatingObject(handle.getOwner()))) {
                    methodBreach(method, "refers to " + handle);
                }
            }
        }

        private void checkOpcode(final int opcode) {
            if (isFloatingOpcode(opcode)) {
                methodBreach(method, "executes instruction " + opcode);
            }
        }

        private static boolean isFloatingOpcode(final int opcode) {
            return switch (opcode) {
                case Opcodes.FCONST_0, Opcodes.FCONST_1, Opcodes.FCONST_2, Opcodes.DCONST_0, Opcodes.DCONST_1,
                        Opcodes.FLOAD, Opcodes.DLOAD, Opcodes.FALOAD, Opcodes.DALOAD,
                        Opcodes.FSTORE, Opcodes.DSTORE, Opcodes.FASTORE, Opcodes.DASTORE,
                        Opcodes.FADD, Opcodes.DADD, Opcodes.FSUB, Opcodes.DSUB, Opcodes.FMUL, Opcodes.DMUL,
                        Opcodes.FDIV, Opcodes.DDIV, Opcodes.FREM, Opcodes.DREM, Opcodes.FNEG, Opcodes.DNEG,
                        Opcodes.I2F, Opcodes.I2D, Opcodes.L2F, Opcodes.L2D, Opcodes.F2I, Opcodes.F2L, Opcodes.F2D,
                        Opcodes.D2I, Opcodes.D2L, Opcodes.D2F, Opcodes.FCMPL, Opcodes.FCMPG,
                        Opcodes.DCMPL, Opcodes.DCMPG, Opcodes.FRETURN, Opcodes.DRETURN -> true;
                default -> false;
            };
        }
    }
}
