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
        Tiers maintenance) {

    /** {@return signed value of a quantity at a price, exact, in settlement asset units} */
    public BigInteger notional(final long quantity, final long price) {
        return BigInteger.valueOf(quantity).multiply(BigInteger.valueOf(price)).multiply(unit);
    }

    /**
     * {@return the largest discount in use: never above half the lowest tier's rate (SPEC 6)}
     *
     * @param lowestPpm the lowest rate of the lowest tier by which anybody is judged.
     */
    public long discountInUsePpm(final long lowestPpm) {
        return Math.min(maxDiscountPpm, lowestPpm / 2);
    }

    /**
     * {@return the penalty in use: never above a quarter of the lowest tier's rate (SPEC 6)}
     *
     * @param lowestPpm the lowest rate of the lowest tier by which anybody is judged.
     */
    public long penaltyInUsePpm(final long lowestPpm) {
        return Math.min(penaltyPpm, lowestPpm / 4);
    }

    /** {@return the same instrument with other margin tiers and open-interest scaling} */
    public InstrumentTerms withMargin(
            final Tiers newInitial, final Tiers newMaintenance, final long newOiLower, final long newOiUpper) {
        return new InstrumentTerms(
                id, settlementAsset, multiplier, priceExponent, quantityExponent, unit, tick, lot, minSources, maxAgeMs,
                newOiLower, newOiUpper, auctionMs, maxDiscountPpm, penaltyPpm, bufferPpm, minNotional, newInitial,
                newMaintenance);
    }

    /** {@return the same instrument under another id} */
    public InstrumentTerms withId(final int other) {
        return new InstrumentTerms(
                other, settlementAsset, multiplier, priceExponent, quantityExponent, unit, tick, lot, minSources,
                maxAgeMs, oiLower, oiUpper, auctionMs, maxDiscountPpm, penaltyPpm, bufferPpm, minNotional, initial,
                maintenance);
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
