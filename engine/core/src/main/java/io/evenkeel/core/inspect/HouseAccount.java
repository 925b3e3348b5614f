package io.evenkeel.core.inspect;

/** The house accounts of SPEC 2. */
public enum HouseAccount {
    /** The world outside: deposits come from it. */
    EXTERNAL(0),
    /** Counterpart of realised profit, per instrument. */
    CLEARING(1),
    /** Counterpart of funding, per instrument. */
    FUNDING(2),
    /** Insurance pools. */
    INSURANCE(3),
    /** Fees earned. */
    FEES(4),
    /** Money on its way to or from the world outside. */
    IN_TRANSIT(5),
    /** Losses not yet covered by anybody. */
    SOCIALISED(6);

    private final int code;

    HouseAccount(final int code) {
        this.code = code;
    }

    /** {@return the number by which a snapshot knows it} */
    public int code() {
        return code;
    }

    /** {@return the house account with a number}, or an exception where there is none. */
    public static HouseAccount ofCode(final int code) {
        for (final HouseAccount house : values()) {
            if (house.code == code) {
                return house;
            }
        }
        throw new IllegalStateException("no house account has number " + code);
    }
}
