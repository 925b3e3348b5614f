package io.evenkeel.tools.report;

import io.evenkeel.codecs.CycleClosedDecoder;
import io.evenkeel.codecs.CycleMarkDecoder;
import io.evenkeel.codecs.CycleSettledDecoder;
import io.evenkeel.codecs.CycleStartedDecoder;
import io.evenkeel.codecs.InstructionEndedDecoder;
import io.evenkeel.codecs.InstructionKind;
import io.evenkeel.codecs.InstructionOutcome;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.SettlementInstructionDecoder;
import io.evenkeel.core.inspect.HouseAccount;
import java.util.Map;
import org.agrona.DirectBuffer;

/** Books settlement cycles and what gateways do. */
final class SettlementReader {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final SettlementInstructionDecoder instruction = new SettlementInstructionDecoder();
    private final InstructionEndedDecoder ended = new InstructionEndedDecoder();
    private final CycleStartedDecoder started = new CycleStartedDecoder();
    private final CycleMarkDecoder mark = new CycleMarkDecoder();
    private final CycleSettledDecoder settled = new CycleSettledDecoder();
    private final CycleClosedDecoder closed = new CycleClosedDecoder();
    private final AuditBooks books;

    SettlementReader(final AuditBooks books) {
        this.books = books;
    }

    /** Books an event. {@return whether it is one of these} */
    boolean read(final int templateId, final DirectBuffer buffer, final int offset) {
        switch (templateId) {
            case SettlementInstructionDecoder.TEMPLATE_ID ->
                    onInstruction(instruction.wrapAndApplyHeader(buffer, offset, header));
            case InstructionEndedDecoder.TEMPLATE_ID -> onEnded(ended.wrapAndApplyHeader(buffer, offset, header));
            case CycleStartedDecoder.TEMPLATE_ID -> {
                started.wrapAndApplyHeader(buffer, offset, header);
                books.cycles().cycle(started.cycle()).start(started.timeMs());
            }
            case CycleMarkDecoder.TEMPLATE_ID -> {
                mark.wrapAndApplyHeader(buffer, offset, header);
                books.cycles().cycle(mark.cycle()).mark(mark.instrument(), mark.mark());
            }
            case CycleSettledDecoder.TEMPLATE_ID -> onSettled(settled.wrapAndApplyHeader(buffer, offset, header));
            case CycleClosedDecoder.TEMPLATE_ID -> onClosed(closed.wrapAndApplyHeader(buffer, offset, header));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** A withdrawal left the account when it was taken; what a cycle pays out leaves it with its instruction. */
    private void onInstruction(final SettlementInstructionDecoder it) {
        if (it.repeat() > 0) {
            return;
        }
        final InstructionFile.Open made = new InstructionFile.Open(
                it.instruction(), it.kind(), it.cycle(), it.account(), it.asset(), it.amount());
        books.instructions().add(made);
        if (it.cycle() != 0) {
            books.cycles().cycle(it.cycle()).instructed(made);
        }
        if (it.kind() == InstructionKind.PAY) {
            move(Holder.account(it.account()), Holder.house(HouseAccount.IN_TRANSIT), it.asset(), it.amount());
        }
    }

    private void onEnded(final InstructionEndedDecoder it) {
        // A withdrawal is cancelled before anybody was told of it.
        final boolean isTold = books.instructions().remove(it.instruction()) != null;
        if (isTold == (it.outcome() == InstructionOutcome.CANCELLED)) {
            books.complain(
                    "an end of instruction " + it.instruction() + ", which is " + (isTold ? "" : "not ") + "open");
        }
        final Holder account = Holder.account(it.account());
        final Holder transit = Holder.house(HouseAccount.IN_TRANSIT);
        final Holder world = Holder.house(HouseAccount.EXTERNAL);
        final boolean isConfirmed = it.outcome() == InstructionOutcome.CONFIRMED;
        if (it.kind() != InstructionKind.COLLECT) {
            move(transit, isConfirmed ? world : account, it.asset(), it.amount());
        } else if (isConfirmed) {
            books.move(world, account, it.asset(), it.amount(), Cause.DEPOSITS);
        }
        books.compare(account, it.asset(), it.balance());
    }

    private void move(final Holder from, final Holder to, final int asset, final long amount) {
        books.move(from, to, asset, amount, Cause.WITHDRAWALS);
    }

    /** Every position of the account that is settled in that asset, at the cycle's marks. */
    private void onSettled(final CycleSettledDecoder it) {
        final CycleFile.Cycle cycle = books.cycles().cycle(it.cycle());
        long profit = 0;
        for (final Map.Entry<Integer, Holding> held : books.file(it.account()).holdings().entrySet()) {
            final Market market = books.units().market(held.getKey());
            final long frozen = cycle.marks().getOrDefault(held.getKey(), 0L);
            if (market.settlementAsset() == it.asset() && frozen != 0) {
                profit += books.settle(it.account(), market, frozen);
            }
        }
        if (profit != it.amount()) {
            books.complain("cycle " + it.cycle() + " settles " + books.units().amount(it.asset(), profit)
                    + " for account " + it.account() + ", the cluster says "
                    + books.units().amount(it.asset(), it.amount()));
        }
        cycle.settled(it.asset(), it.amount());
        books.compare(Holder.account(it.account()), it.asset(), it.balance());
    }

    private void onClosed(final CycleClosedDecoder it) {
        final CycleFile.Batch stated = new CycleFile.Batch(
                it.accounts(),
                it.positions(),
                it.positionsLeft(),
                it.instructions(),
                it.debits(),
                it.credits(),
                it.instructionsHash(),
                it.previousHash(),
                it.hash());
        books.cycles().cycle(it.cycle()).close(stated).forEach(books::complain);
    }
}
