package io.evenkeel.tools.oracle;

import io.evenkeel.codecs.PricedKind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** Reads lines of {@code timeMs,kind,symbolOrId,price[,confidence]}. */
final class QuoteParser {
    private static final String HEADING = "timems";
    private static final int FEWEST_FIELDS = 4;
    private static final int MOST_FIELDS = 5;

    private final List<Symbol> symbols;
    private final int source;
    private final Names names;

    /** Makes a parser of what one source says; {@code symbols} explain names first, {@code names} all others. */
    QuoteParser(final List<Symbol> symbols, final int source, final Names names) {
        this.symbols = symbols;
        this.source = source;
        this.names = names;
    }

    /**
     * {@return the price that a line says; null where it says nothing: empty, a comment, the heading}
     *
     * @throws BadLineException if it says something else.
     */
    Quote parse(final long number, final String line) throws BadLineException {
        final String text = line.strip();
        if (text.isEmpty() || text.startsWith("#") || text.toLowerCase(Locale.ROOT).startsWith(HEADING)) {
            return null;
        }
        final String[] fields = text.split(",", -1);
        if (fields.length < FEWEST_FIELDS || fields.length > MOST_FIELDS) {
            throw new BadLineException(
                    "has " + fields.length + " fields; it is timeMs,kind,symbolOrId,price[,confidence]");
        }
        final long timeMs = whole("time", fields[0]);
        final PricedKind kind = kind(fields[1].strip());
        final Symbol symbol = symbol(kind, fields[2].strip());
        final long price = mantissa("price", fields[3], symbol);
        if (price <= 0) {
            throw new BadLineException("price \"" + fields[3].strip() + "\" is not above 0");
        }
        final long confidence = fields.length == FEWEST_FIELDS ? 0 : mantissa("confidence", fields[4], symbol);
        if (confidence < 0) {
            throw new BadLineException("confidence \"" + fields[4].strip() + "\" is below 0");
        }
        return new Quote(number, timeMs, kind, symbol.id(), source, price, confidence);
    }

    private static long whole(final String what, final String text) throws BadLineException {
        try {
            return Long.parseLong(text.strip());
        } catch (final NumberFormatException e) {
            throw new BadLineException(what + " \"" + text.strip() + "\" is no whole number");
        }
    }

    private static PricedKind kind(final String text) throws BadLineException {
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "ASSET" -> PricedKind.ASSET;
            case "INSTRUMENT" -> PricedKind.INSTRUMENT;
            default -> throw new BadLineException("kind \"" + text + "\" is neither ASSET nor INSTRUMENT");
        };
    }

    private Symbol symbol(final PricedKind kind, final String text) throws BadLineException {
        String name = text;
        for (final Symbol symbol : symbols) {
            if (symbol.name().equals(text)) {
                if (!symbol.isListed()) {
                    return symbol;
                }
                name = symbol.listed();
            }
        }
        final Symbol id = Symbol.ofId(name);
        final Symbol found = id == null ? names.find(kind, name) : id;
        if (found == null) {
            throw BadLineException.unknown("symbol \"" + name + "\" is unknown: no " + kind + " is listed as that, and"
                    + " no --symbol " + name + "=ID[:EXPONENT] is given");
        }
        return found;
    }

    /** A decimal number becomes a mantissa, exactly or not at all. */
    private static long mantissa(final String what, final String text, final Symbol symbol) throws BadLineException {
        try {
            return new BigDecimal(text.strip()).scaleByPowerOfTen(-symbol.exponent()).longValueExact();
        } catch (final NumberFormatException e) {
            throw new BadLineException(what + " \"" + text.strip() + "\" is no number");
        } catch (final ArithmeticException e) {
            throw new BadLineException(
                    what + " \"" + text.strip() + "\" has no exact mantissa in 10^" + symbol.exponent());
        }
    }
}
