package io.evenkeel.core.gate;

/**
 * The roles of SPEC 7, as bits of the schema's {@code Roles}. Which command needs which: {@link CommandTemplate}.
 */
public final class Permissions {
    /** Fills and books of its own venue. */
    public static final int VENUE = 1;
    /** Prices of its own sources. */
    public static final int ORACLE = 1 << 1;
    /** Bids in liquidations. */
    public static final int KEEPER = 1 << 2;
    /** Backstop accounts. */
    public static final int BACKSTOP = 1 << 3;
    /** Deposits and confirmations. */
    public static final int GATEWAY = 1 << 4;
    /** Its own accounts. */
    public static final int OWNER = 1 << 5;
    /** Assets, instruments, parameters. */
    public static final int GOVERNOR = 1 << 6;
    /** Participants, accounts, halts, hashes. */
    public static final int OPERATOR = 1 << 7;
    /** Reads only. */
    public static final int AUDITOR = 1 << 8;
    /** Every role there is. */
    public static final int ALL = (1 << 9) - 1;

    private Permissions() {
    }
}
