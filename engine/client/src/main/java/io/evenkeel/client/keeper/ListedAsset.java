package io.evenkeel.client.keeper;

import io.evenkeel.codecs.AssetAddedDecoder;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.PriceState;

/**
 * An asset as the market feed tells it. Besides its price it has a weight, in which the cluster reckons what collateral
 * costs: numeraire units × 10^-7 for one asset unit, a whole number at every price.
 *
 * @param asset             asset id.
 * @param symbol            its symbol.
 * @param exponent          amounts are in 10^this.
 * @param priceExponent     prices are in 10^this.
 * @param weightPerMantissa weight of one asset unit for each mantissa unit of price, above 0.
 * @param price             price said last, mantissa; 0 before the first. The numeraire's never changes.
 * @param state             how far it can be trusted.
 */
public record ListedAsset(
        int asset,
        String symbol,
        int exponent,
        int priceExponent,
        long weightPerMantissa,
        long price,
        PriceState state) {
    private static final int WEIGHT_DECIMALS = 7;

    /** {@return what an event says} The numeraire is listed first, so that its exponent is known. */
    static ListedAsset of(final AssetAddedDecoder added, final int numeraireExponent) {
        final boolean isNumeraire = added.numeraire() == BooleanType.YES;
        return new ListedAsset(
                added.asset(),
                added.symbol(),
                added.exponent(),
                added.priceExponent(),
                powerOfTen(added.exponent() + added.priceExponent() - numeraireExponent + WEIGHT_DECIMALS),
                isNumeraire ? powerOfTen(-added.priceExponent()) : 0,
                isNumeraire ? PriceState.VALID : PriceState.NONE);
    }

    private static long powerOfTen(final int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }

    ListedAsset priced(final long newPrice, final PriceState newState) {
        return new ListedAsset(asset, symbol, exponent, priceExponent, weightPerMantissa, newPrice, newState);
    }

    /** {@return whether collateral is sold at its price, or for it: there is one that allows liquidation} */
    public boolean isTradable() {
        return price > 0 && (state == PriceState.VALID || state == PriceState.UNCERTAIN);
    }

    /** {@return weight of one asset unit at the price said last} */
    long weight() {
        return weightAt(price);
    }

    /** {@return weight of one asset unit at a price} */
    long weightAt(final long priceMantissa) {
        return priceMantissa * weightPerMantissa;
    }

    /** {@return the lowest price at which one asset unit has at least a weight} */
    long priceOf(final long weight) {
        return -Math.floorDiv(-weight, weightPerMantissa);
    }
}
