package io.evenkeel.tools.decode;

/**
 * One field of a message that was read by its description.
 *
 * @param name         name in the schema.
 * @param semanticType how a number is to be read ({@code Price}, {@code Amount} ...), or empty.
 * @param value        a {@link Long}, the {@link String} of a symbol, enum or set, a {@code byte[]}, or for a repeating
 *                     group a {@code List<List<WireField>>}.
 */
public record WireField(String name, String semanticType, Object value) {
    /** {@return the value of an integer field} */
    public long asLong() {
        return (Long) value;
    }

    /** {@return the value as text, as a person would write it} */
    public String text() {
        return value instanceof byte[] bytes ? java.util.HexFormat.of().formatHex(bytes) : String.valueOf(value);
    }
}
