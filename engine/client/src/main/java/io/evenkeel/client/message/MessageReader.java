package io.evenkeel.client.message;

import java.util.List;
import java.util.stream.Collectors;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import uk.co.real_logic.sbe.ir.Token;
import uk.co.real_logic.sbe.otf.OtfHeaderDecoder;
import uk.co.real_logic.sbe.otf.OtfMessageDecoder;

/**
 * Reads any message of the schema, commands, events and session messages alike, by its names. For tools, tests and
 * logs: it allocates, unlike the generated codecs.
 *
 * <p>Not thread-safe; one instance per thread.
 */
public final class MessageReader {
    private final Schema schema;
    private final OtfHeaderDecoder header;
    private final UnsafeBuffer message = new UnsafeBuffer();
    private int templateId;
    private String name = "";
    private List<MessageField> fields = List.of();

    /** Makes a reader of the schema that these codecs were generated from. */
    public MessageReader() {
        this(Schema.load());
    }

    /** Makes a reader that shares a schema. */
    public MessageReader(final Schema schema) {
        this.schema = schema;
        this.header = new OtfHeaderDecoder(schema.ir().headerStructure());
    }

    /**
     * Reads one message.
     *
     * @param buffer where it is.
     * @param offset where its SBE header begins.
     * @param length how many bytes there are; more than the message has are passed over.
     * @return this, which holds the fields until the next call.
     * @throws IllegalArgumentException if the bytes are no whole message of this schema; the message says why.
     */
    public MessageReader wrap(final DirectBuffer buffer, final int offset, final int length) {
        if (length < header.encodedLength()) {
            throw new IllegalArgumentException(length + " bytes are less than an SBE header");
        }
        message.wrap(buffer, offset, length);
        final int schemaId = header.getSchemaId(message, 0);
        if (schemaId != schema.ir().id()) {
            throw new IllegalArgumentException("schema id " + schemaId + " is not " + schema.ir().id());
        }
        final int newTemplateId = header.getTemplateId(message, 0);
        final List<Token> tokens = schema.message(newTemplateId);
        if (tokens == null) {
            throw new IllegalArgumentException("no template has the id " + newTemplateId);
        }
        final FieldCollector collector = new FieldCollector();
        try {
            OtfMessageDecoder.decode(
                    message,
                    header.encodedLength(),
                    header.getSchemaVersion(message, 0),
                    header.getBlockLength(message, 0),
                    tokens,
                    collector);
        } catch (final IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(tokens.get(0).name() + " is cut off after " + length + " bytes", e);
        }
        templateId = newTemplateId;
        name = tokens.get(0).name();
        fields = List.copyOf(collector.fields());
        return this;
    }

    /** {@return template id of the message read last} */
    public int templateId() {
        return templateId;
    }

    /** {@return template name of the message read last, for example {@code LiquidationStarted}} */
    public String name() {
        return name;
    }

    /** {@return its fields, in the order of the schema} */
    public List<MessageField> fields() {
        return fields;
    }

    /**
     * Looks a field up.
     *
     * @param fieldName its name in the schema; in a group {@code group[i].name}.
     * @return the field; null if the message has none of that name.
     */
    public MessageField field(final String fieldName) {
        for (final MessageField field : fields) {
            if (field.name().equals(fieldName)) {
                return field;
            }
        }
        return null;
    }

    /** {@return the message read last, as {@code Template{field=value,…}}} */
    @Override
    public String toString() {
        return fields.stream().map(MessageField::toString).collect(Collectors.joining(",", name + "{", "}"));
    }
}
