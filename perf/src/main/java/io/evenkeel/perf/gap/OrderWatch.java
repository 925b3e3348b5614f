package io.evenkeel.perf.gap;

import io.evenkeel.codecs.LiquidationOrderDecoder;
import io.evenkeel.codecs.LiquidationStartedDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.core.output.OutputKind;
import io.evenkeel.core.output.OutputSlot;
import io.evenkeel.core.store.Mixing;
import java.util.function.Consumer;

/** Sees liquidations start that are charged to one command, and their first orders. One thread; no allocation. */
final class OrderWatch implements Consumer<OutputSlot> {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final LiquidationStartedDecoder started = new LiquidationStartedDecoder();
    private final LiquidationOrderDecoder order = new LiquidationOrderDecoder();
    private long chargedPosition = Long.MAX_VALUE;
    private long liquidation;
    private long orders;
    private long firstPosition;
    private long lastPosition;
    private long hash;

    /** Says which command is watched. */
    void watch(final long position) {
        chargedPosition = position;
    }

    @Override
    public void accept(final OutputSlot slot) {
        if (slot.kind() != OutputKind.LIQUIDATION) {
            return;
        }
        switch (header.wrap(slot.buffer(), 0).templateId()) {
            case LiquidationStartedDecoder.TEMPLATE_ID -> onStarted(slot);
            case LiquidationOrderDecoder.TEMPLATE_ID -> onOrder(slot);
            default -> {
                // Nothing else begins a liquidation.
            }
        }
    }

    private void onStarted(final OutputSlot slot) {
        started.wrapAndApplyHeader(slot.buffer(), 0, header);
        if (started.breachPosition() == chargedPosition) {
            liquidation = started.liquidation();
        }
    }

    private void onOrder(final OutputSlot slot) {
        order.wrapAndApplyHeader(slot.buffer(), 0, header);
        if (order.liquidation() == liquidation) {
            liquidation = 0;
            firstPosition = orders++ == 0 ? slot.logPosition() : firstPosition;
            lastPosition = slot.logPosition();
            hash = Mixing.chain(Mixing.chain(hash, order.account()), order.quantity());
        }
    }

    /** {@return first orders so far, one for each liquidation} */
    long count() {
        return orders;
    }

    /** {@return the log entry with which the first one came} */
    long firstPosition() {
        return firstPosition;
    }

    /** {@return the log entry with which the last one came} */
    long lastPosition() {
        return lastPosition;
    }

    /** {@return hash of accounts and quantities, in their order} */
    long hash() {
        return hash;
    }
}
