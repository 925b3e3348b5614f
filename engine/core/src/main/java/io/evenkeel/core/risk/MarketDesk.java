package io.evenkeel.core.risk;

import io.evenkeel.codecs.BookTopDecoder;
import io.evenkeel.codecs.MarketPhase;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SetFeesDecoder;
import io.evenkeel.codecs.SetFundingTermsDecoder;
import io.evenkeel.codecs.SetMarketPhaseDecoder;
import io.evenkeel.codecs.SetMarketTermsDecoder;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.listing.FeeSchedule;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.listing.SlowPrice;
import io.evenkeel.core.output.MarketEvents;

/**
 * Sets limits, slow price and fees of markets, and moves them on in their lives. None of it touches what liquidates an
 * account, so it takes effect at once; a price that becomes final travels with the prices. Allocates a fee schedule;
 * nothing else.
 */
final class MarketDesk {
    private final RiskStores stores;
    private final MarketEvents marketEvents;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final SetMarketTermsDecoder marketTerms = new SetMarketTermsDecoder();
    private final SetFeesDecoder fees = new SetFeesDecoder();
    private final SetFundingTermsDecoder fundingTerms = new SetFundingTermsDecoder();
    private final SetMarketPhaseDecoder phase = new SetMarketPhaseDecoder();
    private final BookTopDecoder bookTop = new BookTopDecoder();

    MarketDesk(final RiskStores stores, final MarketEvents marketEvents) {
        this.stores = stores;
        this.marketEvents = marketEvents;
    }

    RejectCode onSetMarketTerms(final CommandSlot slot) {
        marketTerms.wrapAndApplyHeader(slot.bytes(), 0, header);
        if (!stores.listings().hasInstrument(marketTerms.instrument())) {
            return RejectCode.UNKNOWN_INSTRUMENT;
        }
        if (!areSound(marketTerms)) {
            return RejectCode.BAD_PARAMETER;
        }
        final Instrument instrument = stores.listings().instrument(marketTerms.instrument());
        instrument.limits().set(
                marketTerms.fillBandPpm(), marketTerms.positionLimit(), marketTerms.openInterestCap());
        instrument.slowPrice().follow(
                marketTerms.slowRatePpmPerSecond(), instrument.index(), instrument.mark(), slot.timeMs());
        announce(SetMarketTermsDecoder.TEMPLATE_ID, instrument);
        return RejectCode.NONE;
    }

    private static boolean areSound(final SetMarketTermsDecoder terms) {
        return terms.slowRatePpmPerSecond() >= 0
                && terms.slowRatePpmPerSecond() <= SlowPrice.MAX_RATE_PPM_PER_SECOND
                && terms.fillBandPpm() >= 0
                && terms.fillBandPpm() <= Bounds.PPM
                && terms.positionLimit() >= 0
                && terms.positionLimit() <= Bounds.MAX_AMOUNT
                && terms.openInterestCap() >= 0
                && terms.openInterestCap() <= Bounds.MAX_OPEN_INTEREST;
    }

    RejectCode onSetFees(final CommandSlot slot) {
        fees.wrapAndApplyHeader(slot.bytes(), 0, header);
        if (!stores.listings().hasInstrument(fees.instrument())) {
            return RejectCode.UNKNOWN_INSTRUMENT;
        }
        if (!FeeSchedule.isSound(fees.tiers())) {
            return RejectCode.BAD_PARAMETER;
        }
        fees.sbeRewind();
        final Instrument instrument = stores.listings().instrument(fees.instrument());
        instrument.fees(FeeSchedule.of(fees.tiers()));
        announce(SetFeesDecoder.TEMPLATE_ID, instrument);
        return RejectCode.NONE;
    }

    /** Price has taken up the terms, by which it makes the rates. */
    RejectCode onSetFundingTerms(final CommandSlot slot) {
        fundingTerms.wrapAndApplyHeader(slot.bytes(), 0, header);
        final Instrument instrument = stores.listings().instrument(fundingTerms.instrument());
        if (fundingTerms.intervalMs() > 0) {
            instrument.funding().turnOn();
        }
        announce(SetFundingTermsDecoder.TEMPLATE_ID, instrument);
        return RejectCode.NONE;
    }

    /** Price has formed its mark from the book; what it says of depth, new liquidation orders go by. */
    RejectCode onBookTop(final CommandSlot slot) {
        bookTop.wrapAndApplyHeader(slot.bytes(), 0, header);
        stores.listings().instrument(bookTop.instrument()).depth().take(bookTop.depth(), slot.timeMs());
        return RejectCode.NONE;
    }

    /** Price has admitted it, and made the price final where it settles; what concerns positions is seen to here. */
    RejectCode onSetMarketPhase(final CommandSlot slot) {
        phase.wrapAndApplyHeader(slot.bytes(), 0, header);
        final Instrument instrument = stores.listings().instrument(phase.instrument());
        return switch (phase.phase()) {
            // The update that makes the price final was submitted before.
            case SETTLING -> RejectCode.NONE;
            case DELISTED -> delist(instrument);
            default -> moveTo(instrument, phase.phase());
        };
    }

    private RejectCode delist(final Instrument instrument) {
        if (instrument.life().phase() == MarketPhase.DELISTED) {
            return RejectCode.NOT_OPEN;
        }
        return instrument.life().isSettling() && !instrument.hasPositions()
                ? moveTo(instrument, MarketPhase.DELISTED)
                : RejectCode.ACCOUNT_NOT_EMPTY;
    }

    private RejectCode moveTo(final Instrument instrument, final MarketPhase next) {
        instrument.life().moveTo(next);
        marketEvents.phaseChanged(instrument);
        return RejectCode.NONE;
    }

    private void announce(final int change, final Instrument instrument) {
        marketEvents.parametersChanged(change, PricedKind.INSTRUMENT, instrument.id());
    }
}
