package io.evenkeel.model;

import java.math.BigInteger;

/** Arithmetic of funding (SPEC 5): what a position owes, in 10^-9 units of its settlement asset. */
public final class Funding {
    /** Parts of a mantissa of price, and of a unit, that funding is counted in. */
    public static final BigInteger SCALE = BigInteger.valueOf(1_000_000_000);

    private Funding() {
    }

    /** {@return what a position owes since it was last settled: q·multiplier·(F − F₀)} */
    public static BigInteger owed(
            final ModelPosition position, final InstrumentTerms terms, final BigInteger cumulative) {
        return terms.unit().multiply(BigInteger.valueOf(position.quantity()))
                .multiply(cumulative.subtract(position.fundedAt()));
    }

    /** {@return what it is charged when it is touched: ⌈owed − c⌉, in whole units; negative for a credit} */
    public static BigInteger charge(
            final ModelPosition position, final InstrumentTerms terms, final BigInteger cumulative) {
        return ceil(owed(position, terms, cumulative).subtract(position.carry()));
    }

    private static BigInteger ceil(final BigInteger parts) {
        final BigInteger[] quotient = parts.divideAndRemainder(SCALE);
        return quotient[1].signum() > 0 ? quotient[0].add(BigInteger.ONE) : quotient[0];
    }
}
