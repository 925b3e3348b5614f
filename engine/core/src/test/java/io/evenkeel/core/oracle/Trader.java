package io.evenkeel.core.oracle;

/**
 * An account as it was made, and whether it is solvent: plain sums of assets without a haircut, from SPEC 3.
 *
 * @param account   account id.
 * @param deposit   its cash.
 * @param quantity  signed, in the market whose sources have faults.
 * @param entry     price at which it was bought or sold.
 * @param dust      signed, in the market that dies.
 * @param dustEntry price at which that was bought or sold.
 * @param coins     what it has pledged of the asset whose sources have the same faults; worth its price in cash.
 */
record Trader(long account, long deposit, long quantity, long entry, long dust, long dustEntry, long coins) {
    /** Maintenance margin of both markets: 5 %. */
    static final int MM_PPM = 50_000;

    private static final int PPM = 1_000_000;
    private static final int STALE_FAVOUR_PPM = 50_000;

    /** {@return an account with the least cash with which it is solvent at two prices, to the unit} */
    static Trader atTheEdge(
            final long account,
            final long quantity,
            final long entry,
            final long price,
            final long coins,
            final long coinPrice) {
        final long margin = -Math.floorDiv(-Math.abs(quantity) * price * MM_PPM, PPM);
        return new Trader(
                account, margin - quantity * (price - entry) - coins * coinPrice, quantity, entry, 0, 0, coins);
    }

    boolean isSolvent(final long price, final long dustPrice, final long coinPrice) {
        final long equity = deposit
                + quantity * (price - entry)
                + dust * (dustPrice - dustEntry)
                + coins * coinPrice;
        final long notional = Math.abs(quantity) * price + Math.abs(dust) * dustPrice;
        return Math.multiplyExact(equity, PPM) >= Math.multiplyExact(notional, MM_PPM);
    }

    /** {@return the end of a range of prices that is worse for a position} */
    static long worse(final long position, final long lowest, final long highest) {
        return position > 0 ? lowest : highest;
    }

    /** {@return a price that cannot be trusted, moved in favour of a position} */
    static long favoured(final long position, final long price) {
        final long shift = price * STALE_FAVOUR_PPM / PPM;
        return position > 0 ? price + shift : price - shift;
    }
}
