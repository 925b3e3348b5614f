package io.evenkeel.core.listing;

import io.evenkeel.codecs.AddInstrumentDecoder;
import io.evenkeel.codecs.LiquidationTermsStateDecoder;
import io.evenkeel.codecs.SetLiquidationTermsDecoder;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.store.Mixing;

/**
 * What a governor says of how positions in an instrument are liquidated (SPEC 6). Immutable.
 *
 * @param auctionMs      time in which the discount reaches its largest, above 0.
 * @param maxDiscountPpm largest discount of an order that is small for its market.
 * @param discountCapPpm largest discount of an order as large as the market is deep; at least maxDiscountPpm.
 * @param penaltyPpm     penalty of an order that is small for its market.
 * @param penaltyCapPpm  penalty of an order as large as the market is deep; at least penaltyPpm.
 * @param bufferPpm      cured at equity of (1 + buffer)·MM.
 * @param socialCapPpm   most that an event charges each unit of either side, of mark; above 0.
 * @param minNotional    a remainder below this is closed too, settlement asset units.
 */
public record LiquidationFigures(
        int auctionMs,
        int maxDiscountPpm,
        int discountCapPpm,
        int penaltyPpm,
        int penaltyCapPpm,
        int bufferPpm,
        int socialCapPpm,
        long minNotional) {
    /** What holders are charged for an event at most where nothing else was said (SPEC 6, step 5). */
    public static final int SOCIAL_CAP_AT_LISTING_PPM = 50_000;

    private static final long LARGEST_BUFFER_PPM = 2 * Bounds.PPM;

    /** {@return the figures of a listing}; allocates. */
    public static LiquidationFigures of(final AddInstrumentDecoder message) {
        return new LiquidationFigures(
                message.auctionMs(),
                message.maxDiscountPpm(),
                message.discountCapPpm(),
                message.penaltyPpm(),
                message.penaltyCapPpm(),
                message.bufferPpm(),
                SOCIAL_CAP_AT_LISTING_PPM,
                message.minNotional());
    }

    /** {@return the figures of a change}; allocates. */
    public static LiquidationFigures of(final SetLiquidationTermsDecoder message) {
        return new LiquidationFigures(
                message.auctionMs(),
                message.maxDiscountPpm(),
                message.discountCapPpm(),
                message.penaltyPpm(),
                message.penaltyCapPpm(),
                message.bufferPpm(),
                message.socialCapPpm(),
                message.minNotional());
    }

    /** {@return the figures that a snapshot holds}; allocates. */
    public static LiquidationFigures of(final LiquidationTermsStateDecoder record) {
        return new LiquidationFigures(
                record.auctionMs(),
                record.maxDiscountPpm(),
                record.discountCapPpm(),
                record.penaltyPpm(),
                record.penaltyCapPpm(),
                record.bufferPpm(),
                record.socialCapPpm(),
                record.minNotional());
    }

    /** {@return whether they are within their bounds} */
    public boolean areSound() {
        return auctionMs > 0
                && isWithin(maxDiscountPpm, 0, Bounds.PPM)
                && isWithin(discountCapPpm, maxDiscountPpm, Bounds.PPM)
                && isWithin(penaltyPpm, 0, Bounds.PPM)
                && isWithin(penaltyCapPpm, penaltyPpm, Bounds.PPM)
                && isWithin(bufferPpm, 0, LARGEST_BUFFER_PPM)
                && isWithin(socialCapPpm, 1, Bounds.PPM)
                && minNotional >= 0;
    }

    private static boolean isWithin(final long ppm, final long least, final long most) {
        return ppm >= least && ppm <= most;
    }

    long stateHash() {
        long hash = Mixing.chain(auctionMs, maxDiscountPpm);
        hash = Mixing.chain(hash, discountCapPpm);
        hash = Mixing.chain(hash, penaltyPpm);
        hash = Mixing.chain(hash, penaltyCapPpm);
        hash = Mixing.chain(hash, bufferPpm);
        hash = Mixing.chain(hash, socialCapPpm);
        return Mixing.chain(hash, minNotional);
    }
}
