package io.evenkeel.tools.scenario;

import io.evenkeel.client.message.MessageField;
import io.evenkeel.client.message.MessageReader;
import io.evenkeel.client.message.Schema;
import io.evenkeel.tools.decode.WireMessage;
import io.evenkeel.tools.scenario.Statement.ExpectEvent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;

/** Checks what a scenario expects of the events since its last command. */
final class EventChecker {
    /** Numbers of what is owed in an event that is about another asset. */
    private static final List<String> OF_DEBT = List.of("debtIndex", "paid");

    private final MessageReader reader;
    private final Registry registry;
    private final Pools pools;
    private final List<WireMessage> unconsumed = new ArrayList<>();

    EventChecker(final Schema schema, final Registry registry, final Pools pools) {
        reader = new MessageReader(schema);
        this.registry = registry;
        this.pools = pools;
    }

    /** Takes the events of a command, in order; those of the command before are forgotten. */
    void take(final List<byte[]> events) {
        unconsumed.clear();
        for (final byte[] event : events) {
            unconsumed.add(WireMessage.read(reader, new UnsafeBuffer(event), 0, event.length));
        }
    }

    /** Consumes the next event of the type and compares it. */
    Comparison checkNext(final ExpectEvent expected) {
        for (int i = 0; i < unconsumed.size(); i++) {
            if (unconsumed.get(i).name().equals(expected.type())) {
                return compare(expected, unconsumed.remove(i));
            }
        }
        return Comparison.difference("event " + expected.type(), unconsumed.isEmpty() ? "no event" : "only " + names());
    }

    /** Looks for an event of the type with the fields given. */
    Comparison checkAbsent(final ExpectEvent expected) {
        for (final WireMessage event : unconsumed) {
            if (event.name().equals(expected.type()) && !compare(expected, event).isDifferent()) {
                return Comparison.difference("no event " + expected.type(), describe(event));
            }
        }
        return Comparison.same();
    }

    private Comparison compare(final ExpectEvent expected, final WireMessage event) {
        final Comparison comparison = new Comparison(expected.tolerance());
        for (final Map.Entry<String, Object> field : expected.fields().entrySet()) {
            compare(comparison, field.getKey(), field.getValue(), event);
        }
        return comparison;
    }

    private void compare(
            final Comparison comparison, final String name, final Object wanted, final WireMessage event) {
        final MessageField field = event.find(name);
        final boolean isDecimal = field != null && EventExpectationParser.DECIMALS.contains(field.semanticType());
        if (isDecimal) {
            comparison.number(name, (BigDecimal) wanted, decimal(field, event));
        } else if (wanted instanceof String && field != null && field.value() instanceof Long) {
            comparison.word(name, wanted, nameOf(field, event));
        } else {
            comparison.word(name, wanted, field == null ? null : String.valueOf(field.value()));
        }
    }

    private BigDecimal decimal(final MessageField field, final WireMessage event) {
        return DecimalText.decimal(field.number(), exponent(field, event));
    }

    private int exponent(final MessageField field, final WireMessage event) {
        if ("Numeraire".equals(field.semanticType())) {
            return registry.numeraireExponent();
        }
        final Denomination denomination = OF_DEBT.contains(field.name())
                ? registry.asset(event.number("debtAsset"))
                : denomination(event);
        if (denomination == null) {
            return 0;
        }
        return switch (field.semanticType()) {
            case "Price" -> denomination.priceExponent();
            case "Quantity" -> denomination.quantityExponent();
            default -> denomination.amountExponent();
        };
    }

    /** {@return the asset or instrument that the numbers of an event are in} */
    private Denomination denomination(final WireMessage event) {
        if (event.find("instrument") != null) {
            return registry.instrument(event.number("instrument"));
        }
        if (event.find("priced") != null) {
            final long id = event.number("priced");
            return "INSTRUMENT".equals(event.word("kind")) ? registry.instrument(id) : registry.asset(id);
        }
        return event.find("asset") == null ? null : registry.asset(event.number("asset"));
    }

    private String nameOf(final MessageField field, final WireMessage event) {
        final Denomination named = switch (field.name()) {
            case "settlementAsset" -> registry.asset(field.number());
            case "debtAsset" -> registry.asset(field.number());
            case "instrument", "asset", "priced" -> denomination(event);
            default -> null;
        };
        if (named != null) {
            return named.symbol();
        }
        if (EventExpectationParser.POOL.equals(field.name())) {
            return pools.name(field.number());
        }
        final String participant = registry.participantName(field.number());
        return participant == null ? String.valueOf(field.value()) : participant;
    }

    private String names() {
        final List<String> names = new ArrayList<>();
        unconsumed.forEach(event -> names.add(event.name()));
        return String.join(", ", names);
    }

    private String describe(final WireMessage event) {
        final StringBuilder text = new StringBuilder(event.name());
        for (final MessageField field : event.fields()) {
            final boolean isDecimal = EventExpectationParser.DECIMALS.contains(field.semanticType());
            final boolean isSymbol = EventExpectationParser.SYMBOLS.contains(field.name())
                    || EventExpectationParser.POOL.equals(field.name());
            text.append(' ').append(field.name()).append(' ');
            if (isDecimal) {
                text.append(DecimalText.text(decimal(field, event)));
            } else {
                text.append(isSymbol ? nameOf(field, event) : String.valueOf(field.value()));
            }
        }
        return text.toString();
    }
}
