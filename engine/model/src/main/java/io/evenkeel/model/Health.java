package io.evenkeel.model;

import java.math.BigInteger;

/**
 * Equity against a requirement, as exact numerators of the scale in {@link Terms}.
 *
 * @param equity      equity.
 * @param requirement maintenance or initial margin.
 */
public record Health(BigInteger equity, BigInteger requirement) {
    /** {@return equity less the requirement: H of SPEC 9} */
    public BigInteger margin() {
        return equity.subtract(requirement);
    }

    /** {@return whether equity is below the requirement} */
    public boolean isShort() {
        return equity.compareTo(requirement) < 0;
    }

    /** {@return whether equity ≥ (1 + b)·requirement} */
    public boolean covers(final int bufferPpm) {
        final BigInteger wanted = requirement.multiply(Tiers.MILLION.add(BigInteger.valueOf(bufferPpm)));
        return equity.multiply(Tiers.MILLION).compareTo(wanted) >= 0;
    }
}
