package io.evenkeel.tools.scenario;

import io.evenkeel.codecs.BookTopEncoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SetFundingTermsEncoder;
import io.evenkeel.codecs.SetMarketPhaseEncoder;
import io.evenkeel.tools.inline.InlineEngine;
import io.evenkeel.tools.scenario.Statement.FundingTerms;
import io.evenkeel.tools.scenario.Statement.MoveMarket;
import io.evenkeel.tools.scenario.Statement.PublishBook;

/** Writes the commands that concern a market as a whole and submits them. Every method gives the answer's code. */
final class MarketWriter {
    private final InlineEngine engine;
    private final BookTopEncoder bookEncoder = new BookTopEncoder();
    private final SetFundingTermsEncoder fundingEncoder = new SetFundingTermsEncoder();
    private final SetMarketPhaseEncoder phaseEncoder = new SetMarketPhaseEncoder();

    MarketWriter(final InlineEngine engine) {
        this.engine = engine;
    }

    RejectCode setFunding(final int sender, final int instrument, final FundingTerms funding) {
        engine.begin(sender, fundingEncoder);
        fundingEncoder.instrument(instrument)
                .intervalMs(funding.intervalMs())
                .interestPpb(funding.interestPpb())
                .capPpb(funding.capPpb());
        return engine.submit(sender, fundingEncoder.encodedLength());
    }

    RejectCode publishBook(final int sender, final int instrument, final PublishBook book) {
        engine.begin(sender, bookEncoder);
        bookEncoder.bid(book.bid())
                .ask(book.ask())
                .last(book.last())
                .impactBid(book.impactBid())
                .impactAsk(book.impactAsk())
                .depth(book.depth())
                .instrument(instrument);
        return engine.submit(sender, bookEncoder.encodedLength());
    }

    RejectCode moveMarket(final int sender, final int instrument, final MoveMarket move) {
        engine.begin(sender, phaseEncoder);
        phaseEncoder.instrument(instrument)
                .phase(move.phase())
                .price(move.price());
        return engine.submit(sender, phaseEncoder.encodedLength());
    }
}
