package io.evenkeel.client;

import io.evenkeel.codecs.MessageHeaderEncoder;
import java.nio.ByteOrder;
import java.util.function.IntToLongFunction;
import java.util.function.LongSupplier;
import org.agrona.MutableDirectBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/**
 * The next command of a client while it is written: its header and sequence stand at the window's next place, an
 * encoder fills in the rest there. Not thread-safe. Does not allocate.
 */
final class CommandDraft {
    private final CommandWindow window;
    private final MutableDirectBuffer buffer;
    private final LongSupplier refusal;
    private final IntToLongFunction sender;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    /**
     * Makes a draft.
     *
     * @param window  where commands are kept.
     * @param refusal why nothing can be sent now, negative; 0 if it can.
     * @param sender  sends what was written, given its length. Gives its sequence.
     */
    CommandDraft(final CommandWindow window, final LongSupplier refusal, final IntToLongFunction sender) {
        this.window = window;
        this.refusal = refusal;
        this.sender = sender;
        buffer = window.buffer();
    }

    /** Writes header and sequence, and wraps the encoder. {@return 0, or why nothing can be sent now} */
    long begin(final MessageEncoderFlyweight encoder) {
        final long code = refusal.getAsLong();
        if (code < 0) {
            return code;
        }
        final int at = window.offset(window.next());
        header.wrap(buffer, at)
                .blockLength(encoder.sbeBlockLength())
                .templateId(encoder.sbeTemplateId())
                .schemaId(encoder.sbeSchemaId())
                .version(encoder.sbeSchemaVersion());
        encoder.wrap(buffer, at + MessageHeaderEncoder.ENCODED_LENGTH);
        buffer.putLong(at + MessageHeaderEncoder.ENCODED_LENGTH, window.next(), ByteOrder.LITTLE_ENDIAN);
        return 0;
    }

    /** {@return the buffer that encoders are wrapped around} */
    MutableDirectBuffer buffer() {
        return buffer;
    }

    /** Sends what the encoder holds. {@return the command's sequence} */
    long send(final MessageEncoderFlyweight encoder) {
        return sender.applyAsLong(MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength());
    }
}
