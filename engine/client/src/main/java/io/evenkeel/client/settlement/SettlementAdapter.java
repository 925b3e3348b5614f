package io.evenkeel.client.settlement;

import io.evenkeel.client.feed.FeedListener;
import io.evenkeel.codecs.InstructionEndedDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.SettlementInstructionDecoder;
import io.evenkeel.codecs.feed.FeedFrame;
import org.agrona.DirectBuffer;

/** Reads events of the settlement feed; of those it does not know it says that there was one. Does not allocate. */
final class SettlementAdapter implements FeedListener {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final SettlementInstructionDecoder instruction = new SettlementInstructionDecoder();
    private final InstructionEndedDecoder ended = new InstructionEndedDecoder();
    private final SettlementListener listener;

    SettlementAdapter(final SettlementListener listener) {
        this.listener = listener;
    }

    @Override
    public void onEvent(
            final long number, final long logPosition, final DirectBuffer buffer, final int offset, final int length) {
        final long next = number + FeedFrame.count(length);
        header.wrap(buffer, offset);
        switch (header.templateId()) {
            case SettlementInstructionDecoder.TEMPLATE_ID -> listener.onInstruction(
                    next, logPosition, instruction.wrapAndApplyHeader(buffer, offset, header));
            case InstructionEndedDecoder.TEMPLATE_ID -> listener.onEnded(
                    next, logPosition, ended.wrapAndApplyHeader(buffer, offset, header));
            default -> listener.onOther(next, logPosition);
        }
    }
}
