package io.evenkeel.tools.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Reads the fields of one JSON object strictly: each by name and type, and at the end none may be left over. What is
 * wrong is an {@link InvalidFieldException} that names the field by its path.
 */
final class Fields {
    private final String path;
    private final ObjectNode object;
    private final Set<String> read = new HashSet<>();

    Fields(final String path, final ObjectNode object) {
        this.path = path;
        this.object = object;
    }

    /** {@return an object without fields} */
    static Fields none() {
        return new Fields("", JsonNodeFactory.instance.objectNode());
    }

    /** {@return whether the field is there, be it null} */
    boolean has(final String name) {
        return object.has(name);
    }

    /** {@return whether the field is there and is null} */
    boolean isNull(final String name) {
        return object.has(name) && object.get(name).isNull();
    }

    /** {@return whether the field is a string} */
    boolean isText(final String name) {
        return object.has(name) && object.get(name).isTextual();
    }

    /** {@return whether the field is true or false} */
    boolean isFlag(final String name) {
        return object.has(name) && object.get(name).isBoolean();
    }

    /** Marks a null field as read. */
    void skip(final String name) {
        read.add(name);
    }

    String text(final String name) {
        final JsonNode node = require(name);
        if (!node.isTextual()) {
            throw wrongType(name, "a string", node);
        }
        return node.textValue();
    }

    String text(final String name, final String otherwise) {
        return has(name) ? text(name) : otherwise;
    }

    /** Reads a symbol or label: 1 to 16 printable ASCII characters. */
    String symbol(final String name) {
        final String text = text(name);
        if (text.isEmpty() || text.length() > 16 || !text.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw wrong(name, "\"" + text + "\" is not a symbol of 1 to 16 printable ASCII characters");
        }
        return text;
    }

    boolean flag(final String name, final boolean otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        final JsonNode node = require(name);
        if (!node.isBoolean()) {
            throw wrongType(name, "true or false", node);
        }
        return node.booleanValue();
    }

    long integer(final String name, final long min, final long max) {
        final JsonNode node = require(name);
        if (!node.isIntegralNumber()) {
            throw wrongType(name, "an integer", node);
        }
        if (!node.canConvertToLong() || node.longValue() < min || node.longValue() > max) {
            throw wrong(name, node.asText() + " is not between " + min + " and " + max);
        }
        return node.longValue();
    }

    long integer(final String name, final long min, final long max, final long otherwise) {
        return has(name) ? integer(name, min, max) : otherwise;
    }

    /** Reads a decimal string with the decimals written. */
    BigDecimal decimal(final String name) {
        final String text = text(name);
        try {
            return DecimalText.parse(text);
        } catch (final IllegalArgumentException e) {
            throw wrong(name, e.getMessage());
        }
    }

    /** Reads a decimal string as a mantissa in units of 10^exponent. */
    long mantissa(final String name, final int exponent) {
        try {
            return DecimalText.mantissa(decimal(name), exponent);
        } catch (final IllegalArgumentException e) {
            throw wrong(name, e.getMessage());
        }
    }

    long mantissa(final String name, final int exponent, final long otherwise) {
        return has(name) ? mantissa(name, exponent) : otherwise;
    }

    /** Reads a rate as parts per million. */
    int ppm(final String name, final int otherwise) {
        return has(name) ? ppm(name) : otherwise;
    }

    /** Reads a rate as parts per million. */
    int ppm(final String name) {
        final long ppm = mantissa(name, DecimalText.PPM_EXPONENT);
        if (ppm != (int) ppm) {
            throw wrong(name, "rate is out of range");
        }
        return (int) ppm;
    }

    <E extends Enum<E>> E word(final String name, final Class<E> words, final E otherwise) {
        return has(name) ? word(name, words) : otherwise;
    }

    <E extends Enum<E>> E word(final String name, final Class<E> words) {
        return word(text(name), name, words);
    }

    /** Finds a word that was part of the text of a field. */
    <E extends Enum<E>> E word(final String text, final String name, final Class<E> words) {
        for (final E constant : words.getEnumConstants()) {
            if (constant.name().equals(text) && !"NULL_VAL".equals(text)) {
                return constant;
            }
        }
        throw wrong(name, "\"" + text + "\" is not a " + words.getSimpleName());
    }

    /** Reads a list of words. */
    <E extends Enum<E>> Set<E> words(final String name, final Class<E> words) {
        final JsonNode node = require(name);
        if (!node.isArray()) {
            throw wrongType(name, "a list", node);
        }
        final Set<E> found = EnumSet.noneOf(words);
        for (final JsonNode entry : node) {
            if (!entry.isTextual()) {
                throw wrongType(name, "a list of strings", entry);
            }
            found.add(word(entry.textValue(), name, words));
        }
        return found;
    }

    Fields object(final String name) {
        final JsonNode node = require(name);
        if (node instanceof ObjectNode child) {
            return new Fields(child(name), child);
        }
        throw wrongType(name, "an object", node);
    }

    /** Reads a list of objects, empty if it is absent. */
    List<Fields> objects(final String name) {
        final List<Fields> list = new ArrayList<>();
        if (!has(name)) {
            return list;
        }
        final JsonNode node = require(name);
        if (!node.isArray()) {
            throw wrongType(name, "a list", node);
        }
        for (final JsonNode entry : node) {
            if (entry instanceof ObjectNode child) {
                list.add(new Fields(child(name) + "[" + list.size() + "]", child));
            } else {
                throw wrongType(name, "a list of objects", entry);
            }
        }
        return list;
    }

    /** Names the fields that are there. */
    Iterator<String> names() {
        return object.fieldNames();
    }

    /** Ends reading: a field that nobody read is unknown. */
    void finish() {
        final Iterator<String> names = object.fieldNames();
        while (names.hasNext()) {
            final String name = names.next();
            if (!read.contains(name)) {
                throw wrong(name, "unknown key");
            }
        }
    }

    InvalidFieldException wrong(final String name, final String reason) {
        return new InvalidFieldException(child(name), reason);
    }

    private InvalidFieldException wrongType(final String name, final String wanted, final JsonNode node) {
        return wrong(name, "must be " + wanted + ", not " + node);
    }

    private JsonNode require(final String name) {
        final JsonNode node = object.get(name);
        if (node == null) {
            throw wrong(name, "is missing");
        }
        read.add(name);
        return node;
    }

    private String child(final String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
