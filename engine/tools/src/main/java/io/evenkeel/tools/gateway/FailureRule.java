package io.evenkeel.tools.gateway;

import io.evenkeel.codecs.InstructionKind;
import java.util.Locale;
import java.util.function.Predicate;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Instructions that are to fail, for tests and demonstrations: {@code account=7}, {@code asset=1},
 * {@code kind=COLLECT}, {@code above=1000000}, {@code every=10}.
 *
 * @param text   the rule as it was given.
 * @param fails which instructions.
 */
record FailureRule(String text, Predicate<Instruction> fails) {
    /**
     * {@return the rule that a text says}
     *
     * @throws IllegalArgumentException if it says none.
     */
    static FailureRule parse(final String text) {
        final int equals = text.indexOf('=');
        final String value = text.substring(equals + 1);
        return new FailureRule(text, switch (text.substring(0, Math.max(0, equals))) {
            case "account" -> fails(value, (it, number) -> it.account() == number);
            case "asset" -> fails(value, (it, number) -> it.asset() == number);
            case "above" -> fails(value, (it, number) -> it.amount() > number);
            case "every" -> fails(positive(value), (it, number) -> it.id() % number == 0);
            case "kind" -> {
                final InstructionKind kind = InstructionKind.valueOf(value.toUpperCase(Locale.ROOT));
                yield it -> it.kind() == kind;
            }
            default -> throw new IllegalArgumentException("no rule is called \"" + text + "\"");
        });
    }

    private static Predicate<Instruction> fails(final String value, final Comparison comparison) {
        final long number = Long.parseLong(value);
        return it -> comparison.holds(it, number);
    }

    private static String positive(final String value) {
        if (Long.parseLong(value) <= 0) {
            throw new IllegalArgumentException("must be above 0: " + value);
        }
        return value;
    }

    private interface Comparison {
        boolean holds(Instruction instruction, long number);
    }

    /** Reads a rule from the command line. */
    static final class Converter implements ITypeConverter<FailureRule> {
        @Override
        public FailureRule convert(final String text) {
            try {
                return parse(text);
            } catch (final IllegalArgumentException e) {
                throw new TypeConversionException("account=, asset=, kind=, above= or every=, not \"" + text + "\"");
            }
        }
    }
}
