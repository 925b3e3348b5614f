package io.evenkeel.core.inspect;

/** The house accounts of SPEC 2. */
public enum HouseAccount {
    /** The world outside: deposits come from it. */
    EXTERNAL,
    /** Counterpart of realised profit, per instrument. */
    CLEARING,
    /** Counterpart of funding, per instrument. */
    FUNDING,
    /** Insurance pools. */
    INSURANCE,
    /** Fees earned. */
    FEES,
    /** Money on its way to or from the world outside. */
    IN_TRANSIT,
    /** Losses not yet covered by anybody. */
    SOCIALISED
}
