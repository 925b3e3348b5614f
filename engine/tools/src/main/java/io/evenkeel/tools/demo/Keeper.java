package io.evenkeel.tools.demo;

import io.evenkeel.codecs.LiquidationEndedDecoder;
import io.evenkeel.codecs.LiquidationOrderDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.Side;
import io.evenkeel.tools.cluster.ParticipantLine;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.agrona.DirectBuffer;

/**
 * A liquidator as one would be written: follows the liquidation feed, waits until an order's discount has grown to
 * what it wants, and bids for all of it. It knows nothing but the feed and its answers.
 */
final class Keeper {
    private static final long PPM = 1_000_000;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final LiquidationOrderDecoder order = new LiquidationOrderDecoder();
    private final LiquidationEndedDecoder ended = new LiquidationEndedDecoder();
    private final Map<Long, Wanted> wanted = new HashMap<>();
    private final ParticipantLine line;
    private final long account;
    private final long wantedDiscountPpm;
    private long bids;

    Keeper(final ParticipantLine line, final long account, final long wantedDiscountPpm) {
        this.line = line;
        this.account = account;
        this.wantedDiscountPpm = wantedDiscountPpm;
    }

    /** An order that is worth a bid, and from when on. */
    private record Wanted(int instrument, long quantity, long limit, long fromMs) {
    }

    /** Takes one event of the liquidation feed. */
    void onEvent(final DirectBuffer buffer, final int offset) {
        header.wrap(buffer, offset);
        if (header.templateId() == LiquidationOrderDecoder.TEMPLATE_ID) {
            order.wrapAndApplyHeader(buffer, offset, header);
            if (order.quantity() == 0) {
                wanted.remove(order.liquidation());
            } else {
                wanted.put(order.liquidation(), want());
            }
        } else if (header.templateId() == LiquidationEndedDecoder.TEMPLATE_ID) {
            ended.wrapAndApplyHeader(buffer, offset, header);
            wanted.remove(ended.liquidation());
        }
    }

    private Wanted want() {
        final long discountPpm = Math.min(wantedDiscountPpm, order.maxDiscountPpm());
        final long waitMs = order.maxDiscountPpm() == 0 ? 0 : order.auctionMs() * discountPpm / order.maxDiscountPpm();
        final long offMark = order.mark() * discountPpm / PPM;
        final boolean isBuying = order.side() == Side.SELL;
        final long limit = isBuying
                ? Math.max(order.bankruptcyPrice(), order.mark() - offMark + 1)
                : Math.min(order.bankruptcyPrice(), order.mark() + offMark - 1);
        return new Wanted(order.instrument(), order.quantity(), limit, order.startTimeMs() + waitMs);
    }

    /** Bids on what is due. {@code nowMs} is the wall clock, which cluster time follows. */
    void bid(final long nowMs) {
        final Iterator<Map.Entry<Long, Wanted>> entries = wanted.entrySet().iterator();
        while (entries.hasNext()) {
            final Map.Entry<Long, Wanted> entry = entries.next();
            final Wanted it = entry.getValue();
            if (it.fromMs() <= nowMs) {
                final long liquidation = entry.getKey();
                line.send(() -> line.client().bid(account, liquidation, it.instrument(), it.quantity(), it.limit()));
                bids++;
                entries.remove();
            }
        }
    }

    /** {@return how many bids it made} */
    long bids() {
        return bids;
    }
}
