package io.evenkeel.tools.decode;

import io.evenkeel.codecs.MessageHeaderDecoder;
import java.util.List;
import org.agrona.DirectBuffer;
import uk.co.real_logic.sbe.ir.Token;
import uk.co.real_logic.sbe.otf.OtfMessageDecoder;

/** Reads messages by the schema's description of them. Allocates; not for a hot path. One thread. */
public final class MessageReader {
    private final WireSchema schema;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    /** Makes a reader of messages of one schema. */
    public MessageReader(final WireSchema schema) {
        this.schema = schema;
    }

    /**
     * Reads one message.
     *
     * @param buffer that holds it.
     * @param offset where its SBE header begins.
     * @param length of header and message, in bytes.
     * @return what it says.
     * @throws IllegalArgumentException if the bytes are not a whole message of the schema; the message says why.
     */
    public WireMessage read(final DirectBuffer buffer, final int offset, final int length) {
        if (length < MessageHeaderDecoder.ENCODED_LENGTH) {
            throw new IllegalArgumentException(
                    length + " bytes are too few for the header of " + MessageHeaderDecoder.ENCODED_LENGTH);
        }
        header.wrap(buffer, offset);
        if (header.schemaId() != schema.id()) {
            throw new IllegalArgumentException("schema id is " + header.schemaId() + ", not " + schema.id());
        }
        final List<Token> tokens = schema.tokens(header.templateId());
        if (tokens == null) {
            throw new IllegalArgumentException("no template has the id " + header.templateId());
        }
        return read(buffer, offset, length, tokens);
    }

    private WireMessage read(
            final DirectBuffer buffer, final int offset, final int length, final List<Token> tokens) {
        final FieldCollector collector = new FieldCollector();
        final String name = tokens.get(0).name();
        final int end;
        try {
            end = OtfMessageDecoder.decode(
                    buffer,
                    offset + MessageHeaderDecoder.ENCODED_LENGTH,
                    header.version(),
                    header.blockLength(),
                    tokens,
                    collector);
        } catch (final IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(name + " is cut short: " + length + " bytes", e);
        }
        if (end > offset + length) {
            throw new IllegalArgumentException(
                    name + " is cut short: " + length + " bytes of " + (end - offset));
        }
        return new WireMessage(name, header.templateId(), collector.fields());
    }
}
