package io.evenkeel.core.output;

import io.evenkeel.codecs.FundingPaidEncoder;
import io.evenkeel.codecs.MessageHeaderEncoder;

/** Writes what accounts pay and get of funding, for the audit feed. One thread; no allocation. */
public final class FundingEvents {
    private final EventEncoder events;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final FundingPaidEncoder paid = new FundingPaidEncoder();

    /** Makes an encoder that shares the sink and the current log entry with another. */
    public FundingEvents(final EventEncoder events) {
        this.events = events;
    }

    /** Reports that a position settled what it owed. */
    public void paid(final long account, final long amount, final long balance, final int instrument) {
        final OutputSlot slot = events.claim(OutputKind.AUDIT);
        paid.wrapAndApplyHeader(slot.buffer(), 0, header)
                .account(account)
                .amount(amount)
                .balance(balance)
                .instrument(instrument);
        events.publish(slot, paid.limit());
    }
}
