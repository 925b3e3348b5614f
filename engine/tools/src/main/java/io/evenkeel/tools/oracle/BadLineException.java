package io.evenkeel.tools.oracle;

/** A line says no price; the message says why. */
final class BadLineException extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean isNameUnknown;

    BadLineException(final String reason) {
        this(reason, false);
    }

    private BadLineException(final String reason, final boolean isNameUnknown) {
        super(reason);
        this.isNameUnknown = isNameUnknown;
    }

    /** {@return one for a name that stands for nothing, as far as is known} */
    static BadLineException unknown(final String reason) {
        return new BadLineException(reason, true);
    }

    /** {@return whether all that is wrong is a name that stands for nothing, as far as is known} */
    boolean isNameUnknown() {
        return isNameUnknown;
    }
}
