package io.evenkeel.tools.demo;

import io.evenkeel.codecs.LiquidationEndedDecoder;
import io.evenkeel.codecs.LiquidationOrderDecoder;
import io.evenkeel.codecs.LiquidationStartedDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.Side;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;

/** The liquidations that are open, as the liquidation feed tells. One thread. */
final class LiquidationBoard {
    private static final double PPM_PER_PERCENT = 1e4;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final LiquidationStartedDecoder started = new LiquidationStartedDecoder();
    private final LiquidationOrderDecoder order = new LiquidationOrderDecoder();
    private final LiquidationEndedDecoder ended = new LiquidationEndedDecoder();
    private final Map<Long, Open> open = new TreeMap<>();
    private String lastEnd = "none yet";

    /**
     * A liquidation that is open.
     *
     * @param breachTimeMs when it began.
     * @param instrument   what is for sale; -1 as long as nothing is.
     * @param quantity     how much, mantissa.
     * @param startTimeMs  when the discount began to grow.
     */
    record Open(
            long liquidation,
            long account,
            long breachTimeMs,
            int instrument,
            Side side,
            long quantity,
            long startTimeMs,
            int auctionMs,
            int maxDiscountPpm) {
        /** {@return how far below the mark, or above it for a buyer, the order stands, percent} */
        double discountPercent(final long nowMs) {
            final double share = auctionMs == 0 ? 1 : (double) (nowMs - startTimeMs) / auctionMs;
            return Math.max(0, Math.min(1, share)) * maxDiscountPpm / PPM_PER_PERCENT;
        }
    }

    /** Takes one event of the liquidation feed. */
    void onEvent(final DirectBuffer buffer, final int offset) {
        header.wrap(buffer, offset);
        switch (header.templateId()) {
            case LiquidationStartedDecoder.TEMPLATE_ID -> onStarted(buffer, offset);
            case LiquidationOrderDecoder.TEMPLATE_ID -> onOrder(buffer, offset);
            case LiquidationEndedDecoder.TEMPLATE_ID -> onEnded(buffer, offset);
            default -> { }
        }
    }

    private void onStarted(final DirectBuffer buffer, final int offset) {
        started.wrapAndApplyHeader(buffer, offset, header);
        open.put(started.liquidation(), new Open(
                started.liquidation(), started.account(), started.breachTimeMs(), -1, Side.NULL_VAL, 0, 0, 0, 0));
    }

    private void onOrder(final DirectBuffer buffer, final int offset) {
        order.wrapAndApplyHeader(buffer, offset, header);
        final Open known = open.get(order.liquidation());
        if (known != null) {
            open.put(order.liquidation(), new Open(
                    order.liquidation(),
                    order.account(),
                    known.breachTimeMs(),
                    order.quantity() == 0 ? -1 : order.instrument(),
                    order.side(),
                    order.quantity(),
                    order.startTimeMs(),
                    order.auctionMs(),
                    order.maxDiscountPpm()));
        }
    }

    private void onEnded(final DirectBuffer buffer, final int offset) {
        ended.wrapAndApplyHeader(buffer, offset, header);
        if (open.remove(ended.liquidation()) != null) {
            lastEnd = "no " + ended.liquidation() + " of account " + ended.account() + ", "
                    + ended.outcome().name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@return what is open, in the order in which it began} */
    Collection<Open> open() {
        return open.values();
    }

    /** {@return what ended last, in words} */
    String lastEnd() {
        return lastEnd;
    }
}
