package io.evenkeel.tools.scenario;

import io.evenkeel.client.message.Schema;
import io.evenkeel.codecs.AccountStatus;
import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.tools.scenario.Statement.ExpectAccount;
import io.evenkeel.tools.scenario.Statement.ExpectBalance;
import io.evenkeel.tools.scenario.Statement.ExpectInvariants;
import io.evenkeel.tools.scenario.Statement.ExpectPosition;
import io.evenkeel.tools.scenario.Statement.ExpectPrice;
import io.evenkeel.tools.scenario.Statement.ExpectReject;
import io.evenkeel.tools.scenario.Statement.Expectation;
import io.evenkeel.tools.scenario.Statement.House;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the lines that look. */
final class ExpectationParser {
    private static final List<String> ACCOUNT_FIGURES = List.of("equity", "initialMargin", "maintenanceMargin");
    private static final List<String> POSITION_FIGURES = List.of(
            "quantity", "entryPrice", "entryValue", "unrealised", "liquidationPrice", "bankruptcyPrice");
    private static final List<String> PRICE_FIGURES = List.of("index", "mark");
    private static final String TOLERANCE = "tolerance";

    private final Symbols symbols;
    private final Pools pools;
    private final EventExpectationParser events;

    ExpectationParser(final Symbols symbols, final Pools pools, final Schema schema) {
        this.symbols = symbols;
        this.pools = pools;
        events = new EventExpectationParser(symbols, pools, schema);
    }

    /** {@return the expectation of a line, or null if its key is none}; {@code line} holds the one key. */
    Expectation parse(final String key, final Fields line) {
        return switch (key) {
            case "expectAccount" -> whole(line.object(key), this::account);
            case "expectPosition" -> whole(line.object(key), this::position);
            case "expectBalance" -> whole(line.object(key), this::balance);
            case "expectPrice" -> whole(line.object(key), this::price);
            case "expectEvent" -> whole(line.object(key), fields -> events.parse(fields, false));
            case "expectNoEvent" -> whole(line.object(key), fields -> events.parse(fields, true));
            case "expectReject" -> reject(line);
            case "expectInvariants" -> invariants(line);
            default -> null;
        };
    }

    private Expectation account(final Fields fields) {
        final long id = CommandParser.id(fields, "id");
        final boolean hasStatus = fields.has("status");
        AccountStatus status = null;
        if (fields.isNull("status")) {
            fields.skip("status");
        } else if (hasStatus) {
            status = fields.word("status", AccountStatus.class);
        }
        return new ExpectAccount(id, figures(fields, ACCOUNT_FIGURES), hasStatus, status, tolerance(fields));
    }

    private Expectation position(final Fields fields) {
        return new ExpectPosition(
                CommandParser.id(fields, "account"),
                symbols.instrument(fields, "instrument"),
                figures(fields, POSITION_FIGURES),
                tolerance(fields));
    }

    private Expectation balance(final Fields fields) {
        final Denomination asset = symbols.asset(fields, "asset");
        final BigDecimal amount = nullableDecimal(fields, "amount");
        final BigDecimal tolerance = tolerance(fields);
        if (fields.has("account") == fields.has("house")) {
            throw fields.wrong("account", "give either account or house");
        }
        if (fields.has("account")) {
            final long account = CommandParser.id(fields, "account");
            return new ExpectBalance(account, null, asset, amount, tolerance);
        }
        final String[] parts = fields.text("house").split("/", 2);
        final HouseAccount house = fields.word(parts[0], "house", HouseAccount.class);
        return new ExpectBalance(0, house(fields, house, parts), asset, amount, tolerance);
    }

    /** {@return a house account such as CLEARING/BTC-PERP or INSURANCE/MAIN} */
    private House house(final Fields fields, final HouseAccount house, final String[] parts) {
        return switch (house) {
            case CLEARING, FUNDING -> {
                final String symbol = part(fields, parts, house + "/ and an instrument");
                yield new House(house, 0, symbols.instrument(fields, "house", symbol));
            }
            case INSURANCE -> {
                final String pool = part(fields, parts, house + "/ and a pool, such as INSURANCE/MAIN");
                yield new House(house, pools.find(fields, "house", pool), null);
            }
            case EXTERNAL, FEES, IN_TRANSIT, SOCIALISED -> {
                if (parts.length != 1) {
                    throw fields.wrong("house", "must be " + house);
                }
                yield new House(house, 0, null);
            }
        };
    }

    private static String part(final Fields fields, final String[] parts, final String wanted) {
        if (parts.length != 2 || parts[1].isEmpty()) {
            throw fields.wrong("house", "must be " + wanted);
        }
        return parts[1];
    }

    private Expectation price(final Fields fields) {
        final Denomination priced = symbols.any(fields, "symbol");
        final boolean hasState = fields.has("state");
        PriceState state = null;
        if (fields.isNull("state")) {
            fields.skip("state");
        } else if (hasState) {
            state = fields.word("state", PriceState.class);
        }
        return new ExpectPrice(priced, figures(fields, PRICE_FIGURES), hasState, state, tolerance(fields));
    }

    private static Expectation reject(final Fields line) {
        final RejectCode code = line.word("expectReject", RejectCode.class);
        if (code == RejectCode.NONE) {
            throw line.wrong("expectReject", "NONE is no refusal");
        }
        return new ExpectReject(code);
    }

    private static Expectation invariants(final Fields line) {
        if (!line.flag("expectInvariants", false)) {
            throw line.wrong("expectInvariants", "must be true");
        }
        return new ExpectInvariants();
    }

    /** {@return the figures that are given, in the order of {@code names}; null where absence is expected} */
    private static Map<String, BigDecimal> figures(final Fields fields, final List<String> names) {
        final Map<String, BigDecimal> figures = new LinkedHashMap<>();
        for (final String name : names) {
            if (fields.has(name)) {
                figures.put(name, nullableDecimal(fields, name));
            }
        }
        return figures;
    }

    private static BigDecimal nullableDecimal(final Fields fields, final String name) {
        if (fields.isNull(name)) {
            fields.skip(name);
            return null;
        }
        return fields.decimal(name);
    }

    /** {@return the tolerance given, or null for exact} */
    static BigDecimal tolerance(final Fields fields) {
        if (!fields.has(TOLERANCE)) {
            return null;
        }
        final BigDecimal tolerance = fields.decimal(TOLERANCE);
        if (tolerance.signum() < 0) {
            throw fields.wrong(TOLERANCE, "must not be negative");
        }
        return tolerance;
    }

    private static Expectation whole(
            final Fields fields, final java.util.function.Function<Fields, Expectation> read) {
        final Expectation expectation = read.apply(fields);
        fields.finish();
        return expectation;
    }
}
