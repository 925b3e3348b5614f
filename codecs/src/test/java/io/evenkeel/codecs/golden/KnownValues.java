package io.evenkeel.codecs.golden;

import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import uk.co.real_logic.sbe.PrimitiveType;
import uk.co.real_logic.sbe.ir.Signal;
import uk.co.real_logic.sbe.ir.Token;

/**
 * Fills a generated encoder with values that are known from the schema alone: the k-th field of a block holds a number
 * whose last byte is k and whose other bytes differ from each other, so that a byte in the wrong place shows.
 */
final class KnownValues {
    private static final long LONG_PATTERN = 0x1122334455667700L;
    private static final int INT_PATTERN = 0x11223300;
    private static final int SHORT_PATTERN = 0x1100;
    private static final int GROUP_ENTRIES = 2;

    private KnownValues() {
    }

    /** Fills root block, groups and variable data of the message that the tokens describe. */
    static void fill(final Object encoder, final List<Token> message) {
        int ordinal = 0;
        int i = 1;
        while (i < message.size() - 1) {
            final Token token = message.get(i);
            ordinal++;
            switch (token.signal()) {
                case BEGIN_FIELD -> field(encoder, token, inner(message, i), ordinal);
                case BEGIN_GROUP -> group(encoder, token, message.subList(i, i + token.componentTokenCount()));
                case BEGIN_VAR_DATA -> varData(encoder, token, ordinal);
                default -> throw new IllegalStateException("unexpected " + token);
            }
            i += token.componentTokenCount();
        }
    }

    private static List<Token> inner(final List<Token> tokens, final int i) {
        return tokens.subList(i + 1, i + tokens.get(i).componentTokenCount() - 1);
    }

    private static void field(final Object encoder, final Token field, final List<Token> type, final int ordinal) {
        final Token first = type.get(0);
        if (first.signal() == Signal.BEGIN_ENUM) {
            final int values = (int) type.stream().filter(token -> token.signal() == Signal.VALID_VALUE).count();
            enumeration(encoder, field.name(), type.get(1 + ordinal % values).name());
        } else if (first.signal() == Signal.BEGIN_SET) {
            final Object set = call(encoder, field.name());
            call(set, "clear");
            call(set, type.get(1).name(), true);
            call(set, type.get(type.size() - 2).name(), true);
        } else if (first.arrayLength() > 1) {
            array(encoder, field.name(), first, ordinal);
        } else {
            call(encoder, field.name(), number(first.encoding().primitiveType(), ordinal));
        }
    }

    private static void array(final Object encoder, final String name, final Token type, final int ordinal) {
        if (type.encoding().primitiveType() == PrimitiveType.CHAR) {
            call(encoder, name, "NAME-" + ordinal);
            return;
        }
        for (int i = 0; i < type.arrayLength(); i++) {
            call(encoder, name, i, (short) (0xF0 - i));
        }
    }

    private static void enumeration(final Object encoder, final String name, final String value) {
        for (final Method method : encoder.getClass().getMethods()) {
            if (method.getName().equals(name)
                    && method.getParameterCount() == 1
                    && method.getParameterTypes()[0].isEnum()) {
                for (final Object constant : method.getParameterTypes()[0].getEnumConstants()) {
                    if (constant.toString().equals(value)) {
                        invoke(encoder, method, constant);
                        return;
                    }
                }
            }
        }
        throw new IllegalStateException("no enum setter " + name + " for " + value);
    }

    private static void group(final Object encoder, final Token group, final List<Token> tokens) {
        final Object entries = call(encoder, group.name() + "Count", GROUP_ENTRIES);
        final int dimensions = tokens.get(1).componentTokenCount();
        for (int entry = 0; entry < GROUP_ENTRIES; entry++) {
            call(entries, "next");
            int i = 1 + dimensions;
            int ordinal = 0x10 * (entry + 1);
            while (i < tokens.size() - 1) {
                final Token field = tokens.get(i);
                ordinal++;
                field(entries, field, inner(tokens, i), ordinal);
                i += field.componentTokenCount();
            }
        }
    }

    private static void varData(final Object encoder, final Token data, final int ordinal) {
        final byte[] bytes = ("127.0.0.1:4000" + ordinal).getBytes(StandardCharsets.US_ASCII);
        final String setter = "put" + Character.toUpperCase(data.name().charAt(0)) + data.name().substring(1);
        call(encoder, setter, bytes, 0, bytes.length);
    }

    private static Object number(final PrimitiveType type, final int ordinal) {
        return switch (type) {
            case INT8 -> (byte) -ordinal;
            case UINT8 -> (short) (0x80 + ordinal);
            case INT16 -> (short) (SHORT_PATTERN + ordinal);
            case UINT16 -> SHORT_PATTERN + ordinal;
            case INT32 -> INT_PATTERN + ordinal;
            case UINT32 -> (long) INT_PATTERN + ordinal;
            case INT64, UINT64 -> LONG_PATTERN + ordinal;
            default -> throw new IllegalStateException("no value for " + type);
        };
    }

    /** Calls the one public method of that name which takes these arguments. */
    static Object call(final Object target, final String name, final Object... arguments) {
        for (final Method method : target.getClass().getMethods()) {
            if (method.getName().equals(name) && takes(method, arguments)) {
                return invoke(target, method, arguments);
            }
        }
        throw new IllegalStateException(target.getClass() + " has no fitting " + name);
    }

    private static boolean takes(final Method method, final Object... arguments) {
        final Class<?>[] types = method.getParameterTypes();
        if (types.length != arguments.length) {
            return false;
        }
        for (int i = 0; i < types.length; i++) {
            final Class<?> boxed = MethodType.methodType(types[i]).wrap().returnType();
            if (!boxed.isInstance(arguments[i])) {
                return false;
            }
        }
        return true;
    }

    private static Object invoke(final Object target, final Method method, final Object... arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (final IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(method.toString(), e);
        }
    }
}
