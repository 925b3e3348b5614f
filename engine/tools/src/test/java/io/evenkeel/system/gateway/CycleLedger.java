package io.evenkeel.system.gateway;

import io.evenkeel.client.feed.FeedListener;
import io.evenkeel.codecs.CycleClosedDecoder;
import io.evenkeel.codecs.CycleSettledDecoder;
import io.evenkeel.codecs.InstructionEndedDecoder;
import io.evenkeel.codecs.InstructionKind;
import io.evenkeel.codecs.InstructionOutcome;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.SettlementInstructionDecoder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.agrona.DirectBuffer;

/** What cycles settled, paid and collected as the audit feed tells it, in dollars, by arithmetic of its own. */
final class CycleLedger implements FeedListener {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final CycleSettledDecoder settled = new CycleSettledDecoder();
    private final CycleClosedDecoder closed = new CycleClosedDecoder();
    private final SettlementInstructionDecoder instruction = new SettlementInstructionDecoder();
    private final InstructionEndedDecoder end = new InstructionEndedDecoder();
    private final Map<Long, Long> balances = new HashMap<>();
    private final Map<InstructionKind, Long> confirmed = new HashMap<>();
    private final Set<Long> open = new HashSet<>();
    private final Set<Long> ended = new HashSet<>();
    private long inTransit;
    private long cyclesClosed;

    @Override
    public void onEvent(
            final long number, final long logPosition, final DirectBuffer buffer, final int offset, final int length) {
        header.wrap(buffer, offset);
        switch (header.templateId()) {
            case CycleSettledDecoder.TEMPLATE_ID -> {
                settled.wrapAndApplyHeader(buffer, offset, header);
                book(settled.account(), settled.amount(), settled.balance());
            }
            case CycleClosedDecoder.TEMPLATE_ID -> {
                closed.wrapAndApplyHeader(buffer, offset, header);
                cyclesClosed++;
                check(closed.debits() == closed.credits(), "cycle " + closed.cycle() + " does not balance");
            }
            case SettlementInstructionDecoder.TEMPLATE_ID -> onInstruction(buffer, offset);
            case InstructionEndedDecoder.TEMPLATE_ID -> onEnded(buffer, offset);
            default -> { }
        }
    }

    private void onInstruction(final DirectBuffer buffer, final int offset) {
        instruction.wrapAndApplyHeader(buffer, offset, header);
        if (instruction.repeat() == 0) {
            check(open.add(instruction.instruction()), "told anew: " + instruction.instruction());
            if (instruction.kind() == InstructionKind.PAY) {
                inTransit += instruction.amount();
                balances.merge(instruction.account(), -instruction.amount(), Long::sum);
            }
        }
    }

    private void onEnded(final DirectBuffer buffer, final int offset) {
        end.wrapAndApplyHeader(buffer, offset, header);
        check(open.remove(end.instruction()) && ended.add(end.instruction()),
                "instruction " + end.instruction() + " ended twice, or was never told");
        final boolean isPaid = end.kind() == InstructionKind.PAY;
        final boolean isConfirmed = end.outcome() == InstructionOutcome.CONFIRMED;
        inTransit -= isPaid ? end.amount() : 0;
        book(end.account(), isPaid == isConfirmed ? 0 : end.amount(), end.balance());
        if (isConfirmed) {
            confirmed.merge(end.kind(), end.amount(), Long::sum);
        }
    }

    private void book(final long account, final long amount, final long balance) {
        check(balances.merge(account, amount, Long::sum) == balance,
                "account " + account + " has " + balance + " and should have " + balances.get(account));
    }

    private static void check(final boolean holds, final String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    boolean isSettled(final long cycles) {
        return cyclesClosed == cycles && open.isEmpty();
    }

    int ended() {
        return ended.size();
    }

    long inTransit() {
        return inTransit;
    }

    /** {@return what was confirmed as paid, or as collected} */
    long confirmed(final InstructionKind kind) {
        return confirmed.getOrDefault(kind, 0L);
    }
}
