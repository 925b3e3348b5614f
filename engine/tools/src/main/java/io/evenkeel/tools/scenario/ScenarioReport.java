package io.evenkeel.tools.scenario;

import java.util.List;

/**
 * What came of running one file.
 *
 * @param file         as the user gave it.
 * @param commands     commands run.
 * @param expectations expectations checked.
 * @param failures     what did not hold, in line order.
 * @param stateHash    hash of the state at the end.
 */
public record ScenarioReport(
        String file, int commands, int expectations, List<Failure> failures, long stateHash) {
    /**
     * An expectation that did not hold, or a refusal that nothing expects.
     *
     * @param line     from 1.
     * @param expected what was expected.
     * @param was      what was.
     */
    public record Failure(int line, String expected, String was) {
    }

    /** {@return whether everything held} */
    public boolean isPassed() {
        return failures.isEmpty();
    }
}
