package io.evenkeel.client.message;

/**
 * One field of a message as it was read.
 *
 * @param name         its name in the schema; in a group {@code group[i].name}.
 * @param value        a {@link Long} for a number; a {@link String} for a name, a text, an enum's name, the names of a
 *                     set's members joined by {@code |}, or bytes in hexadecimal.
 * @param semanticType how a number is to be read, from the schema: {@code Price}, {@code Quantity}, {@code Amount},
 *                     {@code Numeraire}, {@code Ppm}, {@code TimeMs}, {@code LogPosition}; empty where it says nothing.
 */
public record MessageField(String name, Object value, String semanticType) {
    /**
     * The value of a numeric field.
     *
     * @return the number.
     * @throws ClassCastException if the field is not numeric.
     */
    public long number() {
        return (Long) value;
    }

    @Override
    public String toString() {
        return name + "=" + value;
    }
}
