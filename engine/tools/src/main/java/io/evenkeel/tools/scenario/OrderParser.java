package io.evenkeel.tools.scenario;

import io.evenkeel.codecs.Aggressor;
import io.evenkeel.codecs.SettlementMode;
import io.evenkeel.codecs.Side;
import io.evenkeel.tools.scenario.OrderStatement.AgreeTerms;
import io.evenkeel.tools.scenario.OrderStatement.Bust;
import io.evenkeel.tools.scenario.OrderStatement.CheckCredit;
import io.evenkeel.tools.scenario.OrderStatement.ChooseLeverage;
import io.evenkeel.tools.scenario.OrderStatement.CloseAccount;
import io.evenkeel.tools.scenario.OrderStatement.Correct;
import io.evenkeel.tools.scenario.OrderStatement.FeeTerms;
import io.evenkeel.tools.scenario.OrderStatement.FeeTier;
import io.evenkeel.tools.scenario.OrderStatement.MarketTerms;
import io.evenkeel.tools.scenario.OrderStatement.Reserve;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads lines about orders, their limits and terms of accounts. */
final class OrderParser {
    private static final List<String> MARKET_TERMS =
            List.of("slowRatePpmPerSecond", "fillBand", "positionLimit", "openInterestCap");
    private static final int HIGHEST_TIER = 255;

    private final Symbols symbols;
    private final Map<Long, Denomination> instrumentOfTrade = new HashMap<>();

    OrderParser(final Symbols symbols) {
        this.symbols = symbols;
    }

    /** Reads the limits and the slow price of a market. {@return null where its declaration gives none} */
    static MarketTerms declared(final Fields fields, final Denomination instrument) {
        return MARKET_TERMS.stream().noneMatch(fields::has) ? null : marketTerms(fields, instrument);
    }

    private static MarketTerms marketTerms(final Fields fields, final Denomination instrument) {
        return new MarketTerms(
                instrument,
                (int) fields.integer("slowRatePpmPerSecond", Integer.MIN_VALUE + 1, Integer.MAX_VALUE, 0),
                fields.ppm("fillBand", 0),
                fields.mantissa("positionLimit", instrument.quantityExponent(), 0),
                fields.mantissa("openInterestCap", instrument.quantityExponent(), 0));
    }

    MarketTerms marketTerms(final Fields fields) {
        return marketTerms(fields, symbols.instrument(fields, "instrument"));
    }

    /** Reads the fees of a market. {@return null where its declaration gives none} */
    static FeeTerms declaredFees(final Fields fields, final Denomination instrument) {
        return fields.has("fees") ? new FeeTerms(instrument, tiers(fields, "fees")) : null;
    }

    FeeTerms fees(final Fields fields) {
        return new FeeTerms(symbols.instrument(fields, "instrument"), tiers(fields, "tiers"));
    }

    private static List<FeeTier> tiers(final Fields fields, final String name) {
        final List<FeeTier> tiers = new ArrayList<>();
        for (final Fields tier : fields.objects(name)) {
            tiers.add(new FeeTier(tier.ppm("maker"), tier.ppm("taker")));
            tier.finish();
        }
        return List.copyOf(tiers);
    }

    static ChooseLeverage leverage(final Fields fields) {
        return new ChooseLeverage(CommandParser.id(fields, "account"), CommandParser.leverage(fields));
    }

    static AgreeTerms terms(final Fields fields) {
        return new AgreeTerms(
                CommandParser.id(fields, "account"),
                (int) fields.integer("feeTier", 0, HIGHEST_TIER, 0),
                fields.word("settlement", SettlementMode.class, SettlementMode.INTERNAL));
    }

    static CloseAccount close(final Fields fields) {
        return new CloseAccount(CommandParser.id(fields, "account"));
    }

    static Reserve reserve(final Fields fields, final int numeraireExponent) {
        return new Reserve(CommandParser.id(fields, "account"), fields.mantissa("amount", numeraireExponent));
    }

    CheckCredit creditCheck(final Fields fields) {
        final Denomination instrument = symbols.instrument(fields, "instrument");
        return new CheckCredit(
                CommandParser.id(fields, "account"),
                instrument,
                fields.word("side", Side.class),
                fields.mantissa("quantity", instrument.quantityExponent()),
                fields.mantissa("price", instrument.priceExponent()));
    }

    /** Reads the id that a trade gives itself, for busts and corrections. {@return 0 where it gives none} */
    long tradeId(final Fields fields, final Denomination instrument) {
        if (!fields.has("id")) {
            return 0;
        }
        final long id = fields.integer("id", 1, Integer.MAX_VALUE);
        instrumentOfTrade.put(id, instrument);
        return id;
    }

    /** Reads who took liquidity: then the schedule decides the fees, and the line gives none. */
    static Aggressor aggressor(final Fields fields) {
        final Aggressor aggressor = fields.word("aggressor", Aggressor.class, Aggressor.NONE);
        if (aggressor != Aggressor.NONE && (fields.has("buyerFee") || fields.has("sellerFee"))) {
            throw fields.wrong("aggressor", "the schedule decides the fees, so the line cannot give them");
        }
        return aggressor;
    }

    Bust bust(final Fields fields) {
        final Denomination instrument = instrumentOf(fields);
        return new Bust(
                fields.integer("trade", 1, Integer.MAX_VALUE), given(fields, "price", instrument.priceExponent()));
    }

    Correct correct(final Fields fields) {
        final Denomination instrument = instrumentOf(fields);
        return new Correct(
                fields.integer("trade", 1, Integer.MAX_VALUE),
                given(fields, "quantity", instrument.quantityExponent()),
                given(fields, "price", instrument.priceExponent()),
                given(fields, "buyerFee", instrument.amountExponent()),
                given(fields, "sellerFee", instrument.amountExponent()));
    }

    private Denomination instrumentOf(final Fields fields) {
        final Denomination instrument = instrumentOfTrade.get(fields.integer("trade", 1, Integer.MAX_VALUE));
        if (instrument == null) {
            throw fields.wrong("trade", "no trade before has this id");
        }
        return instrument;
    }

    private static Long given(final Fields fields, final String name, final int exponent) {
        return fields.has(name) ? (Long) fields.mantissa(name, exponent) : null;
    }
}
