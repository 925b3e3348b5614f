package io.evenkeel.tools.scenario;

import io.evenkeel.client.message.Schema;
import io.evenkeel.tools.scenario.Statement.ExpectEvent;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what a line expects of an event, field by field of the schema. */
final class EventExpectationParser {
    /** Semantic types whose values are written as decimal strings. */
    static final List<String> DECIMALS = List.of("Price", "Quantity", "Amount", "Numeraire");

    /** Fields that are written as the symbol of what they identify. */
    static final List<String> SYMBOLS = List.of("instrument", "asset", "settlementAsset", "priced", "debtAsset");

    /** The field that is written as the name of an insurance pool. */
    static final String POOL = "pool";

    private final Symbols symbols;
    private final Pools pools;
    private final Schema schema;

    EventExpectationParser(final Symbols symbols, final Pools pools, final Schema schema) {
        this.symbols = symbols;
        this.pools = pools;
        this.schema = schema;
    }

    ExpectEvent parse(final Fields fields, final boolean isAbsent) {
        final String type = fields.text("type");
        if (!schema.hasTemplate(type)) {
            throw fields.wrong("type", "\"" + type + "\" is not an event of the schema");
        }
        final BigDecimal tolerance = ExpectationParser.tolerance(fields);
        final Map<String, String> known = schema.fieldsOf(type);
        final Map<String, Object> expected = new LinkedHashMap<>();
        final Iterator<String> names = fields.names();
        while (names.hasNext()) {
            final String name = names.next();
            if (known.containsKey(name)) {
                expected.put(name, value(fields, name, known.get(name)));
            }
        }
        return new ExpectEvent(type, expected, tolerance, isAbsent);
    }

    private Object value(final Fields fields, final String name, final String semanticType) {
        if (fields.isNull(name)) {
            fields.skip(name);
            return null;
        }
        if (DECIMALS.contains(semanticType)) {
            return fields.decimal(name);
        }
        if (SYMBOLS.contains(name)) {
            return symbols.any(fields, name).symbol();
        }
        if (POOL.equals(name) && fields.isText(name)) {
            return pools.name(pools.find(fields, "pool", fields.symbol("pool")));
        }
        if (fields.isText(name)) {
            return "TimeMs".equals(semanticType) ? (Object) TimeText.instantMs(fields, name) : fields.text(name);
        }
        if (fields.isFlag(name)) {
            return fields.flag(name, false) ? "YES" : "NO";
        }
        return fields.integer(name, Long.MIN_VALUE + 1, Long.MAX_VALUE);
    }
}
