package io.evenkeel.client;

import io.evenkeel.codecs.BookTopEncoder;
import io.evenkeel.codecs.MarketPhase;
import io.evenkeel.codecs.SetFundingTermsEncoder;
import io.evenkeel.codecs.SetMarketPhaseEncoder;

/**
 * The commands that concern a market as a whole: its venue's book, its funding, its life. Part of an
 * {@link EvenkeelClient}, whose rules hold: each method returns the command's sequence, or a negative code of that
 * class; none allocates.
 */
public final class MarketClient {
    private final CommandDraft draft;
    private final BookTopEncoder bookTop = new BookTopEncoder();
    private final SetFundingTermsEncoder fundingTerms = new SetFundingTermsEncoder();
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
