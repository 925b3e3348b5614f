package io.evenkeel.tools.scenario;

import io.evenkeel.client.PriceTerms;
import io.evenkeel.tools.scenario.PriceStatement.AddPriceSource;
import io.evenkeel.tools.scenario.PriceStatement.Halt;
import io.evenkeel.tools.scenario.PriceStatement.RemovePriceSource;
import io.evenkeel.tools.scenario.PriceStatement.SetPriceTerms;
import io.evenkeel.tools.scenario.PriceStatement.SubmitPrice;

/** Reads lines about prices: who speaks for them, what is said, and how they are formed. */
final class PriceParser {
    /** The source that a price line without a source speaks for. */
    private static final String DEFAULT_SOURCE = "scenario";

    private static final int MAX_COUNT = 254;
    /** How far a price that is not trusted is moved in favour of accounts: the figure of SPEC 4. */
    private static final int USUAL_FAVOUR_PPM = 50_000;
    /** How far from the median a source counts whole: the figure of SPEC 4. */
    private static final int USUAL_BAND_PPM = 5_000;
    private static final long USUAL_WINDOW_MS = 60_000;
    private static final long USUAL_EMA_MS = 150_000;

    private final Symbols symbols;

    PriceParser(final Symbols symbols) {
        this.symbols = symbols;
    }

    /** Reads how the price of an asset or instrument is formed and trusted; off where a scenario does not say. */
    static PriceTerms terms(final Fields fields) {
        return new PriceTerms(
                (int) fields.integer("minSources", 0, MAX_COUNT, 1),
                (int) fields.integer("freshRounds", 0, MAX_COUNT, 0),
                fields.integer("maxAgeMs", Long.MIN_VALUE + 1, Long.MAX_VALUE, 0),
                fields.ppm("band", USUAL_BAND_PPM),
                fields.ppm("maxJump", 0),
                fields.integer("jumpWindowMs", Long.MIN_VALUE + 1, Long.MAX_VALUE, USUAL_WINDOW_MS),
                fields.ppm("markBand", 0),
                fields.integer("emaMs", Long.MIN_VALUE + 1, Long.MAX_VALUE, USUAL_EMA_MS),
                fields.ppm("uncertainty", 0),
                fields.ppm("staleFavour", USUAL_FAVOUR_PPM));
    }

    SetPriceTerms priceTerms(final Fields fields) {
        return new SetPriceTerms(symbols.any(fields, "symbol"), terms(fields));
    }

    SubmitPrice price(final Fields fields) {
        final Denomination priced = symbols.any(fields, "symbol");
        return new SubmitPrice(
                priced,
                fields.text("source", DEFAULT_SOURCE),
                fields.mantissa("price", priced.priceExponent()),
                fields.mantissa("confidence", priced.priceExponent(), 0),
                fields.has("sourceTime") ? (Long) TimeText.instantMs(fields, "sourceTime") : null);
    }

    AddPriceSource source(final Fields fields) {
        return new AddPriceSource(
                symbols.any(fields, "symbol"),
                fields.text("source"),
                (int) fields.integer("weight", Integer.MIN_VALUE + 1, Integer.MAX_VALUE, PriceWriter.USUAL_WEIGHT));
    }

    RemovePriceSource removedSource(final Fields fields) {
        return new RemovePriceSource(symbols.any(fields, "symbol"), fields.text("source"));
    }

    Halt halt(final Fields fields, final boolean isHalted) {
        return new Halt(symbols.any(fields, "symbol"), isHalted);
    }
}
