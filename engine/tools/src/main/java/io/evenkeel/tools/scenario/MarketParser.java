package io.evenkeel.tools.scenario;

import io.evenkeel.codecs.MarketPhase;
import io.evenkeel.tools.scenario.Statement.ChangeFunding;
import io.evenkeel.tools.scenario.Statement.Command;
import io.evenkeel.tools.scenario.Statement.FundingTerms;
import io.evenkeel.tools.scenario.Statement.MoveMarket;
import io.evenkeel.tools.scenario.Statement.PublishBook;

/** Reads what concerns a market as a whole: its venue's book, its funding, its life. */
final class MarketParser {
    /** Exponent of funding rates: parts per billion. */
    private static final int PPB_EXPONENT = -9;

    private static final long UNCAPPED_PPB = 1_000_000_000;

    private final Symbols symbols;

    MarketParser(final Symbols symbols) {
        this.symbols = symbols;
    }

    Command book(final Fields fields) {
        final Denomination instrument = symbols.instrument(fields, "instrument");
        return new PublishBook(
                instrument,
                price(fields, "bid", instrument),
                price(fields, "ask", instrument),
                price(fields, "last", instrument),
                price(fields, "impactBid", instrument),
                price(fields, "impactAsk", instrument),
                fields.mantissa("depth", instrument.amountExponent(), 0));
    }

    private static long price(final Fields fields, final String name, final Denomination instrument) {
        return fields.mantissa(name, instrument.priceExponent(), 0);
    }

    Command phase(final Fields fields) {
        final Denomination instrument = symbols.instrument(fields, "instrument");
        return new MoveMarket(
                instrument, fields.word("phase", MarketPhase.class), price(fields, "price", instrument));
    }

    Command fundingTerms(final Fields fields) {
        return new ChangeFunding(symbols.instrument(fields, "instrument"), funding(fields));
    }

    /** Reads the funding keys of an instrument. */
    static FundingTerms funding(final Fields fields) {
        return new FundingTerms(
                fields.integer("fundingIntervalMs", Long.MIN_VALUE + 1, Long.MAX_VALUE, 0),
                fields.mantissa("interest", PPB_EXPONENT, 0),
                fields.mantissa("fundingCap", PPB_EXPONENT, UNCAPPED_PPB));
    }
}
