package io.evenkeel.core.arithmetic;

/**
 * The bounds within which all margin arithmetic fits 128 bits, checked before any state changes
 * (ARITHMETIC_OVERFLOW beyond).
 *
 * <p>An account has at most {@value #MAX_POSITIONS} positions and {@value #MAX_EXPOSURES} assets. So the
 * magnitudes of its effective balances sum to at most 128·2^54 + 16·2^57 = 2^62; times a rate in ppm (at most
 * 2^21) and an asset weight (at most 2^43) that is at most 2^126.
 */
public final class Bounds {
    /** One million: rates are in parts of it. */
    public static final long PPM = 1_000_000;

    /** Weights are in 10^-7 numeraire units: decimals left for the value of one unit of an asset. */
    public static final int WEIGHT_DECIMALS = 7;

    /** Weight of one unit of the numeraire in health. */
    public static final long NUMERAIRE_WEIGHT = 10_000_000;

    /** What one numeraire unit counts in health, where rates are in ppm. */
    public static final long HEALTH_PER_NUMERAIRE_UNIT = NUMERAIRE_WEIGHT * PPM;

    /** Most insurance pools. */
    public static final int MAX_POOLS = 16;

    /** Largest magnitude of a balance, entry value or house balance: 2^57. */
    public static final long MAX_AMOUNT = 1L << 57;

    /** Largest notional of one position when it is traded: 2^50, 1.1 billion USDC in millionths. */
    public static final long MAX_TRADED_NOTIONAL = 1L << 50;

    /** Largest notional of one position that a price move may make of it: 2^54. */
    public static final long MAX_NOTIONAL = 1L << 54;

    /** Largest open interest in settlement asset units that a trade or price move may make: 2^61. */
    public static final long MAX_OPEN_INTEREST = 1L << 61;

    /** Largest price mantissa: 2^48. */
    public static final long MAX_PRICE = 1L << 48;

    /** Largest price mantissa of an instrument with funding, whose net prices are in 10^-9 of a mantissa: 2^31. */
    public static final long MAX_FUNDED_PRICE = 1L << 31;

    /** Largest weight of one asset unit: 2^43, a price of 879,609 numeraire units. */
    public static final long MAX_WEIGHT = 1L << 43;

    /** Most open positions of one account. */
    public static final int MAX_POSITIONS = 128;

    /** Most assets in which one account has, or had, a balance. */
    public static final int MAX_EXPOSURES = 16;

    private Bounds() {
    }

    /** {@return 10^exponent for an exponent of 0 to 18} */
    public static long powerOfTen(final int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }
}
