package io.evenkeel.core.sim;

import io.evenkeel.codecs.AnswerStateDecoder;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.EngineEndDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.ParticipantStateDecoder;
import io.evenkeel.codecs.ParticipantStateEncoder;
import io.evenkeel.codecs.SourceStateDecoder;
import io.evenkeel.codecs.SourceStateEncoder;
import io.evenkeel.core.Engine;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The whole state but for what a refused command may change (SPEC 8): its sender's sequence, rate counters and counts
 * of what its price source said amiss, and stored answers. Two states that differ in anything else have different
 * footprints.
 */
final class Footprint {
    private Footprint() {
    }

    /** {@return the records of a snapshot as text, without what a refusal may change} */
    static String of(final Engine engine) {
        final Stream.Builder<String> records = Stream.builder();
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        engine.writeSnapshot((buffer, offset, length) -> {
            final byte[] record = new byte[length];
            buffer.getBytes(offset, record);
            final UnsafeBuffer copy = new UnsafeBuffer(record);
            switch (header.wrap(copy, 0).templateId()) {
                case AnswerStateDecoder.TEMPLATE_ID, EngineEndDecoder.TEMPLATE_ID -> { }
                case ParticipantStateDecoder.TEMPLATE_ID -> {
                    forgetCounters(copy);
                    records.add(HexFormat.of().formatHex(record));
                }
                case SourceStateDecoder.TEMPLATE_ID -> {
                    forgetCounts(copy);
                    records.add(HexFormat.of().formatHex(record));
                }
                default -> records.add(HexFormat.of().formatHex(record));
            }
        });
        return records.build().collect(Collectors.joining("\n"));
    }

    private static void forgetCounters(final UnsafeBuffer record) {
        new ParticipantStateEncoder()
                .wrap(record, MessageHeaderDecoder.ENCODED_LENGTH)
                .lastSequence(0)
                .window(0)
                .commandsInWindow(0);
    }

    private static void forgetCounts(final UnsafeBuffer record) {
        new SourceStateEncoder()
                .wrap(record, MessageHeaderDecoder.ENCODED_LENGTH)
                .late(0)
                .refused(0)
                .unsaid(BooleanType.NO);
    }
}
