package io.evenkeel.tools.scenario;

import io.evenkeel.codecs.CancelWithdrawalEncoder;
import io.evenkeel.codecs.ConfirmInstructionEncoder;
import io.evenkeel.codecs.InstructionOutcome;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SetAccountTermsEncoder;
import io.evenkeel.codecs.SetCollateralLimitsEncoder;
import io.evenkeel.codecs.SetSettlementEncoder;
import io.evenkeel.codecs.SettlementInstructionDecoder;
import io.evenkeel.codecs.SettlementMode;
import io.evenkeel.codecs.StartCycleEncoder;
import io.evenkeel.codecs.TransferEncoder;
import io.evenkeel.core.output.OutputSlot;
import io.evenkeel.tools.inline.InlineEngine;
import io.evenkeel.tools.scenario.Statement.Confirm;
import io.evenkeel.tools.scenario.Statement.Limits;
import io.evenkeel.tools.scenario.Statement.SetSettlement;
import io.evenkeel.tools.scenario.Statement.Transfer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.agrona.sbe.MessageEncoderFlyweight;

/**
 * Writes the commands of a scenario that concern money on its way, and is its gateway: it confirms every instruction
 * at once unless the file does that itself.
 */
final class SettlementWriter implements InlineEngine.Gateway {
    private static final long USUAL_REPEAT_MS = 60_000;

    private final InlineEngine engine;
    private final int runner;
    private final TransferEncoder transferEncoder = new TransferEncoder();
    private final ConfirmInstructionEncoder confirmEncoder = new ConfirmInstructionEncoder();
    private final CancelWithdrawalEncoder cancelEncoder = new CancelWithdrawalEncoder();
    private final SetCollateralLimitsEncoder limitsEncoder = new SetCollateralLimitsEncoder();
    private final StartCycleEncoder cycleEncoder = new StartCycleEncoder();
    private final SetAccountTermsEncoder termsEncoder = new SetAccountTermsEncoder();
    private final SetSettlementEncoder settlementEncoder = new SetSettlementEncoder();
    private final SettlementInstructionDecoder instruction = new SettlementInstructionDecoder();
    private final Deque<Long> instructed = new ArrayDeque<>();
    private boolean isManual;
    private long cycleMs;
    private long repeatMs = USUAL_REPEAT_MS;
    private long withdrawalLimit;
    private long windowMs;

    SettlementWriter(final InlineEngine engine, final int runner) {
        this.engine = engine;
        this.runner = runner;
        engine.gateway(this);
    }

    /** Says whether the file confirms instructions itself. */
    void manual(final boolean isByFile) {
        isManual = isByFile;
        instructed.clear();
    }

    /** Takes note of an instruction that the engine put out. */
    @Override
    public void onInstruction(final OutputSlot output) {
        instruction.wrapAndApplyHeader(output.buffer(), 0, engine.decodedHeader());
        if (!isManual) {
            instructed.add(instruction.instruction());
        }
    }

    /** Confirms what was put out. */
    @Override
    public void confirmAll() {
        while (!instructed.isEmpty()) {
            confirm(new Confirm(instructed.poll(), InstructionOutcome.CONFIRMED, 0));
        }
    }

    RejectCode confirm(final Confirm confirm) {
        confirmEncoder
                .wrapAndApplyHeader(engine.buffer(), 0, engine.header())
                .sequence(engine.nextSequence(runner))
                .instruction(confirm.instruction())
                .reference(confirm.reference())
                .outcome(confirm.outcome());
        return submit(runner, confirmEncoder);
    }

    RejectCode cancelWithdrawal(final int sender, final long withdrawal) {
        cancelEncoder
                .wrapAndApplyHeader(engine.buffer(), 0, engine.header())
                .sequence(engine.nextSequence(sender))
                .instruction(withdrawal);
        return submit(sender, cancelEncoder);
    }

    RejectCode transfer(final int sender, final int asset, final Transfer transfer) {
        transferEncoder
                .wrapAndApplyHeader(engine.buffer(), 0, engine.header())
                .sequence(engine.nextSequence(sender))
                .from(transfer.from())
                .to(transfer.to())
                .amount(transfer.amount())
                .asset(asset);
        return submit(sender, transferEncoder);
    }

    RejectCode limits(final int asset, final Limits limits) {
        limitsEncoder
                .wrapAndApplyHeader(engine.buffer(), 0, engine.header())
                .sequence(engine.nextSequence(runner))
                .asset(asset)
                .depositCap(limits.depositCap())
                .accountLimit(limits.accountLimit())
                .withdrawalLimit(limits.withdrawalLimit())
                .windowMs(limits.windowMs())
                .delayAbove(limits.delayAbove())
                .delayMs(limits.delayMs());
        return submit(runner, limitsEncoder);
    }

    RejectCode startCycle() {
        cycleEncoder.wrapAndApplyHeader(engine.buffer(), 0, engine.header()).sequence(engine.nextSequence(runner));
        return submit(runner, cycleEncoder);
    }

    /** Has an account settle cycles by gateways. */
    RejectCode settleOutside(final long account) {
        termsEncoder
                .wrapAndApplyHeader(engine.buffer(), 0, engine.header())
                .sequence(engine.nextSequence(runner))
                .account(account)
                .feeTier((short) 0)
                .settlement(SettlementMode.EXTERNAL);
        return submit(runner, termsEncoder);
    }

    RejectCode settlement(final SetSettlement terms) {
        final long newCycleMs = terms.cycleMs() == null ? cycleMs : terms.cycleMs();
        final long newRepeatMs = terms.repeatMs() == null ? repeatMs : terms.repeatMs();
        final long newLimit = terms.withdrawalLimit() == null ? withdrawalLimit : terms.withdrawalLimit();
        final long newWindowMs = terms.windowMs() == null ? windowMs : terms.windowMs();
        settlementEncoder
                .wrapAndApplyHeader(engine.buffer(), 0, engine.header())
                .sequence(engine.nextSequence(runner))
                .cycleMs(newCycleMs)
                .repeatMs(newRepeatMs)
                .withdrawalLimit(newLimit)
                .windowMs(newWindowMs);
        final RejectCode code = submit(runner, settlementEncoder);
        if (code == RejectCode.NONE) {
            cycleMs = newCycleMs;
            engine.cycleMs(newCycleMs);
            repeatMs = newRepeatMs;
            withdrawalLimit = newLimit;
            windowMs = newWindowMs;
        }
        return code;
    }

    private RejectCode submit(final int sender, final MessageEncoderFlyweight message) {
        return engine.submit(sender, message.encodedLength());
    }
}
