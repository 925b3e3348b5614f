package io.evenkeel.tools.oracle;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * What a name in a line stands for.
 *
 * @param name     the name.
 * @param id       asset or instrument id.
 * @param exponent prices are in 10^exponent; 0 or below.
 */
record Symbol(String name, int id, int exponent) {
    private static final Pattern FORM = Pattern.compile("([^=]+)=(\\d{1,5})(?::(0|-\\d{1,2}))?");

    /** Reads a symbol from the command line. */
    static final class Converter implements ITypeConverter<Symbol> {
        @Override
        public Symbol convert(final String text) {
            final Matcher matcher = FORM.matcher(text);
            if (!matcher.matches()) {
                throw new TypeConversionException("NAME=ID or NAME=ID:EXPONENT, not \"" + text + "\"");
            }
            final int exponent = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
            return new Symbol(matcher.group(1), Integer.parseInt(matcher.group(2)), exponent);
        }
    }
}
