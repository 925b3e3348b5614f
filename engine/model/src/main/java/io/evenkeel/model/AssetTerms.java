package io.evenkeel.model;

import static io.evenkeel.model.Tiers.MILLION;

import java.math.BigInteger;

/**
 * What an asset is.
 *
 * @param id             asset id, from 0.
 * @param exponent       amounts are in 10^exponent.
 * @param priceExponent  prices are in 10^priceExponent numeraire a whole asset.
 * @param isNumeraire    whether it is the unit of account.
 * @param borrowAddOnPpm surcharge on the price of a negative effective balance.
 * @param borrowImPpm    initial margin on it.
 * @param borrowMmPpm    maintenance margin on it.
 * @param haircuts       haircut tiers; empty for the numeraire.
 * @param minSources     quorum of fresh sources.
 * @param maxAgeMs       age beyond which a source is not fresh; 0 for off.
 */
public record AssetTerms(
        int id,
        int exponent,
        int priceExponent,
        boolean isNumeraire,
        int borrowAddOnPpm,
        int borrowImPpm,
        int borrowMmPpm,
        Tiers haircuts,
        int minSources,
        long maxAgeMs) {

    /** {@return the same asset with other haircuts and borrow rates} */
    public AssetTerms withWorth(
            final Tiers newHaircuts, final int newAddOnPpm, final int newBorrowImPpm, final int newBorrowMmPpm) {
        return new AssetTerms(
                id, exponent, priceExponent, isNumeraire, newAddOnPpm, newBorrowImPpm, newBorrowMmPpm, newHaircuts,
                minSources, maxAgeMs);
    }

    /** {@return the same asset under another id} */
    public AssetTerms withId(final int other) {
        return new AssetTerms(
                other, exponent, priceExponent, isNumeraire, borrowAddOnPpm, borrowImPpm, borrowMmPpm, haircuts,
                minSources, maxAgeMs);
    }

    /** {@return whether nobody has less by these terms than by others, at any balance} */
    public boolean isNowhereBelow(final AssetTerms others) {
        return borrowAddOnPpm <= others.borrowAddOnPpm
                && borrowImPpm <= others.borrowImPpm
                && borrowMmPpm <= others.borrowMmPpm
                && (isNumeraire || haircuts.isNowhereAbove(others.haircuts));
    }

    /** {@return value of an effective balance in millionths of an asset unit, before the asset's price} */
    public BigInteger value(final BigInteger effective) {
        if (effective.signum() < 0) {
            return effective.multiply(MILLION.add(BigInteger.valueOf(borrowAddOnPpm)));
        }
        return effective.multiply(MILLION).subtract(haircuts.weigh(effective));
    }

    /** {@return maintenance margin of a negative effective balance, in millionths of an asset unit} */
    public BigInteger borrowMaintenance(final BigInteger effective) {
        return owed(effective).multiply(BigInteger.valueOf(borrowMmPpm));
    }

    /** {@return initial margin of a negative effective balance, in millionths of an asset unit} */
    public BigInteger borrowInitial(final BigInteger effective) {
        return owed(effective).multiply(BigInteger.valueOf(borrowImPpm));
    }

    private static BigInteger owed(final BigInteger effective) {
        return effective.negate().max(BigInteger.ZERO);
    }

    /** {@return the haircut of the first tier; 0 for the numeraire} */
    public long lowestHaircutPpm() {
        return haircuts.steps().isEmpty() ? 0 : haircuts.lowestTierRatePpm();
    }

    /** {@return the largest haircut; 0 for the numeraire} */
    public long largestHaircutPpm() {
        return haircuts.steps().isEmpty() ? 0 : haircuts.largestRatePpm();
    }
}
