package io.evenkeel.model;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * A limit on what goes out in a window, and everything that went out since it was set. Windows begin at the multiples
 * of their length since 1970 UTC; what comes back stays counted.
 */
public final class Outflow {
    private final List<Gone> gone = new ArrayList<>();
    private BigInteger limit = BigInteger.ZERO;
    private long windowMs;

    /** Makes one without a limit. */
    public Outflow() {
    }

    private record Gone(long timeMs, BigInteger amount) {
    }

    /** Sets the limit, 0 for none. Another window, or a limit where there was none, begins with nothing counted. */
    public void set(final long newLimit, final long newWindowMs) {
        if (newWindowMs != windowMs || limit.signum() == 0) {
            gone.clear();
        }
        limit = BigInteger.valueOf(newLimit);
        windowMs = newWindowMs;
    }

    /** {@return whether so much, a part of the limit's unit where it is not whole, may go out at a time} */
    public boolean allows(final BigInteger amount, final BigInteger partsPerUnit, final long nowMs) {
        if (limit.signum() == 0) {
            return true;
        }
        BigInteger left = limit;
        for (final Gone each : gone) {
            left = left.subtract(each.timeMs / windowMs == nowMs / windowMs ? each.amount : BigInteger.ZERO);
        }
        return amount.compareTo(left.multiply(partsPerUnit)) <= 0;
    }

    /** Counts what goes out, rounded up to whole units. */
    public void count(final BigInteger amount, final BigInteger partsPerUnit, final long nowMs) {
        if (limit.signum() > 0) {
            final BigInteger[] parts = amount.divideAndRemainder(partsPerUnit);
            gone.add(new Gone(nowMs, parts[1].signum() > 0 ? parts[0].add(BigInteger.ONE) : parts[0]));
        }
    }
}
