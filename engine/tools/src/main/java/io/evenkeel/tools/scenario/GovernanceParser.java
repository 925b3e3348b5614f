package io.evenkeel.tools.scenario;

import io.evenkeel.client.Role;
import io.evenkeel.codecs.authentication.MessageKey;
import io.evenkeel.tools.scenario.GovernanceStatement.ChangeLiquidation;
import io.evenkeel.tools.scenario.GovernanceStatement.CollateralAuction;
import io.evenkeel.tools.scenario.GovernanceStatement.CollateralTerms;
import io.evenkeel.tools.scenario.GovernanceStatement.InsuranceLimits;
import io.evenkeel.tools.scenario.GovernanceStatement.MarginTerms;
import io.evenkeel.tools.scenario.GovernanceStatement.SetBackstop;
import io.evenkeel.tools.scenario.GovernanceStatement.SetMessageKey;
import io.evenkeel.tools.scenario.GovernanceStatement.SetParticipant;

/** Reads lines of governors and operators about terms that accounts adopt, liquidations, and participants. */
final class GovernanceParser {
    private static final String KEY = "[0-9a-f]{" + 2 * MessageKey.LENGTH + "}";
    private static final String NO_KEY = "0".repeat(2 * MessageKey.LENGTH);

    private final Symbols symbols;
    private final Pools pools;
    private final DeclarationParser declarations;

    GovernanceParser(final Symbols symbols, final Pools pools, final DeclarationParser declarations) {
        this.symbols = symbols;
        this.pools = pools;
        this.declarations = declarations;
    }

    MarginTerms marginTerms(final Fields fields) {
        final Denomination instrument = symbols.instrument(fields, "instrument");
        final int money = instrument.amountExponent();
        return new MarginTerms(
                instrument,
                DeclarationParser.marginTiers(fields, money),
                fields.mantissa("oiLower", money, 0),
                fields.mantissa("oiUpper", money, 0));
    }

    CollateralTerms collateralTerms(final Fields fields) {
        final Denomination asset = symbols.asset(fields, "asset");
        return new CollateralTerms(
                asset,
                DeclarationParser.haircuts(fields, asset.amountExponent(), declarations.isNumeraire(asset)),
                fields.ppm("borrowAddOn", 0),
                fields.ppm("borrowIm", 0),
                fields.ppm("borrowMm", 0));
    }

    /** Reads a backstop; its capacity is in the numeraire. */
    SetBackstop backstop(final Fields fields) {
        return new SetBackstop(
                CommandParser.id(fields, "account"), fields.mantissa("capacity", declarations.numeraireExponent()));
    }

    /** Reads what an insurance pool may pay, in the numeraire. */
    InsuranceLimits insuranceLimits(final Fields fields) {
        final int money = declarations.numeraireExponent();
        return new InsuranceLimits(
                pools.readOrMain(fields),
                fields.mantissa("perLiquidation", money),
                fields.mantissa("perWindow", money, 0),
                fields.integer("windowMs", Long.MIN_VALUE + 1, Long.MAX_VALUE, 0));
    }

    /** Reads how positions in an instrument are liquidated; what a line leaves out is as in a declaration. */
    ChangeLiquidation liquidationTerms(final Fields fields) {
        final Denomination instrument = symbols.instrument(fields, "instrument");
        return new ChangeLiquidation(
                instrument,
                DeclarationParser.liquidation(fields, instrument.amountExponent()),
                fields.ppm("socialCap", 50_000));
    }

    /** Reads how an asset is sold as collateral; what a line leaves out is as at the start. */
    CollateralAuction collateralAuction(final Fields fields) {
        return new CollateralAuction(
                symbols.asset(fields, "asset"),
                (int) fields.integer("auctionMs", Integer.MIN_VALUE + 1, Integer.MAX_VALUE, 2_000),
                fields.ppm("maxDiscount", 10_000));
    }

    static SetParticipant participant(final Fields fields) {
        return new SetParticipant(
                fields.text("name"),
                fields.has("roles") ? fields.words("roles", Role.class) : GovernanceWriter.ROLES_OF_OWNERS,
                (int) fields.integer("commandsPerSecond", Integer.MIN_VALUE + 1, Integer.MAX_VALUE, 0));
    }

    static SetMessageKey messageKey(final Fields fields) {
        return new SetMessageKey(
                fields.text("participant"),
                fields.has("key") ? key(fields) : NO_KEY,
                (int) fields.integer("graceMs", Integer.MIN_VALUE + 1, Integer.MAX_VALUE, 0),
                fields.flag("adopted", true));
    }

    private static String key(final Fields fields) {
        final String text = fields.text("key");
        if (!text.matches(KEY)) {
            throw fields.wrong("key", "is not " + 2 * MessageKey.LENGTH + " hexadecimal digits");
        }
        return text;
    }
}
