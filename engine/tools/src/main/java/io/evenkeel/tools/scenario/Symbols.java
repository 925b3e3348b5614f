package io.evenkeel.tools.scenario;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The one name space of assets and instruments, as the lines read so far declare it. */
final class Symbols {
    private final Map<String, Denomination> bySymbol = new HashMap<>();
    private final Set<String> expectedToBeRefused = new HashSet<>();
    private String declaredLast;

    /**
     * Declares a name. The first declaration stands, since a second one is refused when the file runs; unless the file
     * itself expects the first to be refused.
     */
    void declare(final Denomination denomination) {
        if (expectedToBeRefused.remove(denomination.symbol()) || !bySymbol.containsKey(denomination.symbol())) {
            bySymbol.put(denomination.symbol(), denomination);
            declaredLast = denomination.symbol();
        } else {
            declaredLast = null;
        }
    }

    /** Says that a line is no declaration. */
    void declareNothing() {
        declaredLast = null;
    }

    /** Says that the file expects the line just before to be refused. */
    void expectRefusal() {
        if (declaredLast != null) {
            expectedToBeRefused.add(declaredLast);
        }
    }

    /** Reads a field that names an asset or an instrument. */
    Denomination any(final Fields fields, final String name) {
        return any(fields, name, fields.text(name));
    }

    private Denomination any(final Fields fields, final String name, final String symbol) {
        final Denomination found = bySymbol.get(symbol);
        if (found == null) {
            throw fields.wrong(name, "\"" + symbol + "\" is not declared");
        }
        return found;
    }

    /** Reads a field that names an asset. */
    Denomination asset(final Fields fields, final String name) {
        final Denomination found = any(fields, name);
        if (found.isInstrument()) {
            throw fields.wrong(name, "\"" + found.symbol() + "\" is an instrument, not an asset");
        }
        return found;
    }

    /** Reads a field that names an instrument. */
    Denomination instrument(final Fields fields, final String name) {
        return instrument(fields, name, fields.text(name));
    }

    /** Finds an instrument that was part of the text of a field. */
    Denomination instrument(final Fields fields, final String name, final String symbol) {
        final Denomination found = any(fields, name, symbol);
        if (!found.isInstrument()) {
            throw fields.wrong(name, "\"" + found.symbol() + "\" is an asset, not an instrument");
        }
        return found;
    }
}
