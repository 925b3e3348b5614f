package io.evenkeel.tools.scenario;

import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.SettlementMode;
import io.evenkeel.tools.scenario.Statement.Advance;
import io.evenkeel.tools.scenario.Statement.BookTrade;
import io.evenkeel.tools.scenario.Statement.Command;
import io.evenkeel.tools.scenario.Statement.DrawInsurance;
import io.evenkeel.tools.scenario.Statement.FundInsurance;
import io.evenkeel.tools.scenario.Statement.MakeDeposit;
import io.evenkeel.tools.scenario.Statement.OpenAccount;
import io.evenkeel.tools.scenario.Statement.PlaceBid;
import io.evenkeel.tools.scenario.Statement.SetTime;
import io.evenkeel.tools.scenario.Statement.StartCycle;
import io.evenkeel.tools.scenario.Statement.Withdraw;

/** Reads the lines that change something. */
final class CommandParser {
    private final Symbols symbols;
    private final Pools pools;
    private final DeclarationParser declarations;
    private final SettlementParser settlement;
    private final OrderParser orders;
    private final MarketParser markets;
    private final PriceParser prices;
    private final GovernanceParser governance;

    CommandParser(final Symbols symbols, final Pools pools) {
        this.symbols = symbols;
        this.pools = pools;
        declarations = new DeclarationParser(symbols, pools);
        settlement = new SettlementParser(symbols);
        orders = new OrderParser(symbols);
        markets = new MarketParser(symbols);
        prices = new PriceParser(symbols);
        governance = new GovernanceParser(symbols, pools, declarations);
    }

    /** {@return the command of a line, or null if its key is no command}; {@code line} holds the one key. */
    Command parse(final String key, final Fields line) {
        return switch (key) {
            case "time" -> setTime(line);
            case "advance" -> advance(line);
            case "asset" -> whole(line.object(key), declarations::asset);
            case "instrument" -> whole(line.object(key), declarations::instrument);
            case "account" -> whole(line.object(key), this::account);
            case "deposit" -> whole(line.object(key), this::deposit);
            case "withdraw" -> whole(line.object(key), this::withdraw);
            case "insurance" -> whole(line.object(key), this::insurance);
            case "insuranceWithdrawal" -> whole(line.object(key), this::insuranceWithdrawal);
            case "price" -> whole(line.object(key), prices::price);
            case "halt" -> whole(line.object(key), fields -> prices.halt(fields, true));
            case "resume" -> whole(line.object(key), fields -> prices.halt(fields, false));
            case "trade" -> whole(line.object(key), this::trade);
            case "bid" -> whole(line.object(key), this::bid);
            case "marketTerms" -> whole(line.object(key), orders::marketTerms);
            case "fees" -> whole(line.object(key), orders::fees);
            case "leverage" -> whole(line.object(key), OrderParser::leverage);
            case "accountTerms" -> whole(line.object(key), OrderParser::terms);
            case "close" -> whole(line.object(key), OrderParser::close);
            case "reserve" -> whole(line.object(key), fields ->
                    OrderParser.reserve(fields, declarations.numeraireExponent()));
            case "creditCheck" -> whole(line.object(key), orders::creditCheck);
            case "bust" -> whole(line.object(key), orders::bust);
            case "correct" -> whole(line.object(key), orders::correct);
            case "priceTerms" -> whole(line.object(key), prices::priceTerms);
            case "priceSource" -> whole(line.object(key), prices::source);
            case "removePriceSource" -> whole(line.object(key), prices::removedSource);
            case "book" -> whole(line.object(key), markets::book);
            case "marketPhase" -> whole(line.object(key), markets::phase);
            case "fundingTerms" -> whole(line.object(key), markets::fundingTerms);
            case "marginTerms" -> whole(line.object(key), governance::marginTerms);
            case "collateralTerms" -> whole(line.object(key), governance::collateralTerms);
            case "collateralLimits" -> whole(line.object(key), settlement::collateralLimits);
            case "backstop" -> whole(line.object(key), governance::backstop);
            case "insuranceLimits" -> whole(line.object(key), governance::insuranceLimits);
            case "liquidationTerms" -> whole(line.object(key), governance::liquidationTerms);
            case "collateralAuction" -> whole(line.object(key), governance::collateralAuction);
            case "participant" -> whole(line.object(key), GovernanceParser::participant);
            case "messageKey" -> whole(line.object(key), GovernanceParser::messageKey);
            case "gateway" -> SettlementParser.gateway(line);
            case "confirm" -> whole(line.object(key), SettlementParser::confirm);
            case "cancelWithdrawal" -> whole(line.object(key), SettlementParser::cancelWithdrawal);
            case "transfer" -> whole(line.object(key), settlement::transfer);
            case "settlement" -> whole(line.object(key), fields ->
                    SettlementParser.settlement(fields, declarations.numeraireExponent()));
            case "cycle" -> whole(line.object(key), fields -> new StartCycle());
            case "settlementCycleMs" -> SettlementParser.cycleMs(line);
            default -> null;
        };
    }

    private static Command setTime(final Fields line) {
        return new SetTime(TimeText.instantMs(line, "time"));
    }

    private static Command advance(final Fields line) {
        return new Advance(TimeText.durationMs(line, "advance"));
    }

    private Command account(final Fields fields) {
        return new OpenAccount(
                id(fields, "id"),
                fields.text("owner"),
                fields.word("kind", AccountKind.class, AccountKind.STANDARD),
                leverage(fields),
                fields.word("settlement", SettlementMode.class, SettlementMode.INTERNAL),
                fields.mantissa("backstopCapacity", declarations.numeraireExponent(), 0));
    }

    static int leverage(final Fields fields) {
        final long leverage = fields.mantissa("leverage", 0, 0);
        if (leverage != (int) leverage) {
            throw fields.wrong("leverage", leverage + " is out of range");
        }
        return (int) leverage;
    }

    private Command deposit(final Fields fields) {
        final Denomination asset = symbols.asset(fields, "asset");
        return new MakeDeposit(id(fields, "account"), asset, fields.mantissa("amount", asset.amountExponent()));
    }

    private Command withdraw(final Fields fields) {
        final Denomination asset = symbols.asset(fields, "asset");
        return new Withdraw(id(fields, "account"), asset, fields.mantissa("amount", asset.amountExponent()));
    }

    private Command insurance(final Fields fields) {
        final Denomination asset = symbols.asset(fields, "asset");
        return new FundInsurance(pools.read(fields), asset, fields.mantissa("amount", asset.amountExponent()));
    }

    private Command insuranceWithdrawal(final Fields fields) {
        final Denomination asset = symbols.asset(fields, "asset");
        return new DrawInsurance(pools.read(fields), asset, fields.mantissa("amount", asset.amountExponent()));
    }

    private Command trade(final Fields fields) {
        final Denomination instrument = symbols.instrument(fields, "instrument");
        return new BookTrade(
                orders.tradeId(fields, instrument),
                instrument,
                id(fields, "buyer"),
                id(fields, "seller"),
                fields.mantissa("quantity", instrument.quantityExponent()),
                fields.mantissa("price", instrument.priceExponent()),
                fields.mantissa("buyerFee", instrument.amountExponent(), 0),
                fields.mantissa("sellerFee", instrument.amountExponent(), 0),
                OrderParser.aggressor(fields));
    }

    private Command bid(final Fields fields) {
        if (fields.has("asset")) {
            final Denomination asset = symbols.asset(fields, "asset");
            return new PlaceBid(
                    id(fields, "account"),
                    id(fields, "liquidation"),
                    asset,
                    fields.mantissa("quantity", asset.amountExponent()),
                    fields.mantissa("limit", asset.priceExponent()));
        }
        final Denomination instrument = symbols.instrument(fields, "instrument");
        return new PlaceBid(
                id(fields, "account"),
                id(fields, "liquidation"),
                instrument,
                fields.mantissa("quantity", instrument.quantityExponent()),
                fields.mantissa("limit", instrument.priceExponent()));
    }

    /** Reads an account or liquidation id. */
    static long id(final Fields fields, final String name) {
        return fields.integer(name, Long.MIN_VALUE + 1, Long.MAX_VALUE);
    }

    private static Command whole(final Fields fields, final java.util.function.Function<Fields, Command> read) {
        final Command command = read.apply(fields);
        fields.finish();
        return command;
    }
}
