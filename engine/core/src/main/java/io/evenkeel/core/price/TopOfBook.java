package io.evenkeel.core.price;

import io.evenkeel.codecs.BookTopDecoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.store.Mixing;

/**
 * What a venue last said of its book in an instrument, and when: of several venues, the one that spoke last. Owned by
 * Price; no allocation.
 */
final class TopOfBook {
    private long bid;
    private long ask;
    private long last;
    private long impactBid;
    private long impactAsk;
    private long depth;
    private long timeMs;

    /** Checks what a venue says. {@return NONE, or why it is refused} */
    static RejectCode check(final BookTopDecoder said) {
        final boolean isSound = isPrice(said.bid())
                && isPrice(said.ask())
                && isPrice(said.last())
                && isPrice(said.impactBid())
                && isPrice(said.impactAsk())
                && !isCrossed(said.bid(), said.ask())
                && !isCrossed(said.impactBid(), said.impactAsk());
        if (!isSound) {
            return RejectCode.BAD_PRICE;
        }
        return said.depth() < 0 || said.depth() > Bounds.MAX_OPEN_INTEREST
                ? RejectCode.BAD_QUANTITY
                : RejectCode.NONE;
    }

    private static boolean isPrice(final long price) {
        return price >= 0 && price <= Bounds.MAX_PRICE;
    }

    private static boolean isCrossed(final long bid, final long ask) {
        return ask != 0 && bid > ask;
    }

    /** Takes up what was checked. */
    void take(final BookTopDecoder said, final long atMs) {
        set(said.bid(), said.ask(), said.last(), said.impactBid(), said.impactAsk(), said.depth(), atMs);
    }

    /** Sets every field. */
    void set(
            final long newBid,
            final long newAsk,
            final long newLast,
            final long newImpactBid,
            final long newImpactAsk,
            final long newDepth,
            final long atMs) {
        bid = newBid;
        ask = newAsk;
        last = newLast;
        impactBid = newImpactBid;
        impactAsk = newImpactAsk;
        depth = newDepth;
        timeMs = atMs;
    }

    /** Best bid; 0 for none. */
    long bid() {
        return bid;
    }

    /** Best ask; 0 for none. */
    long ask() {
        return ask;
    }

    /** Last trade; 0 for none. */
    long last() {
        return last;
    }

    /** Price at which the impact notional can be sold; 0 for none. */
    long impactBid() {
        return impactBid;
    }

    /** Price at which the impact notional can be bought; 0 for none. */
    long impactAsk() {
        return impactAsk;
    }

    /** Notional on offer within the market's usual range, both sides, settlement units. */
    long depth() {
        return depth;
    }

    /** Cluster time at which it was said; 0 before the first. */
    long timeMs() {
        return timeMs;
    }

    long stateHash() {
        long hash = Mixing.chain(bid, ask);
        hash = Mixing.chain(hash, last);
        hash = Mixing.chain(hash, impactBid);
        hash = Mixing.chain(hash, impactAsk);
        hash = Mixing.chain(hash, depth);
        return Mixing.chain(hash, timeMs);
    }
}
