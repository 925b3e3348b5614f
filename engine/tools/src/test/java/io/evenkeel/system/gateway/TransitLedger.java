package io.evenkeel.system.gateway;

import io.evenkeel.client.feed.FeedListener;
import io.evenkeel.codecs.BalanceChangedDecoder;
import io.evenkeel.codecs.InstructionEndedDecoder;
import io.evenkeel.codecs.InstructionOutcome;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.SettlementInstructionDecoder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.agrona.DirectBuffer;

/** Withdrawals as the audit feed tells them: out of an account into transit, and from there away or back. */
final class TransitLedger implements FeedListener {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final BalanceChangedDecoder changed = new BalanceChangedDecoder();
    private final SettlementInstructionDecoder instruction = new SettlementInstructionDecoder();
    private final InstructionEndedDecoder end = new InstructionEndedDecoder();
    private final Map<Long, Long> balances = new HashMap<>();
    private final Set<Long> instructed = new HashSet<>();
    private final Set<Long> ended = new HashSet<>();
    private long inTransit;

    @Override
    public void onEvent(
            final long number, final long logPosition, final DirectBuffer buffer, final int offset, final int length) {
        header.wrap(buffer, offset);
        switch (header.templateId()) {
            case BalanceChangedDecoder.TEMPLATE_ID -> {
                changed.wrapAndApplyHeader(buffer, offset, header);
                inTransit += Math.max(0, -changed.amount());
                balances.put(changed.account(), changed.balance());
            }
            case SettlementInstructionDecoder.TEMPLATE_ID -> instructed.add(
                    instruction.wrapAndApplyHeader(buffer, offset, header).instruction());
            case InstructionEndedDecoder.TEMPLATE_ID -> {
                end.wrapAndApplyHeader(buffer, offset, header);
                inTransit -= end.amount();
                if (end.outcome() == InstructionOutcome.FAILED) {
                    balances.put(end.account(), end.balance());
                }
                if (!ended.add(end.instruction())) {
                    throw new IllegalStateException("instruction " + end.instruction() + " ended twice");
                }
            }
            default -> { }
        }
    }

    int instructed() {
        return instructed.size();
    }

    int ended() {
        return ended.size();
    }

    long inTransit() {
        return inTransit;
    }

    long balance(final long account) {
        return balances.get(account);
    }
}
