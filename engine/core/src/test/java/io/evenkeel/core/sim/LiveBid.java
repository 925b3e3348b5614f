package io.evenkeel.core.sim;

import io.evenkeel.codecs.LiquidationOrderDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.Side;
import io.evenkeel.core.output.OutputSlot;
import io.evenkeel.core.sim.command.CommandWriter;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.Parties;

/** A bid for whatever order was put out last, at any price: for tapes that are played against changing states. */
final class LiveBid implements LogEntry {
    private final LiquidationOrderDecoder order = new LiquidationOrderDecoder();
    private final long keeper;
    private long liquidation = 1;
    private int instrument;
    private long quantity = 1;
    private long limit = 1;

    /**
     * Makes a bidder.
     *
     * @param keeper account that bids.
     */
    LiveBid(final long keeper) {
        this.keeper = keeper;
    }

    /** Forgets the last order, as at the beginning of a log. */
    void forget() {
        liquidation = 1;
        instrument = 0;
        quantity = 1;
        limit = 1;
    }

    /** Takes an order. */
    void onOrder(final OutputSlot slot, final MessageHeaderDecoder header) {
        order.wrapAndApplyHeader(slot.buffer(), 0, header);
        if (order.quantity() > 0) {
            liquidation = order.liquidation();
            instrument = order.instrument();
            quantity = order.quantity();
            limit = order.side() == Side.SELL ? Integer.MAX_VALUE / 10_000 * 10_000 : 100;
        }
    }

    @Override
    public int participant() {
        return Parties.ownerOf(keeper);
    }

    @Override
    public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
        return writer.bid(sequence, keeper, liquidation, instrument, quantity, limit);
    }
}
