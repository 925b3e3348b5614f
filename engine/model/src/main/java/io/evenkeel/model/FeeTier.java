package io.evenkeel.model;

import java.math.BigInteger;

/**
 * One tier of a market's fee schedule.
 *
 * @param makerPpm of notional; negative for a rebate.
 * @param takerPpm of notional.
 */
public record FeeTier(int makerPpm, int takerPpm) {
    /** {@return the fee: what is charged rounds up, a rebate rounds down} */
    public long fee(final BigInteger notional, final boolean isTaker) {
        final BigInteger[] parts = notional.multiply(BigInteger.valueOf(isTaker ? takerPpm : makerPpm))
                .divideAndRemainder(Tiers.MILLION);
        return (parts[1].signum() > 0 ? parts[0].add(BigInteger.ONE) : parts[0]).longValueExact();
    }
}
