package io.evenkeel.model;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.stream.LongStream;

/** An account of the model. */
public final class ModelAccount {
    private final long id;
    private final boolean isOmnibus;
    private int leverage;
    private long reserved;
    private int feeTier;
    private boolean isExternal;
    private boolean isClosed;
    private final long[] balances;
    private final ModelPosition[] positions;
    private final Closed[] lastClosed;
    private final long[] gains;
    private final boolean[] closedLong;
    private final long[] missing;
    private Liquidation liquidation;
    private boolean isBreached;
    private Health health;

    /**
     * Makes an empty account.
     *
     * @param id        account id.
     * @param isOmnibus whether it is exempt from margin and liquidation.
     * @param leverage  largest leverage its owner wants; 0 for none.
     * @param terms     the world it lives in.
     */
    public ModelAccount(final long id, final boolean isOmnibus, final int leverage, final Terms terms) {
        this.id = id;
        this.isOmnibus = isOmnibus;
        this.leverage = leverage;
        balances = new long[terms.assets().size()];
        lastClosed = new Closed[balances.length];
        positions = new ModelPosition[terms.instruments().size()];
        gains = new long[positions.length];
        closedLong = new boolean[positions.length];
        missing = new long[positions.length];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = new ModelPosition();
        }
    }

    private ModelAccount(final ModelAccount other) {
        id = other.id;
        isOmnibus = other.isOmnibus;
        leverage = other.leverage;
        reserved = other.reserved;
        feeTier = other.feeTier;
        isExternal = other.isExternal;
        isClosed = other.isClosed;
        balances = other.balances.clone();
        lastClosed = other.lastClosed.clone();
        gains = other.gains.clone();
        closedLong = other.closedLong.clone();
        missing = other.missing.clone();
        positions = new ModelPosition[other.positions.length];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = new ModelPosition(other.positions[i]);
        }
        liquidation = other.liquidation;
        isBreached = other.isBreached;
    }

    /** {@return a copy whose balances and positions are its own} */
    public ModelAccount copy() {
        return new ModelAccount(this);
    }

    /** {@return account id} */
    public long id() {
        return id;
    }

    /** {@return whether it is exempt from margin and liquidation} */
    public boolean isOmnibus() {
        return isOmnibus;
    }

    /** {@return largest leverage its owner wants; 0 for none} */
    public int leverage() {
        return leverage;
    }

    /** Its owner wants another leverage. */
    public void leverage(final int wanted) {
        leverage = wanted;
    }

    /** {@return what its open orders need, numeraire units} */
    public long reserved() {
        return reserved;
    }

    /** A venue says what its open orders need. */
    public void reserve(final long amount) {
        reserved = amount;
    }

    /** {@return tier of fee schedules} */
    public int feeTier() {
        return feeTier;
    }

    /** Says which tier of fee schedules holds. */
    public void feeTier(final int tier) {
        feeTier = tier;
    }

    /** {@return whether gateways settle cycles of it} */
    public boolean isExternal() {
        return isExternal;
    }

    /** Says whether gateways settle cycles of it. */
    public void settleOutside(final boolean isWanted) {
        isExternal = isWanted;
    }

    /** {@return whether it is closed for good} */
    public boolean isClosed() {
        return isClosed;
    }

    /** Closes it for good. */
    public void close() {
        isClosed = true;
    }

    /** {@return ledger balance of an asset} */
    public long balance(final int asset) {
        return balances[asset];
    }

    /** Credits, or debits where the amount is negative. */
    public void credit(final int asset, final long amount) {
        balances[asset] = Math.addExact(balances[asset], amount);
    }

    /** {@return the position in an instrument; its quantity is 0 where there is none} */
    public ModelPosition position(final int instrument) {
        return positions[instrument];
    }

    /** Settles what funding a position owes. {@return what it was charged} */
    public long settleFunding(final InstrumentTerms terms, final Market market) {
        final ModelPosition position = positions[terms.id()];
        if (position.quantity() == 0) {
            return 0;
        }
        final long charge = position.settle(terms, market.funding(terms.id(), position.quantity() > 0));
        gain(terms, -charge);
        return charge;
    }

    /**
     * Books one leg: funding is settled first, then profit goes to the balance.
     *
     * @return what came of it.
     */
    public Booking book(final InstrumentTerms terms, final Market market, final long change, final long price) {
        final long charge = settleFunding(terms, market);
        final ModelPosition position = positions[terms.id()];
        final long before = position.quantity();
        final ModelPosition.Profit profit = position.book(terms, change, price);
        gain(terms, profit.onValue());
        BigInteger dust = BigInteger.ZERO;
        if (Long.signum(before) != Long.signum(position.quantity())) {
            dust = position.accrueFrom(market.funding(terms.id(), position.quantity() > 0));
        }
        if (position.quantity() == 0) {
            lastClosed[terms.settlementAsset()] = new Closed(terms.id(), before > 0);
            closedLong[terms.id()] = before > 0;
        }
        return new Booking(profit, charge, dust);
    }

    /** A position gained, or lost where it is negative. */
    void gain(final InstrumentTerms terms, final long amount) {
        credit(terms.settlementAsset(), amount);
        gains[terms.id()] = Math.addExact(gains[terms.id()], amount);
    }

    /** {@return whether the position that it closed last in an instrument was long} */
    public boolean closedLong(final int instrument) {
        return closedLong[instrument];
    }

    /** {@return what it lost in an instrument and its pool has not got} */
    public long missing(final int instrument) {
        return missing[instrument];
    }

    /** A part of what is missing is met. {@return what of an amount is left} */
    long meet(final int instrument, final long amount) {
        final long met = Math.min(amount, missing[instrument]);
        missing[instrument] -= met;
        return amount - met;
    }

    /** What it lost in an instrument is missing, what it gained makes up for that. */
    void reckon(final int instrument) {
        missing[instrument] = Math.max(0, Math.subtractExact(missing[instrument], gains[instrument]));
        gains[instrument] = 0;
    }

    /**
     * A position that was closed.
     *
     * @param instrument where.
     * @param wasLong    whether it was long.
     */
    public record Closed(int instrument, boolean wasLong) {
    }

    /** {@return the position closed last that settles in an asset, or null} */
    public Closed lastClosed(final int asset) {
        return lastClosed[asset];
    }

    /** Forgets which positions were closed last. */
    public void forgetClosed() {
        Arrays.fill(lastClosed, null);
    }

    /**
     * What came of a leg.
     *
     * @param profit what it realised.
     * @param charge funding that was settled before.
     * @param dust   carry of a position that it closed, 10^-9 units.
     */
    public record Booking(ModelPosition.Profit profit, long charge, BigInteger dust) {
    }

    /** {@return whether no position is open} */
    public boolean isFlat() {
        for (final ModelPosition position : positions) {
            if (position.quantity() != 0) {
                return false;
            }
        }
        return true;
    }

    /** {@return whether it only owes: it has no position, and no asset} */
    public boolean isBankrupt() {
        return isFlat()
                && LongStream.of(balances).allMatch(balance -> balance <= 0)
                && LongStream.of(balances).anyMatch(balance -> balance < 0);
    }

    /** {@return its liquidation, or null} */
    public Liquidation liquidation() {
        return liquidation;
    }

    /** {@return what the last scan found, by the prices that breaches are judged by} */
    public Health health() {
        return health;
    }

    /** Says what a scan found. */
    public void judged(final Health found) {
        health = found;
    }

    /** Says that it breached and waits for its liquidation's number. */
    public void breach() {
        isBreached = true;
    }

    /** Opens its liquidation. */
    public void liquidate(final Liquidation opened) {
        liquidation = opened;
        isBreached = true;
    }

    /** Ends its liquidation. */
    public void release() {
        liquidation = null;
        isBreached = false;
    }

    /** {@return whether it breached and its liquidation is not over: frozen for its owner} */
    public boolean isFrozen() {
        return isBreached;
    }
}
