package io.evenkeel.model;

import java.math.BigInteger;
import java.util.Arrays;

/** Insurance pools (SPEC 6): what each has, and what it may pay in liquidations. */
public final class Insurance {
    /** Most pools. */
    public static final int POOLS = 16;

    private final TermsInForce inForce;
    private final Judge judge;
    private final Market market;
    private final Pool[] pools = new Pool[POOLS];

    Insurance(final TermsInForce inForce, final Judge judge, final Market market) {
        this.inForce = inForce;
        this.judge = judge;
        this.market = market;
        for (int i = 0; i < POOLS; i++) {
            pools[i] = new Pool(inForce.latest().assets().size());
        }
    }

    private static final class Pool {
        private final long[] balances;
        private long perLiquidation;
        private long perWindow;
        private long windowMs;
        private long window;
        private long paid;

        Pool(final int assets) {
            balances = new long[assets];
        }
    }

    /** {@return balance of INSURANCE of a pool} */
    public long balance(final int pool, final int asset) {
        return pools[pool].balances[asset];
    }

    /** A pool gets an amount, or loses one that is negative. */
    public void add(final int pool, final int asset, final long amount) {
        pools[pool].balances[asset] += amount;
    }

    /** Takes up limits of a pool. */
    public void limit(final int id, final long ofLiquidation, final long ofWindow, final long lengthMs) {
        final Pool pool = pools[id];
        if (lengthMs != pool.windowMs || pool.perWindow == 0) {
            pool.window = 0;
            pool.paid = 0;
        }
        pool.perLiquidation = ofLiquidation;
        pool.perWindow = ofWindow;
        pool.windowMs = lengthMs;
    }

    /** {@return what a pool may pay for a liquidation} What others have paid for it counts too. */
    public long means(final Liquidation liquidation, final int id, final int asset, final long timeMs) {
        final Pool pool = pools[id];
        long left = pool.perLiquidation - liquidation.cost();
        if (pool.perWindow > 0) {
            left = Math.min(left, timeMs / pool.windowMs == pool.window ? pool.perWindow - pool.paid : pool.perWindow);
        }
        final BigInteger unit = Tiers.MILLION.multiply(judge.weightedPrice(asset, market, 0));
        if (left <= 0 || unit.signum() == 0) {
            return 0;
        }
        return BigInteger.valueOf(left).multiply(inForce.latest().scale()).divide(unit)
                .min(BigInteger.valueOf(Math.max(0, pool.balances[asset])))
                .longValueExact();
    }

    /** {@return whether a pool has paid all that it may in the window} */
    public boolean isDrawnDown(final int id, final long timeMs) {
        final Pool pool = pools[id];
        return pool.perWindow > 0 && timeMs / pool.windowMs == pool.window && pool.paid >= pool.perWindow;
    }

    /** Counts what a pool pays for a liquidation. */
    public void pay(
            final Liquidation liquidation, final int id, final int asset, final long amount, final long timeMs) {
        liquidation.addCost(cost(asset, amount));
        lose(id, asset, amount, timeMs);
    }

    /** Counts what a pool pays or loses in its window. */
    void lose(final int id, final int asset, final long amount, final long timeMs) {
        final Pool pool = pools[id];
        if (pool.perWindow > 0) {
            final boolean isSameWindow = timeMs / pool.windowMs == pool.window;
            pool.paid = (isSameWindow ? pool.paid : 0) + cost(asset, amount);
            pool.window = timeMs / pool.windowMs;
        }
    }

    private long cost(final int asset, final long amount) {
        return inForce.latest().ceil(BigInteger.valueOf(amount)
                .multiply(Tiers.MILLION)
                .multiply(judge.weightedPrice(asset, market, 0))).longValueExact();
    }

    /** {@return whether a pool has lost more of an asset than it had} */
    public boolean isOverdrawn(final int id) {
        return Arrays.stream(pools[id].balances).anyMatch(balance -> balance < 0);
    }

    /** {@return the pool that stands in for what an account owes in an asset} */
    public int ofDebt(final ModelAccount account, final int asset) {
        for (final InstrumentTerms terms : inForce.latest().instruments()) {
            if (terms.settlementAsset() == asset && account.position(terms.id()).quantity() != 0) {
                return terms.pool();
            }
        }
        final ModelAccount.Closed closed = account.lastClosed(asset);
        return closed == null ? 0 : inForce.latest().instruments().get(closed.instrument()).pool();
    }
}
