package io.evenkeel.tools.oracle;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * What a name in a line stands for: an id, or another name, by which the cluster lists it.
 *
 * @param name     the name.
 * @param listed   the symbol of the listing; empty where the id is known.
 * @param id       asset or instrument id.
 * @param exponent prices are in 10^exponent; 0 or below.
 */
record Symbol(String name, String listed, int id, int exponent) {
    private static final int LARGEST_ID = 65_535;
    private static final Pattern KNOWN = Pattern.compile("([^=]+)=(\\d{1,5})(?::(0|-\\d{1,2}))?");
    private static final Pattern LISTED = Pattern.compile("([^=]+)=([^=:]*[^=:\\d][^=:]*)");

    /** A name whose id is known. */
    Symbol(final String name, final int id, final int exponent) {
        this(name, "", id, exponent);
    }

    /** {@return what an id stands for, with mantissas for prices; null where a text is no id} */
    static Symbol ofId(final String text) {
        return text.matches("\\d{1,5}") && Integer.parseInt(text) <= LARGEST_ID
                ? new Symbol(text, Integer.parseInt(text), 0)
                : null;
    }

    /** {@return whether the listing says id and exponent} */
    boolean isListed() {
        return !listed.isEmpty();
    }

    /** Reads a symbol from the command line. */
    static final class Converter implements ITypeConverter<Symbol> {
        @Override
        public Symbol convert(final String text) {
            final Matcher listed = LISTED.matcher(text);
            if (listed.matches()) {
                return new Symbol(listed.group(1), listed.group(2), 0, 0);
            }
            final Matcher known = KNOWN.matcher(text);
            if (!known.matches()) {
                throw new TypeConversionException("NAME=ID, NAME=ID:EXPONENT or NAME=SYMBOL, not \"" + text + "\"");
            }
            final int exponent = known.group(3) == null ? 0 : Integer.parseInt(known.group(3));
            return new Symbol(known.group(1), Integer.parseInt(known.group(2)), exponent);
        }
    }
}
