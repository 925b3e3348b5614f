package io.evenkeel.core.output;

import io.evenkeel.codecs.DeficitChargedEncoder;
import io.evenkeel.codecs.DeficitCoveredEncoder;
import io.evenkeel.codecs.DeficitTakenEncoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.PoolSweptEncoder;
import io.evenkeel.codecs.Side;
import io.evenkeel.core.listing.Instrument;

/** Writes what becomes of deficits (SPEC 6, step 5). One thread; no allocation. */
public final class DeficitEvents {
    private final EventEncoder events;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final DeficitTakenEncoder taken = new DeficitTakenEncoder();
    private final DeficitChargedEncoder charged = new DeficitChargedEncoder();
    private final DeficitCoveredEncoder covered = new DeficitCoveredEncoder();
    private final PoolSweptEncoder swept = new PoolSweptEncoder();

    /** Makes an encoder that shares the sink and the current log entry with another. */
    public DeficitEvents(final EventEncoder events) {
        this.events = events;
    }

    /**
     * Reports what is missing, and how it is shared out.
     *
     * @param mark            at which the pool took a position; 0 where it took none.
     * @param bankruptcyPrice of what it took; likewise.
     * @param quantity        how much it took; likewise.
     * @param breachPosition  of the account being liquidated; 0 where there is none.
     */
    public void taken(
            final long liquidation,
            final long account,
            final int instrument,
            final long amount,
            final long fromLongs,
            final long fromShorts,
            final long left,
            final long mark,
            final long bankruptcyPrice,
            final long quantity,
            final long breachPosition) {
        final OutputSlot slot = events.claim(OutputKind.LIQUIDATION);
        taken.wrapAndApplyHeader(slot.buffer(), 0, header)
                .liquidation(liquidation)
                .amount(amount)
                .fromLongs(fromLongs)
                .fromShorts(fromShorts)
                .left(left)
                .account(account)
                .instrument(instrument)
                .mark(mark)
                .bankruptcyPrice(bankruptcyPrice)
                .quantity(quantity)
                .breachPosition(breachPosition);
        events.publish(slot, taken.limit());
    }

    /** Reports that each unit of a side was charged. */
    public void charged(
            final Instrument instrument,
            final boolean isLong,
            final long step,
            final long quantity,
            final long amount,
            final long excess) {
        final OutputSlot slot = events.claim(OutputKind.MARKET);
        charged.wrapAndApplyHeader(slot.buffer(), 0, header)
                .amount(amount)
                .excess(excess)
                .step(step)
                .quantity(quantity)
                .cumulativeLong(instrument.funding().index(true))
                .cumulativeShort(instrument.funding().index(false))
                .left(instrument.funding().deficit().of(isLong))
                .instrument(instrument.id())
                .side(isLong ? Side.BUY : Side.SELL);
        events.publish(slot, charged.limit());
    }

    /** Reports what the pool's account gained by its positions, or lost if it is negative. */
    public void swept(final long account, final int asset, final long amount, final long balance) {
        final OutputSlot slot = events.claim(OutputKind.AUDIT);
        swept.wrapAndApplyHeader(slot.buffer(), 0, header)
                .amount(amount)
                .balance(balance)
                .account(account)
                .asset(asset);
        events.publish(slot, swept.limit());
    }

    /** Reports that insurance income covered what was open. */
    public void covered(final Instrument instrument, final long amount) {
        final OutputSlot slot = events.claim(OutputKind.MARKET);
        covered.wrapAndApplyHeader(slot.buffer(), 0, header)
                .amount(amount)
                .left(instrument.funding().deficit().open())
                .instrument(instrument.id());
        events.publish(slot, covered.limit());
    }
}
