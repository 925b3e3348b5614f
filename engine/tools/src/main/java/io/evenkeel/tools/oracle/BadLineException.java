package io.evenkeel.tools.oracle;

/** A line says no price; the message says why. */
final class BadLineException extends Exception {
    private static final long serialVersionUID = 1;

    BadLineException(final String reason) {
        super(reason);
    }
}
