package io.evenkeel.model;

import java.math.BigInteger;
import java.util.Arrays;

/** What is missing in each market after others paid for accounts in liquidation (SPEC 6, step 5), settlement units. */
public final class Deficits {
    private final long[] ofLongs;
    private final long[] ofShorts;
    private final long[] open;
    private final BigInteger[] roomOfLongs;
    private final BigInteger[] roomOfShorts;

    Deficits(final int instruments) {
        ofLongs = new long[instruments];
        ofShorts = new long[instruments];
        open = new long[instruments];
        roomOfLongs = new BigInteger[instruments];
        roomOfShorts = new BigInteger[instruments];
        Arrays.fill(roomOfLongs, BigInteger.ZERO);
        Arrays.fill(roomOfShorts, BigInteger.ZERO);
    }

    /** {@return what a side is still to be charged} */
    public long of(final int instrument, final boolean isLong) {
        return isLong ? ofLongs[instrument] : ofShorts[instrument];
    }

    /** {@return what a unit of a side may still be charged, 10^-9 mantissas of price} */
    public BigInteger room(final int instrument, final boolean isLong) {
        return isLong ? roomOfLongs[instrument] : roomOfShorts[instrument];
    }

    /** {@return what insurance income has to cover, what nobody can be charged for any more included} */
    public long open(final int instrument) {
        return open[instrument];
    }

    /** {@return whether anything is missing anywhere} */
    public boolean isAny() {
        for (int i = 0; i < open.length; i++) {
            if (isAny(i)) {
                return true;
            }
        }
        return false;
    }

    /** {@return whether anything is missing in a market} */
    public boolean isAny(final int instrument) {
        return ofLongs[instrument] + ofShorts[instrument] + open[instrument] != 0;
    }

    /** Another event lets each unit of a side be charged so much more, never more than a most in all. */
    public void grant(final int instrument, final boolean isLong, final BigInteger perUnit, final BigInteger most) {
        final BigInteger[] rooms = isLong ? roomOfLongs : roomOfShorts;
        rooms[instrument] = rooms[instrument].add(perUnit).min(most);
    }

    /** Adds what is missing. */
    public void add(final int instrument, final long toLongs, final long toShorts, final long toNobody) {
        ofLongs[instrument] += toLongs;
        ofShorts[instrument] += toShorts;
        open[instrument] += toNobody;
        if (ofLongs[instrument] == 0 && ofShorts[instrument] == 0) {
            roomOfLongs[instrument] = BigInteger.ZERO;
            roomOfShorts[instrument] = BigInteger.ZERO;
        }
    }

    /** Insurance covered a part of what was open. */
    void covered(final int instrument, final long amount) {
        open[instrument] -= amount;
    }

    /** Each unit of a side was charged, which brought an amount. */
    void charged(final int instrument, final boolean isLong, final BigInteger step, final long amount) {
        final BigInteger[] rooms = isLong ? roomOfLongs : roomOfShorts;
        rooms[instrument] = rooms[instrument].subtract(step);
        add(instrument, isLong ? -amount : 0, isLong ? 0 : -amount, 0);
    }
}
