package io.evenkeel.core.output;

import io.evenkeel.codecs.InstructionEndedEncoder;
import io.evenkeel.codecs.InstructionOutcome;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.SettlementInstructionEncoder;
import io.evenkeel.codecs.TransferredEncoder;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.settlement.InstructionStore;

/** Writes what gateways are told and what became of it, for the {@code settlement} feed. One thread; no allocation. */
public final class SettlementEvents {
    private final EventEncoder events;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SettlementInstructionEncoder instruction = new SettlementInstructionEncoder();
    private final InstructionEndedEncoder ended = new InstructionEndedEncoder();
    private final TransferredEncoder transferred = new TransferredEncoder();

    /** Makes an encoder that shares the sink and the current log entry with another. */
    public SettlementEvents(final EventEncoder events) {
        this.events = events;
    }

    /** Tells gateways to move money, for the first time or again. */
    public void instruction(final AccountStore accounts, final InstructionStore instructions, final int record) {
        final OutputSlot slot = events.claim(OutputKind.SETTLEMENT);
        instruction.wrapAndApplyHeader(slot.buffer(), 0, header)
                .instruction(instructions.id(record))
                .cycle(instructions.cycle(record))
                .account(accounts.id(instructions.account(record)))
                .amount(instructions.amount(record))
                .asset(instructions.asset(record))
                .kind(instructions.kind(record))
                .repeat(instructions.timesSent(record));
        events.publish(slot, instruction.limit());
    }

    /** Reports what became of an instruction, and the account's balance afterwards. */
    public void ended(
            final AccountStore accounts,
            final InstructionStore instructions,
            final int record,
            final long balance,
            final long reference,
            final InstructionOutcome outcome) {
        final OutputSlot slot = events.claim(OutputKind.SETTLEMENT);
        ended.wrapAndApplyHeader(slot.buffer(), 0, header)
                .instruction(instructions.id(record))
                .account(accounts.id(instructions.account(record)))
                .amount(instructions.amount(record))
                .balance(balance)
                .reference(reference)
                .asset(instructions.asset(record))
                .kind(instructions.kind(record))
                .outcome(outcome);
        events.publish(slot, ended.limit());
    }

    /** Reports money that moved between two accounts of one owner. */
    public void transferred(final long from, final long to, final int asset, final long amount) {
        final OutputSlot slot = events.claim(OutputKind.AUDIT);
        transferred.wrapAndApplyHeader(slot.buffer(), 0, header).from(from).to(to).amount(amount).asset(asset);
        events.publish(slot, transferred.limit());
    }
}
