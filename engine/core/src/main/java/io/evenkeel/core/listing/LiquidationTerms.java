package io.evenkeel.core.listing;

import io.evenkeel.codecs.AddInstrumentDecoder;
import io.evenkeel.codecs.AdlPolicy;

/** How positions in an instrument are liquidated (SPEC 6). Immutable. */
public final class LiquidationTerms {
    private final int auctionMs;
    private final long configuredDiscountPpm;
    private final long configuredPenaltyPpm;
    private final long maxDiscountPpm;
    private final long penaltyPpm;
    private final long bufferPpm;
    private final long minNotional;
    private final AdlPolicy adl;

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
        adl = message.adl();
        configuredDiscountPpm = message.maxDiscountPpm();
        configuredPenaltyPpm = message.penaltyPpm();
        maxDiscountPpm = Math.min(configuredDiscountPpm, lowestMmPpm / 2);
        penaltyPpm = Math.min(configuredPenaltyPpm, lowestMmPpm / 4);
    }

    private LiquidationTerms(final LiquidationTerms terms, final int lowestMmPpm) {
        auctionMs = terms.auctionMs;
        bufferPpm = terms.bufferPpm;
        minNotional = terms.minNotional;
        adl = terms.adl;
        configuredDiscountPpm = terms.configuredDiscountPpm;
        configuredPenaltyPpm = terms.configuredPenaltyPpm;
        maxDiscountPpm = Math.min(configuredDiscountPpm, lowestMmPpm / 2);
        penaltyPpm = Math.min(configuredPenaltyPpm, lowestMmPpm / 4);
    }

    /** {@return the same terms with discount and penalty held to another lowest maintenance rate}; allocates. */
    LiquidationTerms within(final int lowestMmPpm) {
        return new LiquidationTerms(this, lowestMmPpm);
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

    /** {@return how counterparties of a deleveraging are picked} */
    public AdlPolicy adl() {
        return adl;
    }

    /** {@return a remainder below this notional is closed too} */
    public long minNotional() {
        return minNotional;
    }
}
