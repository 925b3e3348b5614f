package io.evenkeel.system.client;

import io.evenkeel.client.feed.FeedListener;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.TradeBookedDecoder;
import java.util.HashSet;
import java.util.Set;
import org.agrona.DirectBuffer;

/** Counts the fills that a feed brings, and does not bear one twice. */
final class FeedTally implements FeedListener {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TradeBookedDecoder booked = new TradeBookedDecoder();
    private final Set<Long> tradeIds = new HashSet<>();

    @Override
    public void onEvent(
            final long number, final long logPosition, final DirectBuffer buffer, final int offset, final int length) {
        if (header.wrap(buffer, offset).templateId() == TradeBookedDecoder.TEMPLATE_ID) {
            booked.wrapAndApplyHeader(buffer, offset, header);
            if (!tradeIds.add(booked.tradeId())) {
                throw new IllegalStateException("fill " + booked.tradeId() + " came twice, at number " + number);
            }
        }
    }

    /** {@return how many fills came} */
    long fills() {
        return tradeIds.size();
    }
}
