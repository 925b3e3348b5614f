package io.evenkeel.tools.decode;

import io.evenkeel.client.message.MessageField;
import io.evenkeel.client.message.MessageReader;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * A message that was read by the names of the schema, to keep.
 *
 * @param name       name of the template.
 * @param templateId id of the template.
 * @param fields     its fields, in wire order.
 */
public record WireMessage(String name, int templateId, List<MessageField> fields) {
    /**
     * Reads a message.
     *
     * @throws IllegalArgumentException if the bytes are no whole message of the schema; the message says why.
     */
    public static WireMessage read(
            final MessageReader reader, final DirectBuffer buffer, final int offset, final int length) {
        reader.wrap(buffer, offset, length);
        return new WireMessage(reader.name(), reader.templateId(), reader.fields());
    }

    /** {@return the field of that name, or null} */
    public MessageField find(final String fieldName) {
        for (final MessageField field : fields) {
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
        return require(fieldName).number();
    }

    /**
     * {@return the value of a field as text}
     *
     * @throws IllegalArgumentException if the message has no such field.
     */
    public String word(final String fieldName) {
        return String.valueOf(require(fieldName).value());
    }

    private MessageField require(final String fieldName) {
        final MessageField field = find(fieldName);
        if (field == null) {
            throw new IllegalArgumentException(name + " has no field " + fieldName);
        }
        return field;
    }
}
