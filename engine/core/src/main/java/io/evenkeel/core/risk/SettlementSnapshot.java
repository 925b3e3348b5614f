package io.evenkeel.core.risk;

import static io.evenkeel.core.snapshot.Soundness.require;

import io.evenkeel.codecs.CollateralLimitsStateDecoder;
import io.evenkeel.codecs.CollateralLimitsStateEncoder;
import io.evenkeel.codecs.InstructionKind;
import io.evenkeel.codecs.InstructionStateDecoder;
import io.evenkeel.codecs.InstructionStateEncoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.SettlementStateDecoder;
import io.evenkeel.codecs.SettlementStateEncoder;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.ledger.ExposureStore;
import io.evenkeel.core.settlement.CollateralLimits;
import io.evenkeel.core.settlement.InstructionStore;
import io.evenkeel.core.settlement.SettlementTerms;
import io.evenkeel.core.snapshot.RecordWriter;
import org.agrona.DirectBuffer;

/** Terms of settlement, limits of assets and open instructions in a snapshot. Allocates. */
final class SettlementSnapshot {
    private final RiskStores stores;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final SettlementStateDecoder settlement = new SettlementStateDecoder();
    private final CollateralLimitsStateDecoder limitsState = new CollateralLimitsStateDecoder();
    private final InstructionStateDecoder instruction = new InstructionStateDecoder();
    private long lastLoaded;

    SettlementSnapshot(final RiskStores stores) {
        this.stores = stores;
    }

    // ---------------------------------------------------------------- writing

    void write(final RecordWriter writer) {
        final SettlementTerms terms = stores.terms();
        final SettlementStateEncoder encoder = new SettlementStateEncoder();
        encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header())
                .cycleMs(terms.cycleMs())
                .repeatMs(terms.repeatMs())
                .withdrawalLimit(terms.withdrawalLimit())
                .windowMs(terms.windowMs())
                .window(terms.withdrawn().window())
                .withdrawn(terms.withdrawn().used())
                .lastInstruction(stores.instructions().lastId())
                .instructionCursor(stores.instructions().rounds().cursorId())
                .instructionRound(stores.instructions().rounds().lastId());
        writer.write(encoder.limit());
        for (int asset = 0; asset < stores.listings().assetCount(); asset++) {
            if (!terms.of(asset).areOff()) {
                writeLimits(writer, asset, terms.of(asset));
            }
        }
        writeInstructions(writer);
    }

    private static void writeLimits(final RecordWriter writer, final int asset, final CollateralLimits limits) {
        final CollateralLimitsStateEncoder encoder = new CollateralLimitsStateEncoder();
        encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header())
                .depositCap(limits.depositCap())
                .accountLimit(limits.accountLimit())
                .withdrawalLimit(limits.withdrawalLimit())
                .windowMs(limits.windowMs())
                .delayAbove(limits.delayAbove())
                .delayMs(limits.delayMs())
                .window(limits.withdrawn().window())
                .withdrawn(limits.withdrawn().used())
                .asset(asset);
        writer.write(encoder.limit());
    }

    private void writeInstructions(final RecordWriter writer) {
        final InstructionStore instructions = stores.instructions();
        final InstructionStateEncoder encoder = new InstructionStateEncoder();
        int record = instructions.first();
        while (record != InstructionStore.NONE) {
            encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header())
                    .instruction(instructions.id(record))
                    .account(stores.accounts().id(instructions.account(record)))
                    .amount(instructions.amount(record))
                    .cycle(instructions.cycle(record))
                    .timeMs(instructions.timeMs(record))
                    .timesSent(instructions.timesSent(record))
                    .asset(instructions.asset(record))
                    .kind(instructions.kind(record));
            writer.write(encoder.limit());
            record = instructions.next(record);
        }
    }

    // ---------------------------------------------------------------- loading

    /** Takes up a record. {@return whether it is one of settlement's} */
    boolean load(final int templateId, final DirectBuffer buffer, final int offset) {
        switch (templateId) {
            case SettlementStateDecoder.TEMPLATE_ID -> loadTerms(buffer, offset);
            case CollateralLimitsStateDecoder.TEMPLATE_ID -> loadLimits(buffer, offset);
            case InstructionStateDecoder.TEMPLATE_ID -> loadInstruction(buffer, offset);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void loadTerms(final DirectBuffer buffer, final int offset) {
        settlement.wrapAndApplyHeader(buffer, offset, header);
        require(SettlementTerms.isPeriodSound(settlement.cycleMs())
                        && SettlementTerms.isPeriodSound(settlement.repeatMs())
                        && SettlementTerms.isLimitSound(settlement.withdrawalLimit(), settlement.windowMs()),
                "the snapshot has terms of settlement that no command can set");
        require(settlement.window() >= 0 && settlement.withdrawn() >= 0 && settlement.instructionRound() >= 0
                        && settlement.lastInstruction() >= settlement.instructionRound(),
                "nothing can be below zero in how far settlement has come");
        stores.terms().set(
                settlement.cycleMs(), settlement.repeatMs(), settlement.withdrawalLimit(), settlement.windowMs());
        stores.terms().withdrawn().restore(settlement.window(), settlement.withdrawn());
        stores.instructions().restoreLastId(settlement.lastInstruction());
        stores.instructions().rounds().restore(settlement.instructionCursor(), settlement.instructionRound());
    }

    private void loadLimits(final DirectBuffer buffer, final int offset) {
        limitsState.wrapAndApplyHeader(buffer, offset, header);
        require(stores.listings().hasAsset(limitsState.asset()) && stores.terms().of(limitsState.asset()).areOff(),
                "the snapshot has limits of what it does not list, or the same twice: asset " + limitsState.asset());
        require(limitsState.depositCap() >= 0
                        && limitsState.accountLimit() >= 0
                        && limitsState.delayAbove() >= 0
                        && SettlementTerms.isPeriodSound(limitsState.delayMs())
                        && SettlementTerms.isLimitSound(limitsState.withdrawalLimit(), limitsState.windowMs())
                        && limitsState.window() >= 0
                        && limitsState.withdrawn() >= 0,
                "the snapshot has limits that no command can set: asset " + limitsState.asset());
        final CollateralLimits limits = stores.terms().of(limitsState.asset());
        limits.set(
                limitsState.depositCap(),
                limitsState.accountLimit(),
                limitsState.withdrawalLimit(),
                limitsState.windowMs(),
                limitsState.delayAbove(),
                limitsState.delayMs());
        limits.withdrawn().restore(limitsState.window(), limitsState.withdrawn());
    }

    private void loadInstruction(final DirectBuffer buffer, final int offset) {
        instruction.wrapAndApplyHeader(buffer, offset, header);
        final int account = stores.accounts().findAny(instruction.account());
        require(instruction.instruction() > lastLoaded
                        && instruction.instruction() <= stores.instructions().lastId(),
                "instruction " + instruction.instruction() + " is out of turn");
        require(account != AccountStore.NONE
                        && stores.listings().hasAsset(instruction.asset())
                        && stores.accounts().findExposure(account, instruction.asset()) != ExposureStore.NONE,
                "instruction " + instruction.instruction() + " concerns no balance");
        require(instruction.amount() > 0
                        && instruction.amount() <= Bounds.MAX_AMOUNT
                        && instruction.cycle() >= 0
                        && instruction.timeMs() >= 0
                        && instruction.timesSent() >= 0
                        && instruction.kind() != InstructionKind.NULL_VAL,
                "instruction " + instruction.instruction() + " says nothing that can be done");
        require(stores.instructions().hasRoom(account), "the snapshot has more instructions than there is room for");
        lastLoaded = instruction.instruction();
        stores.instructions().open(
                lastLoaded,
                account,
                instruction.asset(),
                instruction.kind(),
                instruction.amount(),
                instruction.cycle(),
                instruction.timeMs(),
                instruction.timesSent());
    }
}
