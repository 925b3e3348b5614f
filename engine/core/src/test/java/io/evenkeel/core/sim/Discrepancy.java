package io.evenkeel.core.sim;

import java.util.function.Supplier;

/**
 * The engine and the model disagree. Millions of checks pass for each that fails, so words that take work to put
 * together are only put together for those.
 */
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

    /** Fails unless two things are equal. */
    public static void check(final Supplier<String> what, final Object expected, final Object actual) {
        if (!expected.equals(actual)) {
            throw new Discrepancy(what.get() + ": expected " + expected + " was " + actual);
        }
    }

    /** Fails unless two numbers are equal. */
    public static void check(final String what, final long expected, final long actual) {
        if (expected != actual) {
            throw new Discrepancy(what + ": expected " + expected + " was " + actual);
        }
    }

    /** Fails unless two numbers are equal. */
    public static void check(final Supplier<String> what, final long expected, final long actual) {
        if (expected != actual) {
            throw new Discrepancy(what.get() + ": expected " + expected + " was " + actual);
        }
    }

    /** Fails unless a condition holds. */
    public static void check(final boolean holds, final String what) {
        if (!holds) {
            throw new Discrepancy(what);
        }
    }

    /** Fails unless a condition holds. */
    public static void check(final boolean holds, final Supplier<String> what) {
        if (!holds) {
            throw new Discrepancy(what.get());
        }
    }
}
