package io.evenkeel.core.price;

import io.evenkeel.codecs.AddInstrumentDecoder;
import io.evenkeel.codecs.InstrumentKind;
import io.evenkeel.core.store.Mixing;

/** What Price knows of an instrument beside its price: book, funding, expiry, and whether its price is final. */
final class Market {
    private final long tick;
    private final TopOfBook book = new TopOfBook();
    private final FundingClock funding = new FundingClock();
    private final Basis basis = new Basis();
    private final ExpiryMean expiry;
    private boolean isBooked;
    private boolean isFinal;

    Market(final AddInstrumentDecoder listing) {
        tick = listing.tick();
        expiry = listing.kind() == InstrumentKind.FUTURE ? new ExpiryMean(listing.expiryMs()) : null;
    }

    /** Price grid. */
    long tick() {
        return tick;
    }

    TopOfBook book() {
        return book;
    }

    FundingClock funding() {
        return funding;
    }

    /** Mean of mid less index. */
    Basis basis() {
        return basis;
    }

    /** Whether the book had a part in the mark that was formed last. */
    boolean isBooked() {
        return isBooked;
    }

    void booked(final boolean booked) {
        isBooked = booked;
    }

    boolean isPerpetual() {
        return expiry == null;
    }

    /** The settlement mean of a dated future; null of a perpetual. */
    ExpiryMean expiry() {
        return expiry;
    }

    boolean hasExpired(final long nowMs) {
        return expiry != null && expiry.hasExpired(nowMs);
    }

    /** Whether the price is final: nothing moves it, funds it or speaks for it any more. */
    boolean isFinal() {
        return isFinal;
    }

    void finish() {
        isFinal = true;
    }

    long stateHash() {
        long hash = Mixing.chain(book.stateHash(), funding.stateHash());
        hash = Mixing.chain(hash, isPerpetual() ? 0 : expiry.stateHash());
        hash = Mixing.chain(hash, basis.stateHash());
        hash = Mixing.chain(hash, isBooked ? 1 : 0);
        return Mixing.chain(hash, isFinal ? 1 : 0);
    }
}
