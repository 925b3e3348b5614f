package io.evenkeel.model;

import java.math.BigInteger;
import java.util.List;

/**
 * What an instrument is.
 *
 * @param id               instrument id, from 0.
 * @param settlementAsset  asset in which profit is paid.
 * @param multiplier       contract multiplier.
 * @param priceExponent    prices are in 10^priceExponent.
 * @param quantityExponent quantities are in 10^quantityExponent.
 * @param unit             value of one quantity unit at one price unit, in settlement asset units.
 * @param tick             price grid.
 * @param lot              quantity grid.
 * @param minSources       quorum of fresh sources.
 * @param maxAgeMs         age beyond which a source is not fresh; 0 for off.
 * @param oiLower          open interest at which IM begins to scale.
 * @param oiUpper          open interest at which IM reaches one; 0 for off.
 * @param auctionMs        time until the largest discount.
 * @param maxDiscountPpm   configured largest discount.
 * @param penaltyPpm       configured penalty.
 * @param bufferPpm        b of SPEC 6.
 * @param minNotional      a remainder below this is closed too.
 * @param initial          IM tiers.
 * @param maintenance      MM tiers, of the same ends.
 * @param discountCapPpm   largest discount of an order as large as the market is deep.
 * @param penaltyCapPpm    penalty of such an order.
 * @param pool             insurance pool of its segment.
 */
public record InstrumentTerms(
        int id,
        int settlementAsset,
        long multiplier,
        int priceExponent,
        int quantityExponent,
        BigInteger unit,
        long tick,
        long lot,
        int minSources,
        long maxAgeMs,
        long oiLower,
        long oiUpper,
        int auctionMs,
        int maxDiscountPpm,
        int penaltyPpm,
        int bufferPpm,
        long minNotional,
        Tiers initial,
        Tiers maintenance,
        int discountCapPpm,
        int penaltyCapPpm,
        int pool) {
    private static final BigInteger MOST_TRADED = BigInteger.ONE.shiftLeft(50);

    /** Makes an instrument of the pool MAIN whose discount and penalty do not grow. */
    public InstrumentTerms(
            final int id,
            final int settlementAsset,
            final long multiplier,
            final int priceExponent,
            final int quantityExponent,
            final BigInteger unit,
            final long tick,
            final long lot,
            final int minSources,
            final long maxAgeMs,
            final long oiLower,
            final long oiUpper,
            final int auctionMs,
            final int maxDiscountPpm,
            final int penaltyPpm,
            final int bufferPpm,
            final long minNotional,
            final Tiers initial,
            final Tiers maintenance) {
        this(id, settlementAsset, multiplier, priceExponent, quantityExponent, unit, tick, lot, minSources, maxAgeMs,
                oiLower, oiUpper, auctionMs, maxDiscountPpm, penaltyPpm, bufferPpm, minNotional, initial, maintenance,
                maxDiscountPpm, penaltyPpm, 0);
    }

    /** {@return the same instrument with other caps of discount and penalty} */
    public InstrumentTerms withCaps(final int otherDiscountCapPpm, final int otherPenaltyCapPpm) {
        return new InstrumentTerms(
                id, settlementAsset, multiplier, priceExponent, quantityExponent, unit, tick, lot, minSources, maxAgeMs,
                oiLower, oiUpper, auctionMs, maxDiscountPpm, penaltyPpm, bufferPpm, minNotional, initial, maintenance,
                otherDiscountCapPpm, otherPenaltyCapPpm, pool);
    }

    /** {@return the same instrument in another pool's segment} */
    public InstrumentTerms withPool(final int other) {
        return new InstrumentTerms(
                id, settlementAsset, multiplier, priceExponent, quantityExponent, unit, tick, lot, minSources, maxAgeMs,
                oiLower, oiUpper, auctionMs, maxDiscountPpm, penaltyPpm, bufferPpm, minNotional, initial, maintenance,
                discountCapPpm, penaltyCapPpm, other);
    }

    /** {@return signed value of a quantity at a price, exact, in settlement asset units} */
    public BigInteger notional(final long quantity, final long price) {
        return BigInteger.valueOf(quantity).multiply(BigInteger.valueOf(price)).multiply(unit);
    }

    /**
     * {@return whether who holds so much may trade so much at a price: both what is traded and what is held afterwards
     * are at most 2^50 (SPEC 1); what only gets smaller may be more}
     *
     * @param change what is traded, signed.
     */
    public boolean isTradable(final long held, final long change, final long price, final long mark) {
        return isTradable(change, price)
                && (ModelPosition.isReducing(held, change) || isTradable(held + change, Math.max(price, mark)));
    }

    private boolean isTradable(final long quantity, final long price) {
        return notional(quantity, price).abs().compareTo(MOST_TRADED) <= 0;
    }

    /** {@return the same instrument with other margin tiers and open-interest scaling} */
    public InstrumentTerms withMargin(
            final Tiers newInitial, final Tiers newMaintenance, final long newOiLower, final long newOiUpper) {
        return new InstrumentTerms(
                id, settlementAsset, multiplier, priceExponent, quantityExponent, unit, tick, lot, minSources, maxAgeMs,
                newOiLower, newOiUpper, auctionMs, maxDiscountPpm, penaltyPpm, bufferPpm, minNotional, newInitial,
                newMaintenance, discountCapPpm, penaltyCapPpm, pool);
    }

    /** {@return the same instrument under another id} */
    public InstrumentTerms withId(final int other) {
        return new InstrumentTerms(
                other, settlementAsset, multiplier, priceExponent, quantityExponent, unit, tick, lot, minSources,
                maxAgeMs, oiLower, oiUpper, auctionMs, maxDiscountPpm, penaltyPpm, bufferPpm, minNotional, initial,
                maintenance, discountCapPpm, penaltyCapPpm, pool);
    }

    /**
     * {@return whether nobody has to hold more by these terms than by others, at any size and open interest} Open
     * interest that begins to count earlier is taken for more, without a look at the rates.
     */
    public boolean isNowhereAbove(final InstrumentTerms others) {
        final boolean isScaledNoMore = oiUpper == 0
                || (others.oiUpper != 0 && oiLower >= others.oiLower && oiUpper >= others.oiUpper);
        return isScaledNoMore
                && maintenance.isNowhereAbove(others.maintenance)
                && initial.isNowhereAbove(others.initial);
    }

    /**
     * IM tiers as they stand at an open interest and a leverage (SPEC 3).
     *
     * @param openInterest quantity held long · mark · multiplier.
     * @param leverage     largest leverage the owner wants; 0 for none.
     */
    public Tiers initialAt(final BigInteger openInterest, final int leverage) {
        final BigInteger million = Tiers.MILLION;
        final List<Tiers.Step> steps = initial.steps().stream().map(step -> {
            long rate = step.ratePpm();
            if (oiUpper > 0) {
                final BigInteger span = BigInteger.valueOf(oiUpper - oiLower);
                final BigInteger over =
                        openInterest.subtract(BigInteger.valueOf(oiLower)).max(BigInteger.ZERO).min(span);
                rate += over.multiply(million.subtract(BigInteger.valueOf(rate))).divide(span).longValueExact();
            }
            if (leverage > 0) {
                rate = Math.max(rate, -Math.floorDiv(-1_000_000L, leverage));
            }
            return new Tiers.Step(step.upTo(), rate);
        }).toList();
        return new Tiers(steps);
    }
}
