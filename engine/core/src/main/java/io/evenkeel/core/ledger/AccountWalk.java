package io.evenkeel.core.ledger;

import io.evenkeel.core.store.EarlyLoads;

/**
 * What a cursor over accounts in order of id looks at next. Accounts lie scattered over memory, and so do their
 * positions, so each would cost several cache misses one after the other; the misses of the next few accounts are
 * started together (DESIGN 4). Reading ahead changes nothing, so it is no part of any state. No allocation.
 */
public final class AccountWalk {
    private static final int AHEAD = 8;

    private final AccountStore accounts;
    private final PositionStore positions;
    private final EarlyLoads loads = new EarlyLoads();
    private int loadedTo;

    /** Makes one over the stores. */
    public AccountWalk(final AccountStore accounts, final PositionStore positions) {
        this.accounts = accounts;
        this.positions = positions;
    }

    /** {@return rank of the first account after an id: where a slice begins} */
    public int start(final long cursorId) {
        loadedTo = accounts.order().rankAfter(cursorId);
        return loadedTo;
    }

    /** {@return the account of a rank, which is to be looked at now; ranks rise by one} */
    public int account(final int rank) {
        if (rank == loadedTo) {
            loadedTo = Math.min(rank + AHEAD, accounts.order().size());
            load(rank);
        }
        return accounts.order().account(rank);
    }

    private void load(final int from) {
        for (int rank = from; rank < loadedTo; rank++) {
            accounts.loadWhole(accounts.order().account(rank), loads);
        }
        for (int rank = from; rank < loadedTo; rank++) {
            accounts.loadPositions(accounts.order().account(rank), positions, loads);
        }
    }
}
