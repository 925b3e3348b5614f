package io.evenkeel.core.ledger;

import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.store.Mixing;

/**
 * Balances of the house: the other side of every booking on a participant's account (SPEC 2). Per asset, all balances
 * of accounts and house sum to zero. Owned by Risk. Nothing allocates after construction.
 */
public final class HouseAccounts {
    /** The insurance pool MAIN. */
    public static final int MAIN_POOL = 0;

    private final int assets;
    private final long[][] balances;

    /**
     * Makes accounts with zero balances.
     *
     * @param assets      most assets.
     * @param instruments most instruments.
     */
    public HouseAccounts(final int assets, final int instruments) {
        this.assets = assets;
        final HouseAccount[] kinds = HouseAccount.values();
        balances = new long[kinds.length][];
        for (final HouseAccount kind : kinds) {
            final int ids = switch (kind) {
                case CLEARING, FUNDING -> instruments;
                case INSURANCE -> Bounds.MAX_POOLS;
                case EXTERNAL, FEES, IN_TRANSIT, SOCIALISED -> 1;
            };
            balances[kind.code()] = new long[ids * assets];
        }
    }

    /** {@return a balance in units of the asset; {@code id} is an instrument, a pool, or 0} */
    public long balance(final HouseAccount kind, final int id, final int asset) {
        return balances[kind.code()][id * assets + asset];
    }

    /** Books an amount, in units of the asset. */
    public void add(final HouseAccount kind, final int id, final int asset, final long amount) {
        balances[kind.code()][id * assets + asset] += amount;
    }

    /** {@return number of ids of a kind} */
    public int ids(final HouseAccount kind) {
        return balances[kind.code()].length / assets;
    }

    /** {@return canonical hash} */
    public long stateHash() {
        long hash = 0;
        for (final long[] ofKind : balances) {
            for (final long balance : ofKind) {
                hash = Mixing.chain(hash, balance);
            }
        }
        return hash;
    }
}
