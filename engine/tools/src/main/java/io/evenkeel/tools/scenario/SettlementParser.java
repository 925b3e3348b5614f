package io.evenkeel.tools.scenario;

import io.evenkeel.codecs.InstructionOutcome;
import io.evenkeel.tools.scenario.Statement.CancelWithdrawal;
import io.evenkeel.tools.scenario.Statement.ChangeLimits;
import io.evenkeel.tools.scenario.Statement.Command;
import io.evenkeel.tools.scenario.Statement.Confirm;
import io.evenkeel.tools.scenario.Statement.GatewayMode;
import io.evenkeel.tools.scenario.Statement.Limits;
import io.evenkeel.tools.scenario.Statement.SetSettlement;
import io.evenkeel.tools.scenario.Statement.Transfer;
import java.util.List;

/** Reads lines about money on its way: gateways, transfers, limits, terms of settlement. */
final class SettlementParser {
    private static final List<String> LIMITS = List.of(
            "depositCap", "accountLimit", "withdrawalLimit", "withdrawalWindowMs", "delayAbove", "delayMs");

    private final Symbols symbols;

    SettlementParser(final Symbols symbols) {
        this.symbols = symbols;
    }

    /** Reads the limits of an asset. {@return null where its declaration gives none} */
    static Limits limits(final Fields fields, final int exponent) {
        return LIMITS.stream().noneMatch(fields::has) ? null : allLimits(fields, exponent);
    }

    private static Limits allLimits(final Fields fields, final int exponent) {
        return new Limits(
                fields.mantissa("depositCap", exponent, 0),
                fields.mantissa("accountLimit", exponent, 0),
                fields.mantissa("withdrawalLimit", exponent, 0),
                ms(fields, "withdrawalWindowMs"),
                fields.mantissa("delayAbove", exponent, 0),
                ms(fields, "delayMs"));
    }

    Command collateralLimits(final Fields fields) {
        final Denomination asset = symbols.asset(fields, "asset");
        return new ChangeLimits(asset, allLimits(fields, asset.amountExponent()));
    }

    private static long ms(final Fields fields, final String name) {
        return fields.integer(name, Long.MIN_VALUE + 1, Long.MAX_VALUE, 0);
    }

    /** Reads who confirms instructions: the gateway at once, or the file. */
    static Command gateway(final Fields line) {
        final String mode = line.text("gateway");
        if (!"manual".equals(mode) && !"automatic".equals(mode)) {
            throw line.wrong("gateway", "\"" + mode + "\" is neither manual nor automatic");
        }
        return new GatewayMode("manual".equals(mode));
    }

    Command transfer(final Fields fields) {
        final Denomination asset = symbols.asset(fields, "asset");
        return new Transfer(
                CommandParser.id(fields, "from"),
                CommandParser.id(fields, "to"),
                asset,
                fields.mantissa("amount", asset.amountExponent()));
    }

    static Command confirm(final Fields fields) {
        return new Confirm(
                CommandParser.id(fields, "instruction"),
                fields.word("outcome", InstructionOutcome.class, InstructionOutcome.CONFIRMED),
                fields.integer("reference", Long.MIN_VALUE + 1, Long.MAX_VALUE, 0));
    }

    static Command cancelWithdrawal(final Fields fields) {
        return new CancelWithdrawal(CommandParser.id(fields, "instruction"), fields.text("by", ""));
    }

    /** Reads terms of settlement; what is not given stays as it is. */
    static Command settlement(final Fields fields, final int numeraireExponent) {
        return new SetSettlement(
                given(fields, "cycleMs"),
                given(fields, "repeatMs"),
                fields.has("withdrawalLimit")
                        ? (Long) fields.mantissa("withdrawalLimit", numeraireExponent)
                        : null,
                given(fields, "windowMs"));
    }

    /** Reads a line that only says how often cycles are. */
    static Command cycleMs(final Fields line) {
        return new SetSettlement(given(line, "settlementCycleMs"), null, null, null);
    }

    private static Long given(final Fields fields, final String name) {
        return fields.has(name) ? (Long) fields.integer(name, Long.MIN_VALUE + 1, Long.MAX_VALUE) : null;
    }
}
