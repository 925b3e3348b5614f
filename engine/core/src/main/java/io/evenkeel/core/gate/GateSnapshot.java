package io.evenkeel.core.gate;

import static io.evenkeel.core.snapshot.Soundness.require;

import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.MessageKeyStateDecoder;
import io.evenkeel.codecs.MessageKeyStateEncoder;
import io.evenkeel.codecs.ParticipantStateDecoder;
import io.evenkeel.codecs.ParticipantStateEncoder;
import io.evenkeel.core.snapshot.RecordWriter;
import io.evenkeel.core.store.LongMap;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** Gate's part of a snapshot: its participants, in order of admission, each with its message keys behind it. */
public final class GateSnapshot {
    private final GateStage gate;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ParticipantStateDecoder decoder = new ParticipantStateDecoder();
    private final MessageKeyStateDecoder keyDecoder = new MessageKeyStateDecoder();

    /** Makes the reader and writer of a gate's state. */
    public GateSnapshot(final GateStage gate) {
        this.gate = gate;
    }

    /** Writes a record for each participant, and one for the keys of those that have or had one. */
    public void write(final RecordWriter writer) {
        final ParticipantStore participants = gate.participants();
        final ParticipantStateEncoder encoder = new ParticipantStateEncoder();
        for (int i = 0; i < participants.size(); i++) {
            encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header())
                    .participant(participants.id(i))
                    .commandsPerSecond(participants.commandsPerSecond(i))
                    .lastSequence(participants.lastSequence(i))
                    .window(participants.window(i))
                    .commandsInWindow(participants.commandsInWindow(i))
                    .session(participants.session(i));
            writer.buffer().putShort(
                    encoder.offset() + ParticipantStateEncoder.rolesEncodingOffset(),
                    (short) participants.roles(i),
                    ByteOrder.LITTLE_ENDIAN);
            writer.write(encoder.limit());
            if (!participants.keys().isUntouched(i)) {
                writeKeys(writer, i);
            }
        }
    }

    private void writeKeys(final RecordWriter writer, final int index) {
        final KeyRing keys = gate.participants().keys();
        final MessageKeyStateEncoder encoder = new MessageKeyStateEncoder();
        encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header())
                .graceEndMs(keys.graceEndMs(index))
                .participant(gate.participants().id(index));
        keys.write(
                index,
                writer.buffer(),
                encoder.offset() + MessageKeyStateEncoder.keyEncodingOffset(),
                encoder.offset() + MessageKeyStateEncoder.previousKeyEncodingOffset());
        writer.write(encoder.limit());
    }

    /** Takes up a participant; the genesis participant is there already, as it was at first. {@return its id} */
    public int load(final DirectBuffer buffer, final int offset) {
        decoder.wrapAndApplyHeader(buffer, offset, header);
        final ParticipantStore participants = gate.participants();
        int index = participants.find(decoder.participant());
        if (index == ParticipantStore.NONE) {
            require(!participants.isFull(), "the snapshot has more participants than this node has room for");
            index = participants.size();
            participants.add(decoder.participant(), decoder.roles().getRaw(), decoder.commandsPerSecond());
        } else {
            participants.change(index, decoder.roles().getRaw(), decoder.commandsPerSecond());
        }
        require(index == participants.size() - 1, "participant " + decoder.participant() + " is there already");
        participants.lastSequence(index, decoder.lastSequence());
        participants.restoreWindow(index, decoder.window(), decoder.commandsInWindow());
        participants.session(index, decoder.session());
        final LongMap sessions = gate.participantsBySession();
        if (decoder.session() != 0) {
            require(!sessions.containsKey(decoder.session()), "a session speaks for two participants");
            sessions.put(decoder.session(), index);
        }
        return decoder.participant();
    }

    /** Takes up the message keys of the participant that was taken up last. */
    public void loadKeys(final DirectBuffer buffer, final int offset) {
        keyDecoder.wrapAndApplyHeader(buffer, offset, header);
        final ParticipantStore participants = gate.participants();
        final int index = participants.size() - 1;
        require(participants.id(index) == keyDecoder.participant(), "message keys are of another participant");
        require(participants.keys().isUntouched(index), "a participant has message keys twice");
        require(keyDecoder.graceEndMs() >= 0, "a grace ends before time began");
        participants.keys().restore(
                index,
                buffer,
                keyDecoder.offset() + MessageKeyStateDecoder.keyEncodingOffset(),
                keyDecoder.offset() + MessageKeyStateDecoder.previousKeyEncodingOffset(),
                keyDecoder.graceEndMs());
        require(!participants.keys().isUntouched(index), "a record of message keys says nothing");
    }
}
