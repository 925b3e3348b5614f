package io.evenkeel.model;

/** What is missing in each market after a pool took positions at mark (SPEC 6, step 5), settlement units. */
public final class Deficits {
    private final long[] ofLongs;
    private final long[] ofShorts;
    private final long[] open;

    Deficits(final int instruments) {
        ofLongs = new long[instruments];
        ofShorts = new long[instruments];
        open = new long[instruments];
    }

    /** {@return what a side is still to be charged} */
    public long of(final int instrument, final boolean isLong) {
        return isLong ? ofLongs[instrument] : ofShorts[instrument];
    }

    /** {@return what insurance income has to cover, what nobody can be charged for any more included} */
    public long open(final int instrument) {
        return open[instrument];
    }

    /** {@return whether anything is missing anywhere} */
    public boolean isAny() {
        for (int i = 0; i < open.length; i++) {
            if (ofLongs[i] + ofShorts[i] + open[i] != 0) {
                return true;
            }
        }
        return false;
    }

    /** Adds what is missing. */
    public void add(final int instrument, final long toLongs, final long toShorts, final long toNobody) {
        ofLongs[instrument] += toLongs;
        ofShorts[instrument] += toShorts;
        open[instrument] += toNobody;
    }

    /** A side that nobody holds any more, or in a market that has closed, cannot be charged. */
    public void giveUp(final int instrument, final boolean isLong) {
        final long amount = of(instrument, isLong);
        add(instrument, isLong ? -amount : 0, isLong ? 0 : -amount, amount);
    }
}
