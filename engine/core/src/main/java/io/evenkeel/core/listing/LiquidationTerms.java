package io.evenkeel.core.listing;

import io.evenkeel.codecs.AddInstrumentDecoder;

/** How positions in an instrument are liquidated (SPEC 6). Immutable. */
public final class LiquidationTerms {
    private final int auctionMs;
    private final long maxDiscountPpm;
    private final long penaltyPpm;
    private final long bufferPpm;
    private final long minNotional;

    /**
     * Copies a validated command. The discount and penalty in use are at most a half and a quarter of the lowest
     * tier's maintenance rate, so that closing always helps.
     *
     * @param message     the command.
     * @param lowestMmPpm maintenance rate of its lowest tier.
     */
    public LiquidationTerms(final AddInstrumentDecoder message, final int lowestMmPpm) {
        auctionMs = message.auctionMs();
        bufferPpm = message.bufferPpm();
        minNotional = message.minNotional();
        maxDiscountPpm = Math.min(message.maxDiscountPpm(), lowestMmPpm / 2);
        penaltyPpm = Math.min(message.penaltyPpm(), lowestMmPpm / 4);
    }

    /** {@return time in which the discount reaches its largest} */
    public int auctionMs() {
        return auctionMs;
    }

    /** {@return largest discount in use, ppm} */
    public long maxDiscountPpm() {
        return maxDiscountPpm;
    }

    /** {@return penalty in use, ppm of notional} */
    public long penaltyPpm() {
        return penaltyPpm;
    }

    /** {@return cured at equity of (1 + buffer)·MM, ppm} */
    public long bufferPpm() {
        return bufferPpm;
    }

    /** {@return a remainder below this notional is closed too} */
    public long minNotional() {
        return minNotional;
    }
}
