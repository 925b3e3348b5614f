package io.evenkeel.core.risk;

import static io.evenkeel.core.snapshot.Soundness.require;

import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.CycleMarkStateDecoder;
import io.evenkeel.codecs.CycleMarkStateEncoder;
import io.evenkeel.codecs.CycleStateDecoder;
import io.evenkeel.codecs.CycleStateEncoder;
import io.evenkeel.codecs.EarlySettledStateDecoder;
import io.evenkeel.codecs.EarlySettledStateEncoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.ledger.AccountOrder;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.settlement.SettlementCycle;
import io.evenkeel.core.snapshot.RecordWriter;
import org.agrona.DirectBuffer;

/**
 * Settlement cycles in a snapshot: the totals and the chain, and of a running one its marks and the accounts above its
 * cursor that were settled early because a command touched them. Allocates.
 */
final class CycleSnapshot {
    private final RiskStores stores;
    private final SettlementCycle cycle;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final CycleStateDecoder cycleState = new CycleStateDecoder();
    private final CycleMarkStateDecoder markState = new CycleMarkStateDecoder();
    private final EarlySettledStateDecoder settledState = new EarlySettledStateDecoder();

    CycleSnapshot(final RiskStores stores) {
        this.stores = stores;
        cycle = stores.cycle();
    }

    void write(final RecordWriter writer) {
        final CycleStateEncoder encoder = new CycleStateEncoder();
        cycle.write(encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header()));
        writer.write(encoder.limit());
        if (cycle.isRunning()) {
            writeMarks(writer);
            writeSettled(writer);
        }
    }

    private void writeMarks(final RecordWriter writer) {
        final CycleMarkStateEncoder encoder = new CycleMarkStateEncoder();
        for (int id = 0; id < stores.listings().instrumentCount(); id++) {
            if (cycle.mark(id) > 0) {
                encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header())
                        .mark(cycle.mark(id))
                        .opening(cycle.opening(id))
                        .paid(cycle.paid(id))
                        .left(cycle.left(id))
                        .instrument(id);
                writer.write(encoder.limit());
            }
        }
    }

    private void writeSettled(final RecordWriter writer) {
        final EarlySettledStateEncoder encoder = new EarlySettledStateEncoder();
        final AccountOrder order = stores.accounts().order();
        for (int rank = order.rankAfter(cycle.cursorId()); rank < order.size(); rank++) {
            if (cycle.isSettled(stores.accounts(), order.account(rank))) {
                encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header())
                        .account(stores.accounts().id(order.account(rank)));
                writer.write(encoder.limit());
            }
        }
    }

    /** Takes up a record. {@return whether it is one of a cycle's} */
    boolean load(final int templateId, final DirectBuffer buffer, final int offset) {
        switch (templateId) {
            case CycleStateDecoder.TEMPLATE_ID -> loadCycle(buffer, offset);
            case CycleMarkStateDecoder.TEMPLATE_ID -> loadMark(buffer, offset);
            case EarlySettledStateDecoder.TEMPLATE_ID -> loadSettled(buffer, offset);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void loadCycle(final DirectBuffer buffer, final int offset) {
        cycleState.wrapAndApplyHeader(buffer, offset, header);
        require(cycleState.cycle() >= 0
                        && cycleState.boundaryMs() >= 0
                        && cycleState.accounts() >= 0
                        && cycleState.positions() >= 0
                        && cycleState.positionsLeft() >= 0
                        && cycleState.instructions() >= 0
                        && cycleState.debits() >= 0
                        && cycleState.credits() >= 0,
                "nothing can be below zero in a settlement cycle");
        require(cycleState.running() != BooleanType.NULL_VAL
                        && (cycleState.cycle() > 0 || cycleState.running() == BooleanType.NO),
                "there was no such settlement cycle");
        cycle.restore(cycleState);
    }

    private void loadMark(final DirectBuffer buffer, final int offset) {
        markState.wrapAndApplyHeader(buffer, offset, header);
        require(cycle.isRunning()
                        && stores.listings().hasInstrument(markState.instrument())
                        && cycle.mark(markState.instrument()) == 0
                        && markState.mark() > 0
                        && markState.mark() <= Bounds.MAX_PRICE,
                "no settlement cycle can have such a mark of instrument " + markState.instrument());
        cycle.restore(
                markState.instrument(), markState.mark(), markState.opening(), markState.paid(), markState.left());
    }

    private void loadSettled(final DirectBuffer buffer, final int offset) {
        settledState.wrapAndApplyHeader(buffer, offset, header);
        final int account = stores.accounts().findAny(settledState.account());
        require(cycle.isRunning()
                        && account != AccountStore.NONE
                        && settledState.account() > cycle.cursorId()
                        && !cycle.isSettled(stores.accounts(), account),
                "account " + settledState.account() + " cannot have been settled early");
        stores.accounts().settledCycle(account, (int) cycle.number());
    }
}
