package io.evenkeel.tools.decode;

import java.util.List;

/**
 * A message that was read by its description.
 *
 * @param name       name of the template.
 * @param templateId id of the template.
 * @param fields     its fields, in wire order; groups and variable parts last.
 */
public record WireMessage(String name, int templateId, List<WireField> fields) {
    /** {@return the field of that name, or null} */
    public WireField find(final String fieldName) {
        for (final WireField field : fields) {
            if (field.name().equals(fieldName)) {
                return field;
            }
        }
        return null;
    }

    /**
     * {@return the value of an integer field}
     *
     * @throws IllegalArgumentException if the message has no such field.
     */
    public long number(final String fieldName) {
        return require(fieldName).asLong();
    }

    /**
     * {@return the value of a symbol or enum field}
     *
     * @throws IllegalArgumentException if the message has no such field.
     */
    public String word(final String fieldName) {
        return require(fieldName).text();
    }

    private WireField require(final String fieldName) {
        final WireField field = find(fieldName);
        if (field == null) {
            throw new IllegalArgumentException(name + " has no field " + fieldName);
        }
        return field;
    }
}
