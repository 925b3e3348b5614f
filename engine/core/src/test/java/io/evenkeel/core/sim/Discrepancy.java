package io.evenkeel.core.sim;

/** The engine and the model disagree. */
public final class Discrepancy extends AssertionError {
    private static final long serialVersionUID = 1L;

    /** Makes a discrepancy that says what was expected and what was. */
    public Discrepancy(final String message) {
        super(message);
    }

    /** Fails unless two things are equal. */
    public static void check(final String what, final Object expected, final Object actual) {
        if (!expected.equals(actual)) {
            throw new Discrepancy(what + ": expected " + expected + " was " + actual);
        }
    }

    /** Fails unless a condition holds. */
    public static void check(final boolean holds, final String what) {
        if (!holds) {
            throw new Discrepancy(what);
        }
    }
}
