package io.evenkeel.core.risk;

/**
 * How many accounts a cursor that evaluates none of them may pass in a slice: most at timers, which find the node
 * idle; few beside a command, which is not to wait; and where prices have work left to do, which comes first, at timers
 * alone.
 */
final class CursorBudget {
    /** Accounts that cost as much as an evaluation does at most: passing one changes no box. */
    static final int ACCOUNTS_PER_EVALUATION = 8;

    private CursorBudget() {
    }

    /**
     * {@return accounts that may be passed, 0 for none}
     *
     * @param evaluations   account evaluations that fit in a slice.
     * @param isTimer       whether the slice runs with a timer, not beside a command.
     * @param isTaskRunning whether accounts that prices crossed are still to be evaluated.
     */
    static int accounts(final int evaluations, final boolean isTimer, final boolean isTaskRunning) {
        if (!isTimer) {
            return isTaskRunning ? 0 : Math.max(1, evaluations / ACCOUNTS_PER_EVALUATION);
        }
        return isTaskRunning
                ? evaluations
                : (int) Math.min(Integer.MAX_VALUE, (long) ACCOUNTS_PER_EVALUATION * evaluations);
    }
}
