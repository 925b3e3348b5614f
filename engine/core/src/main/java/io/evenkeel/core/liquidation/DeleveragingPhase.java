package io.evenkeel.core.liquidation;

/** How far a deleveraging has come. */
public enum DeleveragingPhase {
    /** None is under way. */
    NONE(0),
    /** Holders are gathered. */
    GATHERING(1),
    /** A round is put in order. */
    ORDERING(2),
    /** Holders close their shares. */
    TAKING(3);

    private static final DeleveragingPhase[] PHASES = values();

    private final int code;

    DeleveragingPhase(final int code) {
        this.code = code;
    }

    /** {@return its number in snapshots} */
    public int code() {
        return code;
    }

    /** {@return the phase with a number, or null} */
    public static DeleveragingPhase ofCode(final int code) {
        for (final DeleveragingPhase phase : PHASES) {
            if (phase.code == code) {
                return phase;
            }
        }
        return null;
    }
}
