package io.evenkeel.core.output;

import io.evenkeel.codecs.CycleClosedEncoder;
import io.evenkeel.codecs.CycleMarkEncoder;
import io.evenkeel.codecs.CycleSettledEncoder;
import io.evenkeel.codecs.CycleStartedEncoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.core.settlement.SettlementCycle;

/**
 * Writes the events of settlement cycles, for the {@code settlement} feed; each account's part goes to the audit feed
 * alone. One thread; no allocation.
 */
public final class CycleEvents {
    private final EventEncoder events;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final CycleStartedEncoder started = new CycleStartedEncoder();
    private final CycleMarkEncoder mark = new CycleMarkEncoder();
    private final CycleSettledEncoder settled = new CycleSettledEncoder();
    private final CycleClosedEncoder closed = new CycleClosedEncoder();

    /** Makes an encoder that shares the sink and the current log entry with another. */
    public CycleEvents(final EventEncoder events) {
        this.events = events;
    }

    /** Reports that marks were frozen. */
    public void started(final long cycle, final int instruments) {
        final OutputSlot slot = events.claim(OutputKind.SETTLEMENT);
        started.wrapAndApplyHeader(slot.buffer(), 0, header)
                .cycle(cycle)
                .timeMs(events.timeMs())
                .instruments(instruments);
        events.publish(slot, started.limit());
    }

    /** Reports a frozen mark; 0 where the instrument is left to the next cycle. */
    public void mark(final long cycle, final int instrument, final long price) {
        final OutputSlot slot = events.claim(OutputKind.SETTLEMENT);
        mark.wrapAndApplyHeader(slot.buffer(), 0, header).cycle(cycle).mark(price).instrument(instrument);
        events.publish(slot, mark.limit());
    }

    /** Reports an account's part, and its balance afterwards. */
    public void settled(
            final long cycle, final long account, final int asset, final long amount, final long balance) {
        final OutputSlot slot = events.claim(OutputKind.AUDIT);
        settled.wrapAndApplyHeader(slot.buffer(), 0, header)
                .cycle(cycle)
                .account(account)
                .amount(amount)
                .balance(balance)
                .asset(asset);
        events.publish(slot, settled.limit());
    }

    /** Reports the batch record of a cycle that ended. */
    public void closed(final SettlementCycle cycle) {
        final OutputSlot slot = events.claim(OutputKind.SETTLEMENT);
        closed.wrapAndApplyHeader(slot.buffer(), 0, header)
                .cycle(cycle.number())
                .accounts(cycle.accounts())
                .positions(cycle.positions())
                .instructions(cycle.instructions())
                .debits(cycle.debits())
                .credits(cycle.credits())
                .instructionsHash(cycle.instructionsHash())
                .previousHash(cycle.previousHash())
                .hash(cycle.lastHash())
                .positionsLeft(cycle.positionsLeft());
        events.publish(slot, closed.limit());
    }
}
