package io.evenkeel.core.price;

import io.evenkeel.codecs.AddInstrumentDecoder;
import io.evenkeel.codecs.BookTopDecoder;
import io.evenkeel.codecs.MarketPhase;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SetFundingTermsDecoder;
import io.evenkeel.codecs.SetMarketPhaseDecoder;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.command.PriceUpdate;
import io.evenkeel.core.listing.PricedState;
import io.evenkeel.core.store.Mixing;

/**
 * Funding, expiry and the end of markets, as far as they are a matter of price (SPEC 5). Owned by Price; allocates
 * only for a listing.
 *
 * <p>Ends of intervals and expiries are found at timers, lowest instrument id first, one update each, as many as the
 * slot has room for; the rest at the next timer. A book, or new funding terms, end the intervals of their instrument
 * first, so that no sample counts for an interval it does not belong to; those for which the slot has no room then are
 * passed over. An interval that is found ended while the state of the price allows no funding has none.
 */
final class MarketDesk {
    private final PriceStage stage;
    private final Market[] markets;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final SetFundingTermsDecoder fundingTerms = new SetFundingTermsDecoder();
    private final BookTopDecoder bookTop = new BookTopDecoder();
    private final SetMarketPhaseDecoder marketPhase = new SetMarketPhaseDecoder();
    private int count;

    MarketDesk(final PriceStage stage, final int maxInstruments) {
        this.stage = stage;
        markets = new Market[maxInstruments];
    }

    /** Takes up an instrument that was checked. */
    void list(final AddInstrumentDecoder listing) {
        markets[count++] = new Market(listing);
    }

    int count() {
        return count;
    }

    Market market(final int instrument) {
        return markets[instrument];
    }

    // ---------------------------------------------------------------- commands

    RejectCode onSetFundingTerms(final CommandSlot slot) {
        fundingTerms.wrapAndApplyHeader(slot.bytes(), 0, header);
        final int instrument = fundingTerms.instrument();
        final RejectCode refusal = checkOpen(instrument);
        if (refusal != RejectCode.NONE) {
            return refusal;
        }
        final boolean isSound = markets[instrument].isPerpetual()
                && FundingClock.areSound(
                        fundingTerms.intervalMs(), fundingTerms.interestPpb(), fundingTerms.capPpb());
        final PriceBook price = priceOf(instrument);
        final boolean isBeginning = fundingTerms.intervalMs() > 0 && !price.isFunded();
        if (!isSound || (isBeginning && price.index() != 0)) {
            return RejectCode.BAD_PARAMETER;
        }
        if (isBeginning) {
            price.fund();
        }
        endIntervalsAtOnce(slot, instrument);
        markets[instrument].funding().setTerms(
                fundingTerms.intervalMs(), fundingTerms.interestPpb(), fundingTerms.capPpb(), slot.timeMs());
        return RejectCode.NONE;
    }

    RejectCode onBookTop(final CommandSlot slot) {
        bookTop.wrapAndApplyHeader(slot.bytes(), 0, header);
        final int instrument = bookTop.instrument();
        final RejectCode notOpen = checkOpen(instrument);
        final RejectCode refusal = notOpen == RejectCode.NONE ? TopOfBook.check(bookTop) : notOpen;
        if (refusal == RejectCode.NONE) {
            endIntervalsAtOnce(slot, instrument);
            markets[instrument].book().take(bookTop, slot.timeMs());
            sample(instrument, slot.timeMs());
            if (slot.hasRoomForPriceUpdate()) {
                reform(slot, instrument);
            }
        }
        return refusal;
    }

    /** Measures a book by the index; one that cannot be trusted makes no premium, and leaves the basis alone. */
    private void sample(final int instrument, final long nowMs) {
        final PriceBook price = priceOf(instrument);
        final TopOfBook book = markets[instrument].book();
        final long index = PricedState.allowsFunding(price.state()) ? price.index() : 0;
        markets[instrument].funding().sample(
                FundingClock.premiumPpb(index, book.impactBid(), book.impactAsk()), nowMs);
        if (index > 0 && book.bid() > 0 && book.ask() > 0) {
            markets[instrument].basis().sample(book.bid(), book.ask(), index, price.terms().emaMs(), nowMs);
        }
    }

    /** {@return the mark of an instrument at an index} */
    long formMark(final int instrument, final long index, final long nowMs) {
        final PriceBook price = priceOf(instrument);
        markets[instrument].booked(MarkFormula.isBooked(markets[instrument], price.terms(), nowMs));
        return Math.min(price.maxPrice(), MarkFormula.mark(index, markets[instrument], price.terms(), nowMs));
    }

    /** {@return whether a book that had a part in the mark would have none now, or the other way round} */
    boolean hasBookChanged(final int instrument, final long nowMs) {
        return markets[instrument].isBooked()
                != MarkFormula.isBooked(markets[instrument], priceOf(instrument).terms(), nowMs);
    }

    /**
     * A market that is not final may go where Risk lets it; Price has to do with its becoming final. Once it is, what
     * may follow is for Risk to say.
     */
    RejectCode onSetMarketPhase(final CommandSlot slot) {
        marketPhase.wrapAndApplyHeader(slot.bytes(), 0, header);
        final int instrument = marketPhase.instrument();
        final RejectCode refusal = check(marketPhase);
        if (refusal == RejectCode.NONE && isSettling(marketPhase)) {
            finish(slot, instrument, marketPhase.price());
        }
        return refusal;
    }

    private RejectCode check(final SetMarketPhaseDecoder command) {
        if (command.instrument() >= count) {
            return RejectCode.UNKNOWN_INSTRUMENT;
        }
        final Market market = markets[command.instrument()];
        if (isSettling(command)) {
            return market.isFinal() ? RejectCode.NOT_OPEN : checkFinalPrice(command);
        }
        if (command.phaseRaw() > MarketPhase.DELISTED.value() || command.price() != 0) {
            return RejectCode.BAD_PARAMETER;
        }
        final boolean isDelisting = command.phaseRaw() == MarketPhase.DELISTED.value();
        if (market.isFinal()) {
            return isDelisting ? RejectCode.NONE : RejectCode.NOT_OPEN;
        }
        return isDelisting ? RejectCode.BAD_PARAMETER : RejectCode.NONE;
    }

    private static boolean isSettling(final SetMarketPhaseDecoder command) {
        return command.phaseRaw() == MarketPhase.SETTLING.value();
    }

    private RejectCode checkFinalPrice(final SetMarketPhaseDecoder command) {
        final long price = command.price();
        if (price <= 0 || price > priceOf(command.instrument()).maxPrice()) {
            return RejectCode.BAD_PRICE;
        }
        return price % markets[command.instrument()].tick() == 0 ? RejectCode.NONE : RejectCode.OFF_GRID;
    }

    /** {@return NONE, or why nothing may be said of an instrument's price} */
    RejectCode checkOpen(final int instrument) {
        if (instrument >= count) {
            return RejectCode.UNKNOWN_INSTRUMENT;
        }
        return markets[instrument].isFinal() ? RejectCode.NOT_OPEN : RejectCode.NONE;
    }

    // ---------------------------------------------------------------- what falls due

    void onTimer(final CommandSlot slot) {
        for (int instrument = 0; instrument < count && slot.hasRoomForPriceUpdate(); instrument++) {
            final Market market = markets[instrument];
            if (market.isFinal()) {
                continue;
            }
            if (market.hasExpired(slot.timeMs())) {
                expire(slot, instrument);
            } else {
                endIntervals(slot, instrument);
            }
        }
    }

    private void endIntervalsAtOnce(final CommandSlot slot, final int instrument) {
        endIntervals(slot, instrument);
        final FundingClock funding = markets[instrument].funding();
        if (funding.hasEnded(slot.timeMs())) {
            funding.skip(slot.timeMs());
        }
    }

    private void endIntervals(final CommandSlot slot, final int instrument) {
        final FundingClock funding = markets[instrument].funding();
        if (funding.hasEnded(slot.timeMs())) {
            reform(slot, instrument);
            if (!PricedState.allowsFunding(priceOf(instrument).state())) {
                funding.skip(slot.timeMs());
            }
        }
        while (funding.hasEnded(slot.timeMs()) && slot.hasRoomForPriceUpdate()) {
            final long endMs = funding.endMs();
            final long ratePpb = funding.close();
            update(slot, instrument).makeFunding(ratePpb, endMs);
        }
    }

    /**
     * A future settles at its mean; where none could be trusted up to then, at the first that is valid. One
     * that is halted by command waits for its operator.
     */
    private void expire(final CommandSlot slot, final int instrument) {
        reform(slot, instrument);
        final PriceBook price = priceOf(instrument);
        final ExpiryMean expiry = markets[instrument].expiry();
        countIndex(instrument, slot.timeMs());
        final boolean isKnown = expiry.price() != 0 || price.state() == PriceState.VALID;
        if (isKnown && !price.isHalted() && slot.hasRoomForPriceUpdate()) {
            finish(slot, instrument, expiry.price() != 0 ? expiry.price() : price.index());
        }
    }

    private void finish(final CommandSlot slot, final int instrument, final long finalPrice) {
        markets[instrument].finish();
        priceOf(instrument).form(finalPrice, finalPrice, PriceState.VALID, priceOf(instrument).freshSources());
        update(slot, instrument).makeFinal();
    }

    private PriceUpdate update(final CommandSlot slot, final int instrument) {
        final PriceBook price = priceOf(instrument);
        final PriceUpdate update = slot.addPriceUpdate();
        update.set(
                PricedKind.INSTRUMENT,
                instrument,
                price.index(),
                price.mark(),
                price.state(),
                price.freshSources(),
                price.terms().staleFavourPpm());
        return update;
    }

    /** Counts the index of an instrument that is about to change, or to be settled at. */
    void countIndex(final int instrument, final long nowMs) {
        if (!markets[instrument].isPerpetual()) {
            final PriceBook price = priceOf(instrument);
            markets[instrument].expiry().count(
                    price.index(), PricedState.allowsLiquidation(price.state()), nowMs);
        }
    }

    private void reform(final CommandSlot slot, final int instrument) {
        stage.reform(slot, stage.priceOf(PricedKind.INSTRUMENT.value(), instrument));
    }

    private PriceBook priceOf(final int instrument) {
        return stage.book(stage.priceOf(PricedKind.INSTRUMENT.value(), instrument));
    }

    long stateHash() {
        long hash = count;
        for (int instrument = 0; instrument < count; instrument++) {
            hash = Mixing.chain(hash, markets[instrument].stateHash());
        }
        return hash;
    }
}
