package io.evenkeel.node.traffic;

import io.evenkeel.codecs.MessageHeaderEncoder;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import org.agrona.MutableDirectBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/** Writes commands from the beginning of a buffer: header and sequence, which all have, then what each says. */
record Envelope(MutableDirectBuffer buffer) {
    /** Writes a command. {@return its length} */
    <E extends MessageEncoderFlyweight> int write(final E encoder, final long sequence, final Consumer<E> fields) {
        new MessageHeaderEncoder().wrap(buffer, 0)
                .blockLength(encoder.sbeBlockLength())
                .templateId(encoder.sbeTemplateId())
                .schemaId(encoder.sbeSchemaId())
                .version(encoder.sbeSchemaVersion());
        encoder.wrap(buffer, MessageHeaderEncoder.ENCODED_LENGTH);
        buffer.putLong(MessageHeaderEncoder.ENCODED_LENGTH, sequence, ByteOrder.LITTLE_ENDIAN);
        fields.accept(encoder);
        return encoder.limit();
    }
}
