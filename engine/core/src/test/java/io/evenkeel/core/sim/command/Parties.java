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
    /** Owns all accounts and bids for them. */
    public static final int OWNER = 5;
    /** How many there are, the unused 0 included. */
    public static final int COUNT = 6;

    private Parties() {
    }
}
