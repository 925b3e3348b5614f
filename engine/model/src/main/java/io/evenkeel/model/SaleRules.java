package io.evenkeel.model;

import java.math.BigInteger;

/**
 * How positions in an instrument are liquidated (SPEC 6), as a governor said last.
 *
 * @param auctionMs      time until the largest discount.
 * @param maxDiscountPpm largest discount of an order that is small for its market.
 * @param discountCapPpm largest discount of an order as large as the market is deep.
 * @param penaltyPpm     penalty of an order that is small for its market.
 * @param penaltyCapPpm  penalty of an order as large as the market is deep.
 * @param bufferPpm      b of SPEC 6.
 * @param socialCapPpm   most that an event charges each unit, of mark.
 * @param minNotional    a remainder below this is closed too.
 */
public record SaleRules(
        int auctionMs,
        int maxDiscountPpm,
        int discountCapPpm,
        int penaltyPpm,
        int penaltyCapPpm,
        int bufferPpm,
        int socialCapPpm,
        long minNotional) {
    private static final int MILLION = 1_000_000;
    private static final int FIVE_PERCENT = 50_000;

    /** {@return the rules of a listing} */
    public static SaleRules of(final InstrumentTerms listed) {
        return new SaleRules(
                listed.auctionMs(), listed.maxDiscountPpm(), listed.discountCapPpm(), listed.penaltyPpm(),
                listed.penaltyCapPpm(), listed.bufferPpm(), FIVE_PERCENT, listed.minNotional());
    }

    /** {@return whether a governor may say so} */
    public boolean areSound() {
        return auctionMs >= 1
                && maxDiscountPpm >= 0 && maxDiscountPpm <= discountCapPpm && discountCapPpm <= MILLION
                && penaltyPpm >= 0 && penaltyPpm <= penaltyCapPpm && penaltyCapPpm <= MILLION
                && bufferPpm >= 0 && bufferPpm <= 2 * MILLION
                && socialCapPpm >= 1 && socialCapPpm <= MILLION
                && minNotional >= 0;
    }

    /**
     * {@return largest discount and penalty of an order that begins: a mean of what is configured and of its cap,
     * weighted by how much of the depth the position leaves and takes; rounded down}
     *
     * @param notional of the whole position at mark.
     * @param depth    of the market, in the settlement asset; 0 where none is known.
     */
    public SaleTerms saleTerms(final BigInteger notional, final long depth) {
        if (depth == 0) {
            return smallest();
        }
        final BigInteger all = BigInteger.valueOf(depth);
        final BigInteger taken = notional.min(all);
        return new SaleTerms(
                mean(maxDiscountPpm, all.subtract(taken), discountCapPpm, taken),
                mean(penaltyPpm, all.subtract(taken), penaltyCapPpm, taken),
                auctionMs);
    }

    /** {@return what an order begins with that is small for its market} */
    public SaleTerms smallest() {
        return new SaleTerms(maxDiscountPpm, penaltyPpm, auctionMs);
    }

    private static long mean(final long one, final BigInteger weight, final long other, final BigInteger otherWeight) {
        return BigInteger.valueOf(one).multiply(weight)
                .add(BigInteger.valueOf(other).multiply(otherWeight))
                .divide(weight.add(otherWeight))
                .longValueExact();
    }
}
