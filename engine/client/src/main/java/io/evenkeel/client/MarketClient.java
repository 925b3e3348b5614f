package io.evenkeel.client;

import io.evenkeel.codecs.BookTopEncoder;
import io.evenkeel.codecs.MarketPhase;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RemovePriceSourceEncoder;
import io.evenkeel.codecs.SetFundingTermsEncoder;
import io.evenkeel.codecs.SetMarketPhaseEncoder;
import io.evenkeel.codecs.SetPriceTermsEncoder;

/**
 * The commands that concern a market as a whole: its venue's book, its price, its funding, its life. Part of an
 * {@link EvenkeelClient}, whose rules hold: each method returns the command's sequence, or a negative code of that
 * class; none allocates.
 */
public final class MarketClient {
    private final CommandDraft draft;
    private final BookTopEncoder bookTop = new BookTopEncoder();
    private final SetFundingTermsEncoder fundingTerms = new SetFundingTermsEncoder();
    private final SetPriceTermsEncoder priceTerms = new SetPriceTermsEncoder();
    private final RemovePriceSourceEncoder removeSource = new RemovePriceSourceEncoder();
    private final SetMarketPhaseEncoder marketPhase = new SetMarketPhaseEncoder();

    MarketClient(final CommandDraft draft) {
        this.draft = draft;
    }

    /**
     * Venue: says the top of its book. Prices in the instrument's mantissas, 0 for none.
     *
     * @param instrument instrument id.
     * @param bid        best bid.
     * @param ask        best ask.
     * @param last       last trade.
     * @param impactBid  price at which the impact notional can be sold; the premium of funding is made of it.
     * @param impactAsk  price at which the impact notional can be bought.
     * @param depth      notional on offer within the market's usual range, both sides, settlement units.
     * @return the command's sequence, or a negative code.
     */
    public long bookTop(
            final int instrument,
            final long bid,
            final long ask,
            final long last,
            final long impactBid,
            final long impactAsk,
            final long depth) {
        final long code = draft.begin(bookTop);
        if (code < 0) {
            return code;
        }
        bookTop.bid(bid)
                .ask(ask)
                .last(last)
                .impactBid(impactBid)
                .impactAsk(impactAsk)
                .depth(depth)
                .instrument(instrument);
        return draft.send(bookTop);
    }

    /**
     * Governor: sets the funding of a perpetual.
     *
     * @param instrument  instrument id.
     * @param intervalMs  1 second to 1 day; 0 for no funding. Intervals end at its multiples since 1970 UTC.
     * @param interestPpb interest of 8 hours, parts per billion.
     * @param capPpb      largest rate of 8 hours, parts per billion.
     * @return the command's sequence, or a negative code.
     */
    public long setFundingTerms(
            final int instrument, final long intervalMs, final long interestPpb, final long capPpb) {
        final long code = draft.begin(fundingTerms);
        if (code < 0) {
            return code;
        }
        fundingTerms.instrument(instrument)
                .intervalMs(intervalMs)
                .interestPpb(interestPpb)
                .capPpb(capPpb);
        return draft.send(fundingTerms);
    }

    /**
     * Governor: sets how a price is formed and when it may be trusted.
     *
     * @param kind   whether {@code priced} is an asset or an instrument.
     * @param priced asset or instrument id, not the numeraire.
     * @param terms  all of them; they hold at once.
     * @return the command's sequence, or a negative code.
     */
    public long setPriceTerms(final PricedKind kind, final int priced, final PriceTerms terms) {
        final long code = draft.begin(priceTerms);
        if (code < 0) {
            return code;
        }
        priceTerms.kind(kind)
                .priced(priced)
                .minSources((short) terms.minSources())
                .freshRounds((short) terms.freshRounds())
                .maxAgeMs(terms.maxAgeMs())
                .bandPpm(terms.bandPpm())
                .maxJumpPpm(terms.maxJumpPpm())
                .jumpWindowMs(terms.jumpWindowMs())
                .markBandPpm(terms.markBandPpm())
                .emaMs(terms.emaMs())
                .uncertaintyPpm(terms.uncertaintyPpm())
                .staleFavourPpm(terms.staleFavourPpm());
        return draft.send(priceTerms);
    }

    /**
     * Governor: lets a source speak for a price no longer.
     *
     * @param kind   whether {@code priced} is an asset or an instrument.
     * @param priced asset or instrument id.
     * @param source source id.
     * @return the command's sequence, or a negative code.
     */
    public long removePriceSource(final PricedKind kind, final int priced, final int source) {
        final long code = draft.begin(removeSource);
        if (code < 0) {
            return code;
        }
        removeSource.kind(kind).priced(priced).source(source);
        return draft.send(removeSource);
    }

    /**
     * Operator: moves a market on in its life.
     *
     * @param instrument instrument id.
     * @param phase      OPEN, REDUCE_ONLY, SETTLING, or DELISTED.
     * @param price      final price with SETTLING, on the tick grid; else 0.
     * @return the command's sequence, or a negative code.
     */
    public long setMarketPhase(final int instrument, final MarketPhase phase, final long price) {
        final long code = draft.begin(marketPhase);
        if (code < 0) {
            return code;
        }
        marketPhase.instrument(instrument)
                .phase(phase)
                .price(price);
        return draft.send(marketPhase);
    }
}
