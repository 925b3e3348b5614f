package io.evenkeel.node.launch;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.agrona.SystemUtil;

/**
 * Values of properties, layered: what is put later wins. Names that begin with {@code evenkeel.} and are not known are
 * refused with the nearest known name. One thread.
 */
public final class PropertySet {
    /** Properties of the build and of tools, which share the prefix; a node passes them over. */
    private static final List<String> NOT_OF_NODES =
            List.of("evenkeel.full", "evenkeel.root", "evenkeel.java", "evenkeel.write");

    private final Map<NodeProperty, String> values = new EnumMap<>(NodeProperty.class);

    /** Makes an empty set: every property has its default. */
    public PropertySet() {
    }

    /**
     * Puts the content of a property file on top.
     *
     * @throws UncheckedIOException     if it cannot be read.
     * @throws IllegalArgumentException if it holds a property that is not known; names without the prefix too.
     */
    public PropertySet putFile(final Path file) {
        final Properties lines = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            lines.load(reader);
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        for (final String key : lines.stringPropertyNames()) {
            put(key, lines.getProperty(key), file.toString());
        }
        return this;
    }

    /** Puts those system properties on top that begin with {@code evenkeel.}. */
    public PropertySet putSystemProperties(final Properties system) {
        for (final String key : system.stringPropertyNames()) {
            if (key.startsWith(NodeProperty.PREFIX) && !NOT_OF_NODES.contains(key)) {
                put(key, system.getProperty(key), "-D" + key);
            }
        }
        return this;
    }

    /** Puts one value on top. */
    public PropertySet put(final NodeProperty property, final String value) {
        values.put(property, value.trim());
        return this;
    }

    private void put(final String key, final String value, final String origin) {
        final NodeProperty property = NodeProperty.of(key);
        if (property == null) {
            throw new IllegalArgumentException(
                    origin + ": unknown property " + key + "; did you mean " + nearest(key) + "?");
        }
        put(property, value);
    }

    private static String nearest(final String key) {
        String nearest = "";
        int least = Integer.MAX_VALUE;
        for (final NodeProperty property : NodeProperty.values()) {
            final int distance = EditDistance.between(key, property.key());
            if (distance < least) {
                least = distance;
                nearest = property.key();
            }
        }
        return nearest;
    }

    /** {@return the value given, or the default} */
    public String text(final NodeProperty property) {
        return values.getOrDefault(property, property.defaultValue());
    }

    /**
     * {@return the value as a whole number}
     *
     * @throws IllegalArgumentException if it is not one from min to max.
     */
    public int number(final NodeProperty property, final int min, final int max) {
        final String text = text(property);
        try {
            final int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (final NumberFormatException e) {
            throw new IllegalArgumentException(property.key() + ": not a number: " + text, e);
        }
        throw new IllegalArgumentException(property.key() + ": " + text + " is not from " + min + " to " + max);
    }

    /**
     * {@return the value as nanoseconds}
     *
     * @throws IllegalArgumentException if it is not a number with the unit ns, us, ms or s, above 0.
     */
    public long durationNs(final NodeProperty property) {
        final String text = text(property);
        final boolean hasUnit = text.matches("\\d+(ns|us|ms|s)");
        if (!hasUnit || text.matches("0+[a-z]+")) {
            throw new IllegalArgumentException(property.key() + ": not a duration like 50ms: " + text);
        }
        return SystemUtil.parseDuration(property.key(), text);
    }

    /** {@return the value as milliseconds; a shorter duration is refused} */
    public long durationMs(final NodeProperty property) {
        final long ms = TimeUnit.NANOSECONDS.toMillis(durationNs(property));
        if (ms < 1) {
            throw new IllegalArgumentException(property.key() + ": shorter than 1ms: " + text(property));
        }
        return ms;
    }

    /**
     * {@return the value as one of an enum's constants, by its name in any case}
     *
     * @throws IllegalArgumentException if it is none of them.
     */
    public <E extends Enum<E>> E choice(final NodeProperty property, final Class<E> type) {
        final String text = text(property);
        for (final E constant : type.getEnumConstants()) {
            if (constant.name().equals(text.toUpperCase(Locale.ROOT))) {
                return constant;
            }
        }
        throw new IllegalArgumentException(property.key() + ": " + text + " is none of "
                + List.of(type.getEnumConstants()).toString().toLowerCase(Locale.ROOT));
    }
}
