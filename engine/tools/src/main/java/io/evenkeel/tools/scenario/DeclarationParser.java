package io.evenkeel.tools.scenario;

import io.evenkeel.codecs.AdlPolicy;
import io.evenkeel.codecs.InstrumentKind;
import io.evenkeel.tools.scenario.Statement.DeclareAsset;
import io.evenkeel.tools.scenario.Statement.DeclareInstrument;
import io.evenkeel.tools.scenario.Statement.LiquidationTerms;
import io.evenkeel.tools.scenario.Statement.Tier;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Reads the lines that declare assets and instruments. */
final class DeclarationParser {
    private static final int FINEST_ASSET_PRICE_EXPONENT = -8;

    /** An asset's exponent and price exponent may be this much finer, together, than the numeraire's exponent. */
    private static final int FINEST_VALUE = 7;

    private static final int MAX_EXPONENT = 18;
    private static final int MAX_TIERS = 32;

    private final Symbols symbols;
    private final Pools pools;
    private int numeraireExponent;
    private String numeraire;

    DeclarationParser(final Symbols symbols, final Pools pools) {
        this.symbols = symbols;
        this.pools = pools;
    }

    DeclareAsset asset(final Fields fields) {
        final String symbol = fields.symbol("symbol");
        final int exponent = exponent(fields, "exponent");
        final boolean isNumeraire = fields.flag("numeraire", false);
        if (isNumeraire) {
            numeraireExponent = exponent;
            numeraire = symbol;
        }
        final int priceExponent = fields.has("priceExponent")
                ? exponent(fields, "priceExponent")
                : usualPriceExponent(exponent, isNumeraire);
        final List<Tier> haircuts = haircuts(fields, exponent, isNumeraire);
        final Denomination denomination = new Denomination(symbol, false, priceExponent, exponent, 0, 1, null);
        symbols.declare(denomination);
        return new DeclareAsset(
                denomination,
                isNumeraire,
                haircuts,
                fields.ppm("borrowAddOn", 0),
                fields.ppm("borrowIm", 0),
                fields.ppm("borrowMm", 0),
                PriceParser.terms(fields),
                SettlementParser.limits(fields, exponent));
    }

    /** {@return exponent of the numeraire; 0 while there is none} */
    int numeraireExponent() {
        return numeraireExponent;
    }

    boolean isNumeraire(final Denomination asset) {
        return asset.symbol().equals(numeraire);
    }

    /** {@return the exponent of an asset's prices where its declaration gives none: the finest that the core takes} */
    private int usualPriceExponent(final int exponent, final boolean isNumeraire) {
        final int finest = Math.max(FINEST_ASSET_PRICE_EXPONENT, numeraireExponent - FINEST_VALUE - exponent);
        return isNumeraire ? 0 : finest;
    }

    DeclareInstrument instrument(final Fields fields) {
        final String symbol = fields.symbol("symbol");
        final InstrumentKind kind = fields.word("kind", InstrumentKind.class);
        final Denomination asset = symbols.asset(fields, "settlementAsset");
        final int money = asset.amountExponent();
        final int priceExponent = exponent(fields, "priceExponent");
        final int quantityExponent = exponent(fields, "quantityExponent");
        final Denomination denomination = new Denomination(
                symbol,
                true,
                priceExponent,
                money,
                quantityExponent,
                fields.mantissa("multiplier", 0, 1),
                asset.symbol());
        final long expiryMs = fields.has("expiry") ? TimeText.instantMs(fields, "expiry") : 0;
        final Fields sales = fields.has("liquidation") ? fields.object("liquidation") : Fields.none();
        final DeclareInstrument declaration = new DeclareInstrument(
                denomination,
                kind,
                fields.has("underlying") ? fields.symbol("underlying") : symbol,
                pools.readOrMain(fields),
                fields.mantissa("tick", priceExponent, 1),
                fields.mantissa("lot", quantityExponent, 1),
                marginTiers(fields, money),
                PriceParser.terms(fields),
                fields.mantissa("oiLower", money, 0),
                fields.mantissa("oiUpper", money, 0),
                expiryMs,
                MarketParser.funding(fields),
                liquidation(sales, money),
                sales.word("adl", AdlPolicy.class, AdlPolicy.PRO_RATA),
                OrderParser.declared(fields, denomination),
                OrderParser.declaredFees(fields, denomination));
        sales.finish();
        symbols.declare(denomination);
        return declaration;
    }

    static List<Tier> haircuts(final Fields fields, final int exponent, final boolean isNumeraire) {
        final List<Tier> tiers = new ArrayList<>();
        for (final Fields tier : fields.objects("haircuts")) {
            tiers.add(new Tier(tier.mantissa("upTo", exponent, Long.MAX_VALUE), tier.ppm("rate"), 0));
            tier.finish();
        }
        if (tiers.isEmpty() && !isNumeraire) {
            tiers.add(new Tier(Long.MAX_VALUE, 0, 0));
        }
        return atMost(fields, "haircuts", tiers);
    }

    static List<Tier> marginTiers(final Fields fields, final int exponent) {
        if (!fields.has("tiers")) {
            throw fields.wrong("tiers", "is missing");
        }
        final List<Tier> tiers = new ArrayList<>();
        for (final Fields tier : fields.objects("tiers")) {
            tiers.add(new Tier(tier.mantissa("upTo", exponent, Long.MAX_VALUE), tier.ppm("im"), tier.ppm("mm")));
            tier.finish();
        }
        return atMost(fields, "tiers", tiers);
    }

    private static List<Tier> atMost(final Fields fields, final String name, final List<Tier> tiers) {
        if (tiers.size() > MAX_TIERS) {
            throw fields.wrong(name, "has more than " + MAX_TIERS + " entries");
        }
        return List.copyOf(tiers);
    }

    /** {@return how positions in an instrument are liquidated, which {@code money} settles} */
    static LiquidationTerms liquidation(final Fields terms, final int money) {
        final int maxDiscountPpm = terms.ppm("maxDiscount", 10_000);
        final int penaltyPpm = terms.ppm("penalty", 5_000);
        return new LiquidationTerms(
                (int) terms.integer("auctionMs", Integer.MIN_VALUE + 1, Integer.MAX_VALUE, 2_000),
                maxDiscountPpm,
                penaltyPpm,
                terms.ppm("discountCap", maxDiscountPpm),
                terms.ppm("penaltyCap", penaltyPpm),
                terms.ppm("buffer", 100_000),
                terms.mantissa("minNotional", money, DecimalText.mantissa(BigDecimal.TEN, money)));
    }

    private static int exponent(final Fields fields, final String name) {
        return (int) fields.integer(name, -MAX_EXPONENT, MAX_EXPONENT);
    }
}
