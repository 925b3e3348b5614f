package io.evenkeel.core.price;

import io.evenkeel.core.arithmetic.Int128;
import io.evenkeel.core.store.Mixing;

/**
 * The funding rate of a perpetual, interval by interval (SPEC 5). Owned by Price; no allocation.
 *
 * <p>A premium sample is rounded toward zero to ppb and counts at most ±100 %. It holds from when it is taken until the
 * next one, but for no longer than {@link #SAMPLE_AGE_MS}: a book that has stopped says nothing. Time for which no
 * sample holds counts as 0. So the sum of premium times milliseconds is exact, at most 10^9 · 86,400,000 in
 * magnitude, and the mean P of an interval of I milliseconds is sum/I, which is never rounded by itself: with rate 8 h
 * = clamp(P + clamp(interest − P, ±0.05 %), ±cap), the rate of the interval is rate 8 h · I/28,800,000, and I cancels:
 * one division, toward zero.
 */
final class FundingClock {
    /** Shortest interval. */
    static final long SHORTEST_MS = 1_000;

    /** Longest interval: a day. */
    static final long LONGEST_MS = 86_400_000;

    /** Largest premium, interest and cap: 100 %. */
    static final long LARGEST_PPB = 1_000_000_000;

    /** How long a sample holds if no other follows. */
    static final long SAMPLE_AGE_MS = 60_000;

    /** What rates are of: 8 hours. */
    private static final long RATED_MS = 28_800_000;

    /** How far interest draws the premium: 0.05 %, the damper of the leading venues. */
    private static final long DAMPER_PPB = 500_000;

    private long intervalMs;
    private long interestPpb;
    private long capPpb;
    private long endMs;
    private long countedToMs;
    private long sumPpbMs;
    private long samplePpb;
    private long sampleMs;
    private long lastRatePpb;

    // ---------------------------------------------------------------- terms

    /** {@return whether terms are within their bounds; an interval of 0 is none} */
    static boolean areSound(final long interval, final long interest, final long cap) {
        return (interval == 0 || (interval >= SHORTEST_MS && interval <= LONGEST_MS))
                && Math.abs(interest) <= LARGEST_PPB && interest != Long.MIN_VALUE
                && cap >= 0 && cap <= LARGEST_PPB;
    }

    /**
     * Takes sound terms. The interval under way goes on if its length stays; else one begins, in which the time before
     * now counts as 0.
     */
    void setTerms(final long interval, final long interest, final long cap, final long nowMs) {
        if (interval != intervalMs) {
            intervalMs = interval;
            endMs = interval == 0 ? 0 : endAfter(nowMs);
            countedToMs = nowMs;
            sumPpbMs = 0;
            lastRatePpb = 0;
        }
        interestPpb = interest;
        capPpb = cap;
    }

    private long endAfter(final long timeMs) {
        return (timeMs / intervalMs + 1) * intervalMs;
    }

    // ---------------------------------------------------------------- samples

    /**
     * The premium of a book over the index: how far the impact bid is above it, or the impact ask below, in ppb of the
     * index, toward zero.
     *
     * @param index     above 0; 0 where there is none that can be trusted, and then the premium is 0.
     * @param impactBid 0 for none.
     * @param impactAsk 0 for none.
     */
    static long premiumPpb(final long index, final long impactBid, final long impactAsk) {
        if (index == 0) {
            return 0;
        }
        final long above = Math.max(0, impactBid - index);
        final long below = impactAsk == 0 ? 0 : Math.max(0, index - impactAsk);
        return clamp(Int128.mulDivTruncate(above - below, LARGEST_PPB, index), LARGEST_PPB);
    }

    /** Takes a sample. No interval may have ended unnoticed before. */
    void sample(final long premiumPpb, final long nowMs) {
        count(nowMs);
        samplePpb = premiumPpb;
        sampleMs = nowMs;
    }

    private void count(final long toMs) {
        if (intervalMs == 0) {
            return;
        }
        final long heldToMs = Math.min(toMs, sampleMs + SAMPLE_AGE_MS);
        if (heldToMs > countedToMs) {
            sumPpbMs += samplePpb * (heldToMs - countedToMs);
        }
        countedToMs = Math.max(countedToMs, toMs);
    }

    // ---------------------------------------------------------------- intervals

    /** {@return whether the interval under way has ended; the end itself belongs to the next} */
    boolean hasEnded(final long nowMs) {
        return endMs != 0 && nowMs >= endMs;
    }

    /** {@return when the interval under way ends, milliseconds UTC; 0 where there is none} */
    long endMs() {
        return endMs;
    }

    /** Ends the interval that has ended first, and begins the next. {@return its rate, ppb} */
    long close() {
        count(endMs);
        final long drawn = clamp(interestPpb * intervalMs - sumPpbMs, DAMPER_PPB * intervalMs);
        lastRatePpb = clamp(sumPpbMs + drawn, capPpb * intervalMs) / RATED_MS;
        sumPpbMs = 0;
        endMs += intervalMs;
        return lastRatePpb;
    }

    /** Passes over intervals that have ended; none of them has funding. */
    void skip(final long nowMs) {
        endMs = endAfter(nowMs);
        countedToMs = endMs - intervalMs;
        sumPpbMs = 0;
        lastRatePpb = 0;
    }

    private static long clamp(final long value, final long bound) {
        return Math.max(-bound, Math.min(bound, value));
    }

    // ---------------------------------------------------------------- state

    /** Rate of the interval that ended last, ppb; 0 where it had none. */
    long lastRatePpb() {
        return lastRatePpb;
    }

    /** Goes on where a snapshot says. */
    void restoreLastRate(final long ratePpb) {
        lastRatePpb = ratePpb;
    }

    long intervalMs() {
        return intervalMs;
    }

    long interestPpb() {
        return interestPpb;
    }

    long capPpb() {
        return capPpb;
    }

    long countedToMs() {
        return countedToMs;
    }

    long sumPpbMs() {
        return sumPpbMs;
    }

    long samplePpb() {
        return samplePpb;
    }

    long sampleMs() {
        return sampleMs;
    }

    /** {@return whether this can be the state of a clock with sound terms} */
    boolean isSound() {
        final boolean isOnGrid = intervalMs == 0 ? endMs == 0 : endMs > 0 && endMs % intervalMs == 0;
        return areSound(intervalMs, interestPpb, capPpb)
                && isOnGrid
                && countedToMs >= 0
                && sampleMs >= 0
                && Math.abs(samplePpb) <= LARGEST_PPB
                && Math.abs(sumPpbMs) <= LARGEST_PPB * Math.max(1, intervalMs);
    }

    /** Goes on where a snapshot says; {@link #isSound} tells whether that can be. */
    void restore(
            final long interval,
            final long interest,
            final long cap,
            final long end,
            final long countedTo,
            final long sum,
            final long sample,
            final long sampledAtMs) {
        intervalMs = interval;
        interestPpb = interest;
        capPpb = cap;
        endMs = end;
        countedToMs = countedTo;
        sumPpbMs = sum;
        samplePpb = sample;
        sampleMs = sampledAtMs;
    }

    long stateHash() {
        long hash = Mixing.chain(intervalMs, interestPpb);
        hash = Mixing.chain(hash, capPpb);
        hash = Mixing.chain(hash, endMs);
        hash = Mixing.chain(hash, countedToMs);
        hash = Mixing.chain(hash, sumPpbMs);
        hash = Mixing.chain(hash, samplePpb);
        hash = Mixing.chain(hash, sampleMs);
        return Mixing.chain(hash, lastRatePpb);
    }
}
