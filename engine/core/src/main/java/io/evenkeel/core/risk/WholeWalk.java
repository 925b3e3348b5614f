package io.evenkeel.core.risk;

import io.evenkeel.core.command.Pulse;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.ledger.PositionStore;
import io.evenkeel.core.ledger.WallFields;
import io.evenkeel.core.store.EarlyLoads;

/**
 * Walks over all accounts within one log entry, for what is said of the whole state. That takes seconds where there are
 * a million, so it tells a pulse how it goes on; and it starts the cache misses of the next few accounts together
 * (DESIGN 4). In no order that means anything. No allocation.
 */
final class WholeWalk {
    private static final int AHEAD = 16;
    private static final int BEAT_MASK = 0xFFFF;

    private final AccountStore accounts;
    private final PositionStore positions;
    private final EarlyLoads loads = new EarlyLoads();
    private final Pulse pulse;

    WholeWalk(final AccountStore accounts, final PositionStore positions, final Pulse pulse) {
        this.accounts = accounts;
        this.positions = positions;
        this.pulse = pulse;
    }

    /** Takes one account. */
    @FunctionalInterface
    interface Visitor {
        void onAccount(int account);
    }

    void forEach(final Visitor visitor) {
        for (int from = 0; from < accounts.slots(); from += AHEAD) {
            final int to = Math.min(from + AHEAD, accounts.slots());
            loadPositions(from, to);
            loadWallsBefore(from, to);
            for (int account = from; account < to; account++) {
                if (accounts.isOccupied(account)) {
                    visitor.onAccount(account);
                }
            }
            if ((from & BEAT_MASK) == 0) {
                pulse.beat();
            }
        }
    }

    private void loadPositions(final int from, final int to) {
        for (int account = from; account < to; account++) {
            if (accounts.isOccupied(account)) {
                accounts.loadPositions(account, positions, loads);
            }
        }
    }

    /** Whose wall comes before each of theirs is part of the hash. */
    private void loadWallsBefore(final int from, final int to) {
        for (int account = from; account < to; account++) {
            for (int n = 0; accounts.isOccupied(account) && n < accounts.positionCount(account); n++) {
                final int before =
                        WallFields.previousPlusOne(positions.address(accounts.position(account, n))) - 1;
                if (before >= 0) {
                    loads.load(positions.address(before));
                }
            }
        }
    }
}
