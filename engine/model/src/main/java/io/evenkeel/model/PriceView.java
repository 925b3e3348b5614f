package io.evenkeel.model;

import java.math.BigInteger;

/** Prices to judge an account by: those in force, favoured ones, or a corner of its box. */
public interface PriceView {
    /**
     * {@return price of an instrument, mantissa}
     *
     * @param instrument instrument id.
     * @param isLong     side of the position it is for.
     */
    long instrumentPrice(int instrument, boolean isLong);

    /**
     * {@return net price of an instrument: price less cumulative funding of a side, in 10^-9 mantissas (SPEC 9)}
     *
     * @param instrument instrument id.
     * @param isLong     side of the position it is for.
     */
    BigInteger netPrice(int instrument, boolean isLong);

    /**
     * {@return price of an asset, mantissa; 1 for the numeraire}
     *
     * @param asset asset id.
     * @param sign  sign of what the account has there after requirements (G of SPEC 9).
     */
    long assetPrice(int asset, int sign);
}
