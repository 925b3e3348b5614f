package io.evenkeel.tools.gateway;

import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.InstructionEndedDecoder;
import io.evenkeel.codecs.InstructionEndedEncoder;
import io.evenkeel.codecs.InstructionKind;
import io.evenkeel.codecs.InstructionOutcome;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SettlementInstructionDecoder;
import io.evenkeel.codecs.SettlementInstructionEncoder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;

/** A ledger as a gateway sees it: a feed that can be read from any number, commands, answers that may get lost. */
final class PlayLedger implements Outgoing.Outlet {
    private final List<Fact> feed = new ArrayList<>();
    private final Map<Long, Instruction> open = new TreeMap<>();
    private final Map<Long, InstructionOutcome> outcomes = new TreeMap<>();
    private final Map<Long, Long> deposits = new HashMap<>();
    private final ArrayDeque<Answer> answers = new ArrayDeque<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private RejectCode refusal = RejectCode.NONE;
    private long position = 1_000;
    private long sequence;
    private long confirmations;

    private record Fact(long position, UnsafeBuffer event) {
    }

    private record Answer(long sequence, RejectCode code, long position) {
    }

    /** Tells gateways to move money. */
    void instruct(final Instruction it) {
        open.put(it.id(), it);
        say(it, 0);
    }

    /** Opens a session. {@return log position since which nobody else speaks for its participant} */
    long join() {
        position++;
        return position;
    }

    /** Says again what is not over. */
    void repeat() {
        open.values().forEach(it -> say(it, 1));
    }

    /** Says an instruction whether it is open or not. */
    void say(final Instruction it, final int repeat) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[72]);
        new SettlementInstructionEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .instruction(it.id())
                .cycle(it.cycle())
                .account(it.account())
                .amount(it.amount())
                .asset(it.asset())
                .kind(it.kind())
                .repeat(repeat);
        feed.add(new Fact(++position, buffer));
    }

    /** Refuses every command for this reason; NONE for no more. */
    void refuse(final RejectCode code) {
        refusal = code;
    }

    @Override
    public long confirm(final long instruction, final long reference, final InstructionOutcome outcome) {
        position++;
        confirmations++;
        RejectCode code = refusal;
        if (code == RejectCode.NONE) {
            final Instruction it = open.remove(instruction);
            code = it == null ? RejectCode.UNKNOWN_INSTRUCTION : RejectCode.NONE;
            if (it != null) {
                outcomes.put(instruction, outcome);
                end(it, reference, outcome);
            }
        }
        return answer(code);
    }

    private void end(final Instruction it, final long reference, final InstructionOutcome outcome) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[72]);
        new InstructionEndedEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .instruction(it.id())
                .account(it.account())
                .amount(it.amount())
                .balance(0)
                .reference(reference)
                .asset(it.asset())
                .kind(it.kind())
                .outcome(outcome);
        feed.add(new Fact(position, buffer));
    }

    @Override
    public long deposit(final long account, final int asset, final long amount, final long reference) {
        position++;
        RejectCode code = refusal;
        if (code == RejectCode.NONE && deposits.putIfAbsent(reference, amount) != null) {
            code = RejectCode.DUPLICATE_REFERENCE;
        }
        return answer(code);
    }

    private long answer(final RejectCode code) {
        answers.add(new Answer(++sequence, code, position));
        return sequence;
    }

    /** Has a gateway hear the feed from a number on. {@return the number after the last} */
    long play(final SettlementDesk desk, final long from) {
        long number = from;
        while (number <= feed.size()) {
            final Fact fact = feed.get((int) number - 1);
            final UnsafeBuffer buffer = fact.event();
            number++;
            header.wrap(buffer, 0);
            if (header.templateId() == SettlementInstructionDecoder.TEMPLATE_ID) {
                desk.onInstruction(number, fact.position(), new SettlementInstructionDecoder()
                        .wrapAndApplyHeader(buffer, 0, header));
            } else {
                desk.onEnded(number, fact.position(), new InstructionEndedDecoder()
                        .wrapAndApplyHeader(buffer, 0, header));
            }
        }
        return number;
    }

    /** Hands out the answers that are due. */
    void answer(final SettlementDesk desk) {
        while (!answers.isEmpty()) {
            final Answer it = answers.remove();
            final AckStatus status = it.code() == RejectCode.NONE ? AckStatus.ACCEPTED : AckStatus.REJECTED;
            desk.onAck(it.sequence(), status, it.code(), 0, it.position(), 0, false);
        }
    }

    /** Loses the answers that nobody has heard: who asked is dead. */
    void loseAnswers() {
        answers.clear();
    }

    Map<Long, InstructionOutcome> outcomes() {
        return outcomes;
    }

    int openInstructions() {
        return open.size();
    }

    Map<Long, Long> deposits() {
        return deposits;
    }

    long confirmations() {
        return confirmations;
    }

    static Instruction withdrawal(final long id, final long amount) {
        return new Instruction(id, InstructionKind.WITHDRAWAL, 0, 7, 0, amount);
    }
}
