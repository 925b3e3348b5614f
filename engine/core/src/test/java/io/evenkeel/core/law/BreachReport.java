package io.evenkeel.core.law;

/** Takes breaches as they are found. */
@FunctionalInterface
interface BreachReport {
    /** Takes one line that says which member breaks the law, and how. */
    void breach(String line);
}
