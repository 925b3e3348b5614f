package io.evenkeel.core.sim;

import io.evenkeel.codecs.InstructionOutcome;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.SettlementInstructionDecoder;
import io.evenkeel.core.output.OutputSlot;
import io.evenkeel.core.sim.command.CommandWriter;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.Parties;

/** An answer to whatever instruction was put out last, now confirmed, now failed: for tapes that are played again. */
final class LiveConfirmation implements LogEntry {
    private final SettlementInstructionDecoder instruction = new SettlementInstructionDecoder();
    private long last;
    private boolean isFailing;

    /** Forgets the last instruction, as at the beginning of a log. */
    void forget() {
        last = 0;
    }

    /** Takes an instruction. */
    void onInstruction(final OutputSlot slot, final MessageHeaderDecoder header) {
        instruction.wrapAndApplyHeader(slot.buffer(), 0, header);
        last = instruction.instruction();
    }

    @Override
    public int participant() {
        return Parties.GATEWAY;
    }

    @Override
    public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
        isFailing = !isFailing;
        return writer.confirmation(
                sequence, last, rising, isFailing ? InstructionOutcome.FAILED : InstructionOutcome.CONFIRMED);
    }
}
