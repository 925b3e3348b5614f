package io.evenkeel.core.inspect;

/** Margin status of an account, computed when asked. No message carries it, so it is not in the schema. */
public enum AccountStatus {
    /** Equity at or above initial margin. */
    HEALTHY,
    /** Equity below initial margin, at or above maintenance margin. */
    MARGIN_CALL,
    /** Breached and frozen. */
    LIQUIDATING,
    /** Equity without haircuts negative and nothing left to sell. */
    BANKRUPT,
    /** Closed by its owner or the operator, empty. */
    CLOSED
}
