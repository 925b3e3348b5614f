package io.evenkeel.core.sim.command;

/** Who takes part in a simulation: one participant for each role. */
public final class Parties {
    /** Known from genesis: operator, governor and auditor. */
    public static final int GENESIS = 1;
    /** Sends fills. */
    public static final int VENUE = 2;
    /** Speaks for all price sources. */
    public static final int ORACLE = 3;
    /** Brings deposits. */
    public static final int GATEWAY = 4;
    /** Owns the accounts of even ids and bids for them. */
    public static final int EVEN_OWNER = 5;
    /** Owns the accounts of odd ids and bids for them. */
    public static final int ODD_OWNER = 6;
    /** Takes no part; what it may do changes. */
    public static final int BYSTANDER = 7;
    /** How many there are, the unused 0 included. */
    public static final int COUNT = 8;

    private Parties() {
    }

    /** {@return the owner of an account} */
    public static int ownerOf(final long account) {
        return account % 2 == 0 ? EVEN_OWNER : ODD_OWNER;
    }
}
