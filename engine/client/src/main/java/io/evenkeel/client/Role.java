package io.evenkeel.client;

import java.util.Set;

/** What a participant may do. Sets of roles are sums of {@link #mask()}. */
public enum Role {
    /** Fills and books of its own venue. */
    VENUE(0),
    /** Prices of its own sources. */
    ORACLE(1),
    /** Bids in liquidations. */
    KEEPER(2),
    /** Backstop accounts. */
    BACKSTOP(3),
    /** Deposits and confirmations. */
    GATEWAY(4),
    /** Its own accounts. */
    OWNER(5),
    /** Assets, instruments, parameters. */
    GOVERNOR(6),
    /** Participants, accounts, halts, hashes. */
    OPERATOR(7),
    /** Read only. */
    AUDITOR(8);

    private final int bit;

    Role(final int bit) {
        this.bit = bit;
    }

    /** {@return the role's bit in the schema's set of roles} */
    public int mask() {
        return 1 << bit;
    }

    /** {@return the schema's set of roles} */
    static short maskOf(final Set<Role> roles) {
        int mask = 0;
        for (final Role role : roles) {
            mask |= role.mask();
        }
        return (short) mask;
    }
}
