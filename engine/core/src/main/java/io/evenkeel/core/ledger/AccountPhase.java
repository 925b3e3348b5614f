package io.evenkeel.core.ledger;

/** Where an account stands between trading, liquidation and its end. Constants, as they are stored in a byte. */
public final class AccountPhase {
    /** Trades, and is certified solvent unless it is exempt. */
    public static final byte NORMAL = 0;
    /** Breached; frozen; waits for its liquidation to be numbered. */
    public static final byte BREACHED = 1;
    /** In liquidation. */
    public static final byte LIQUIDATING = 2;
    /** Closed for good by its owner or the operator, when it was empty. */
    public static final byte CLOSED = 4;

    private AccountPhase() {
    }

    /** {@return whether a number stands for a phase; 3 did, before debts were borne when liquidations end} */
    public static boolean isOne(final short phase) {
        return (phase >= NORMAL && phase <= LIQUIDATING) || phase == CLOSED;
    }

    /** {@return whether the owner may only deposit and reduce, or, with a closed account, do nothing} */
    public static boolean isFrozen(final byte phase) {
        return phase != NORMAL;
    }
}
