package io.evenkeel.core.price;

import io.evenkeel.codecs.SetPriceTermsDecoder;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.listing.StaleFavour;
import io.evenkeel.core.store.Mixing;

/**
 * How one price is formed, and when it may be trusted (SPEC 4). What a listing does not say begins with the figures of
 * SPEC 4; where it gives none, a jump needs no confirmation, UNCERTAIN adds nothing to initial margin, and the time
 * constant of the basis is that of Hyperliquid's mark price. Owned by Price; no allocation after construction.
 */
final class PriceTerms {
    /** Smallest quorum. */
    static final int LEAST_SOURCES = 1;

    private static final int LARGEST_BAND_PPM = 500_000;
    private static final long DAY_MS = 86_400_000;

    private int minSources;
    private long maxAgeMs;
    private int bandPpm = 5_000;
    private int maxJumpPpm;
    private long jumpWindowMs = 60_000;
    private int markBandPpm = 10_000;
    private long emaMs = 150_000;
    private int freshRounds = 3;
    private int uncertaintyPpm;
    private int staleFavourPpm = StaleFavour.AT_LISTING_PPM;

    /** Makes the terms of a listing. */
    PriceTerms(final int minSources, final long maxAgeMs) {
        this.minSources = minSources;
        this.maxAgeMs = maxAgeMs;
    }

    /** {@return whether what a command says is within its bounds} */
    static boolean areSound(final SetPriceTermsDecoder said) {
        return said.minSources() >= LEAST_SOURCES
                && said.maxAgeMs() >= 0
                && isWithin(said.bandPpm(), 1, LARGEST_BAND_PPM)
                && isWithin(said.maxJumpPpm(), 0, Bounds.PPM)
                && isWithin(said.jumpWindowMs(), 1, DAY_MS)
                && isWithin(said.markBandPpm(), 0, Bounds.PPM - 1)
                && isWithin(said.emaMs(), 1, DAY_MS)
                && isWithin(said.uncertaintyPpm(), 0, Bounds.PPM)
                && StaleFavour.isSound(said.staleFavourPpm());
    }

    private static boolean isWithin(final long value, final long least, final long most) {
        return value >= least && value <= most;
    }

    /** Takes up what was checked. */
    void set(final SetPriceTermsDecoder said) {
        minSources = said.minSources();
        freshRounds = said.freshRounds();
        maxAgeMs = said.maxAgeMs();
        bandPpm = said.bandPpm();
        maxJumpPpm = said.maxJumpPpm();
        jumpWindowMs = said.jumpWindowMs();
        markBandPpm = said.markBandPpm();
        emaMs = said.emaMs();
        uncertaintyPpm = said.uncertaintyPpm();
        staleFavourPpm = said.staleFavourPpm();
    }

    /** Quorum: fewer fresh sources make a price THIN. */
    int minSources() {
        return minSources;
    }

    /** VALID indexes after an outage before the price allows liquidation again; 0 for none. */
    int freshRounds() {
        return freshRounds;
    }

    /** Age beyond which a source, or a book, is not fresh; 0 for off. */
    long maxAgeMs() {
        return maxAgeMs;
    }

    /** Whether what was said at a time is fresh now. */
    boolean isFresh(final long saidMs, final long nowMs) {
        return maxAgeMs == 0 || nowMs - saidMs <= maxAgeMs;
    }

    /** How far from the median a source counts whole, and how far sources may be apart and agree. */
    int bandPpm() {
        return bandPpm;
    }

    /** Largest move from the last VALID index that needs no confirmation; 0 for any. */
    int maxJumpPpm() {
        return maxJumpPpm;
    }

    /** How long the last VALID index is compared with. */
    long jumpWindowMs() {
        return jumpWindowMs;
    }

    /** How far a mark may be from its index; 0 for any. */
    int markBandPpm() {
        return markBandPpm;
    }

    /** Time constant of the mean of mid less index. */
    long emaMs() {
        return emaMs;
    }

    /** What UNCERTAIN adds to initial margin, of notional or value. */
    int uncertaintyPpm() {
        return uncertaintyPpm;
    }

    /** How far it is moved in favour of accounts while it does not allow liquidation. */
    int staleFavourPpm() {
        return staleFavourPpm;
    }

    long stateHash() {
        long hash = Mixing.chain(minSources, freshRounds);
        hash = Mixing.chain(hash, maxAgeMs);
        hash = Mixing.chain(hash, bandPpm);
        hash = Mixing.chain(hash, maxJumpPpm);
        hash = Mixing.chain(hash, jumpWindowMs);
        hash = Mixing.chain(hash, markBandPpm);
        hash = Mixing.chain(hash, emaMs);
        hash = Mixing.chain(hash, uncertaintyPpm);
        return Mixing.chain(hash, staleFavourPpm);
    }
}
