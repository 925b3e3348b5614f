package io.evenkeel.perf.rig;

import io.evenkeel.codecs.CommandAckDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.output.OutputKind;
import io.evenkeel.core.output.OutputSink;
import io.evenkeel.core.output.OutputSlot;
import java.util.function.Consumer;

/**
 * Takes what Risk puts out into slots used in turn, as a node's output ring does, reads every acknowledgement, and
 * shows each output to a listener. One thread; no allocation after construction.
 */
final class OutputDrain implements OutputSink {
    private static final int SLOTS = 1_024;

    private final OutputSlot[] slots = new OutputSlot[SLOTS];
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final CommandAckDecoder ack = new CommandAckDecoder();
    private final Consumer<OutputSlot> listener;
    private long published;
    private long bytes;
    private long refused;
    private long frozen;
    private RejectCode lastRefusal = RejectCode.NONE;

    OutputDrain(final Consumer<OutputSlot> listener) {
        this.listener = listener;
        for (int i = 0; i < SLOTS; i++) {
            slots[i] = new OutputSlot();
        }
    }

    @Override
    public OutputSlot claim() {
        return slots[(int) published & SLOTS - 1];
    }

    @Override
    public void publish() {
        final OutputSlot slot = slots[(int) published++ & SLOTS - 1];
        bytes += slot.length();
        if (slot.kind() == OutputKind.ACK) {
            header.wrap(slot.buffer(), 0);
            if (header.templateId() == CommandAckDecoder.TEMPLATE_ID) {
                readAck(slot);
            }
        }
        listener.accept(slot);
    }

    private void readAck(final OutputSlot slot) {
        ack.wrapAndApplyHeader(slot.buffer(), 0, header);
        if (ack.rejectCode() != RejectCode.NONE) {
            refused++;
            frozen += ack.rejectCode() == RejectCode.ACCOUNT_FROZEN ? 1 : 0;
            lastRefusal = ack.rejectCode();
        }
    }

    /** {@return bytes put out so far} */
    long bytes() {
        return bytes;
    }

    /** {@return commands refused so far} */
    long refused() {
        return refused;
    }

    /** {@return those of them refused because an account is in liquidation} */
    long frozen() {
        return frozen;
    }

    /** {@return why the last one was} */
    RejectCode lastRefusal() {
        return lastRefusal;
    }
}
