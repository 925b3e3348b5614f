package io.evenkeel.model;

import java.math.BigInteger;

/**
 * The price that follows an index slowly (SPEC 3): by a rate of itself each second, not past the index. Where SPEC is
 * silent: it is kept in billionths of a mantissa; it moves by the whole mantissas of where it began, until the index or
 * the rate changes; what is read is whole, down where it rises, else up. It starts at the mark, or at the first index.
 */
public final class SlowPrice {
    private static final BigInteger NANO = BigInteger.valueOf(1_000_000_000);
    private static final long UNREAD = -1;

    private BigInteger start = BigInteger.ZERO;
    private long startMs;
    private long index;
    private long ratePpmPerSecond;
    /** When it was read last, since it was set or turned, and what was read. */
    private long readMs = UNREAD;
    private long read;

    /** Makes one that is off. */
    SlowPrice() {
    }

    /** Sets how fast it follows from a time on; 0 switches it off. */
    void follow(final long rate, final long mark, final long nowMs) {
        if (rate == 0) {
            start = BigInteger.ZERO;
        } else {
            start = ratePpmPerSecond == 0 ? BigInteger.valueOf(mark).multiply(NANO) : exactAt(nowMs);
        }
        startMs = nowMs;
        ratePpmPerSecond = rate;
        readMs = UNREAD;
    }

    /** The index becomes another at a time. */
    void turn(final long next, final long timeMs) {
        if (ratePpmPerSecond != 0 && next != index) {
            start = start.signum() == 0 ? BigInteger.valueOf(next).multiply(NANO) : exactAt(timeMs);
            startMs = timeMs;
        }
        index = next;
        readMs = UNREAD;
    }

    /** {@return where it is at a time, whole mantissa; the mark where it is off} */
    long at(final long nowMs, final long mark) {
        if (ratePpmPerSecond == 0) {
            return mark;
        }
        if (readMs != nowMs) {
            final BigInteger[] parts = exactAt(nowMs).divideAndRemainder(NANO);
            final boolean isRising = BigInteger.valueOf(index).multiply(NANO).compareTo(start) > 0;
            read = parts[0].longValueExact() + (!isRising && parts[1].signum() > 0 ? 1 : 0);
            readMs = nowMs;
        }
        return read;
    }

    private BigInteger exactAt(final long nowMs) {
        final BigInteger target = BigInteger.valueOf(index).multiply(NANO);
        // Mantissas × ppm a second × milliseconds are billionths of a mantissa.
        final BigInteger way = start.divide(NANO).multiply(BigInteger.valueOf(ratePpmPerSecond))
                .multiply(BigInteger.valueOf(Math.max(0, nowMs - startMs)));
        return target.compareTo(start) > 0 ? start.add(way).min(target) : start.subtract(way).max(target);
    }
}
