package io.evenkeel.core.listing;

import io.evenkeel.codecs.AddAssetDecoder;
import io.evenkeel.codecs.SetCollateralTermsDecoder;

/**
 * What an asset counts for when it is owned, and asks for when it is owed (SPEC 3). Immutable.
 *
 * @param haircuts       haircut tiers of a positive effective balance.
 * @param borrowAddOnPpm surcharge on the price of a negative one, ppm.
 * @param borrowImPpm    initial margin on a negative one, ppm.
 * @param borrowMmPpm    maintenance margin on a negative one, ppm.
 */
public record CollateralTerms(HaircutTiers haircuts, long borrowAddOnPpm, long borrowImPpm, long borrowMmPpm) {
    /** {@return the terms of a validated listing}; allocates. */
    public static CollateralTerms of(final AddAssetDecoder message) {
        return new CollateralTerms(
                HaircutTiers.of(message.haircuts()),
                message.borrowAddOnPpm(),
                message.borrowImPpm(),
                message.borrowMmPpm());
    }

    /** {@return the terms of a validated change}; allocates. */
    public static CollateralTerms of(final SetCollateralTermsDecoder message) {
        return new CollateralTerms(
                HaircutTiers.of(message.haircuts()),
                message.borrowAddOnPpm(),
                message.borrowImPpm(),
                message.borrowMmPpm());
    }

    /** {@return whether nobody has less by these terms than by others, at any balance} */
    public boolean isNowhereBelow(final CollateralTerms others) {
        return borrowAddOnPpm <= others.borrowAddOnPpm
                && borrowImPpm <= others.borrowImPpm
                && borrowMmPpm <= others.borrowMmPpm
                && haircuts.isNowhereBelow(others.haircuts);
    }
}
