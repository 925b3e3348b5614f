package io.evenkeel.tools.oracle;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What ails a simulated source. */
enum SourceFault {
    /** Nothing. */
    NONE,
    /** It repeats what it said first. */
    STUCK,
    /** It says what was so some rounds ago. */
    LAGGING,
    /** It says at times something far off. */
    SPIKING,
    /** It and all others who collude say the same, far off in one direction. */
    COLLUDING;

    /**
     * So many sources with a fault.
     *
     * @param fault the fault.
     * @param count how many.
     */
    record Share(SourceFault fault, int count) {
    }

    /** Reads a share from the command line. */
    static final class Converter implements ITypeConverter<Share> {
        private static final Pattern FORM = Pattern.compile("(stuck|lagging|spiking|colluding)(?::(\\d{1,2}))?");

        @Override
        public Share convert(final String text) {
            final Matcher matcher = FORM.matcher(text);
            if (!matcher.matches()) {
                throw new TypeConversionException(
                        "stuck, lagging, spiking or colluding, with :COUNT or without, not \"" + text + "\"");
            }
            return new Share(
                    valueOf(matcher.group(1).toUpperCase(Locale.ROOT)),
                    matcher.group(2) == null ? 1 : Integer.parseInt(matcher.group(2)));
        }
    }
}
