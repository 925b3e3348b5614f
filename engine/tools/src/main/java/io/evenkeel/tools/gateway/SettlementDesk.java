package io.evenkeel.tools.gateway;

import io.evenkeel.client.AckListener;
import io.evenkeel.client.settlement.SettlementListener;
import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.InstructionEndedDecoder;
import io.evenkeel.codecs.InstructionOutcome;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SettlementInstructionDecoder;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a gateway does: takes each instruction down, pays it or not, and tells the ledger from the books until it has
 * answered. It works in turns: hear, {@link #commit()}, {@link #send}. Only what is committed is sent, so wherever
 * the process dies, the next one finds in the books what is still to be done, and what is not to be done again.
 *
 * <p>Not thread-safe.
 */
final class SettlementDesk implements SettlementListener, AckListener {
    private final SettlementBook book;
    private final List<FailureRule> rules;
    private final GatewayJournal journal;
    private final ArrayDeque<Outgoing> toSend = new ArrayDeque<>();
    private final List<Confirmation> decided = new ArrayList<>();
    private final Map<Long, Outgoing> sent = new HashMap<>();
    private final Set<Arrival> arrivalsInHand = new HashSet<>();
    private final Map<Long, Unsettled> unsettled = new LinkedHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private long nextNumber;
    private long lastPosition;
    private long joinedPosition = Long.MAX_VALUE;
    private boolean isPaused;

    private record Unsettled(Instruction instruction, long logPosition) {
    }

    SettlementDesk(final SettlementBook book, final List<FailureRule> rules, final GatewayJournal journal)
            throws SQLException {
        this.book = book;
        this.rules = rules;
        this.journal = journal;
        toSend.addAll(book.unanswered());
    }

    @Override
    public void onInstruction(
            final long next, final long logPosition, final SettlementInstructionDecoder decoder) {
        final Instruction instruction = Instruction.of(decoder);
        try {
            switch (book.standing(instruction, logPosition)) {
                case NEW -> unsettled.putIfAbsent(instruction.id(), new Unsettled(instruction, logPosition));
                case OPEN_AGAIN -> decided.add(book.reopen(instruction.id()));
                default -> { }
            }
            heard(next, logPosition);
        } catch (final SQLException e) {
            throw broken(e);
        }
    }

    private void heard(final long next, final long logPosition) throws SQLException {
        nextNumber = next;
        lastPosition = logPosition;
        settleAll();
    }

    /**
     * Nobody else speaks for this gateway's participant from a log position on. Nothing is paid before the feed says
     * something from there on: only then it is clear which instructions are still open. On books that are new, or came
     * from a backup, the others were dealt with by somebody, and stay unpaid here. That a node's feed is live says
     * nothing of it: a node that starts again replays its log, and is live where it stood when it ended.
     */
    void onJoined(final long logPosition) {
        try {
            joinedPosition = logPosition;
            settleAll();
        } catch (final SQLException e) {
            throw broken(e);
        }
    }

    /** The line has no session: somebody else may speak for the participant. Nothing is paid until it joins again. */
    void onLeft() {
        joinedPosition = Long.MAX_VALUE;
    }

    private void settleAll() throws SQLException {
        if (lastPosition < joinedPosition) {
            return;
        }
        for (final Unsettled it : unsettled.values()) {
            settle(it.instruction(), it.logPosition());
        }
        unsettled.clear();
        if (nextNumber > 0) {
            book.advance(nextNumber, lastPosition);
            nextNumber = 0;
        }
    }

    private void settle(final Instruction instruction, final long logPosition) throws SQLException {
        final String reason = reason(instruction);
        final Confirmation confirmation = confirmation(instruction, reason);
        book.receive(instruction, logPosition);
        if (reason == null) {
            book.pay(instruction);
        }
        book.decide(confirmation, reason);
        decided.add(confirmation);
        journal.settled(instruction, confirmation, reason);
    }

    /** {@return why an instruction fails; null if it does not} */
    private String reason(final Instruction instruction) {
        for (final FailureRule rule : rules) {
            if (rule.fails().test(instruction)) {
                return "asked to fail: " + rule.text();
            }
        }
        return null;
    }

    /** The reference is drawn, so that what the ledger was told out of other books is seen not to be of these. */
    private Confirmation confirmation(final Instruction instruction, final String reason) {
        return new Confirmation(
                instruction.id(),
                random.nextLong() & Long.MAX_VALUE,
                reason == null ? InstructionOutcome.CONFIRMED : InstructionOutcome.FAILED);
    }

    @Override
    public void onEnded(final long next, final long logPosition, final InstructionEndedDecoder ended) {
        try {
            unsettled.remove(ended.instruction());
            book.ended(ended, logPosition);
            heard(next, logPosition);
        } catch (final SQLException e) {
            throw broken(e);
        }
    }

    @Override
    public void onOther(final long next, final long logPosition) {
        try {
            heard(next, logPosition);
        } catch (final SQLException e) {
            throw broken(e);
        }
    }

    @Override
    public void onAck(
            final long sequence,
            final AckStatus status,
            final RejectCode code,
            final long result,
            final long position,
            final long timeMs,
            final boolean isRepeated) {
        final Outgoing item = sent.remove(sequence);
        if (item == null) {
            return;
        }
        if (!item.isSettledBy(code)) {
            journal.refused(item, code);
            toSend.addFirst(item);
            isPaused = true;
            return;
        }
        final String answer = code == RejectCode.NONE ? AckStatus.ACCEPTED.name() : code.name();
        try {
            item.answered(book, answer, position);
        } catch (final SQLException e) {
            throw broken(e);
        }
        if (item instanceof Arrival arrival) {
            arrivalsInHand.remove(arrival);
        }
        journal.answered(item, answer);
    }

    /** Makes what was heard in this turn true. What follows from it may be sent from now on. */
    void commit() {
        try {
            book.commit();
        } catch (final SQLException e) {
            throw broken(e);
        }
        toSend.addAll(decided);
        decided.clear();
        journal.flush();
    }

    /** Looks whether somebody has recorded a deposit. */
    void collectDeposits() {
        try {
            for (final Arrival arrival : book.unansweredDeposits()) {
                if (arrivalsInHand.add(arrival)) {
                    toSend.add(arrival);
                }
            }
        } catch (final SQLException e) {
            throw broken(e);
        }
    }

    /** Has deposits reported again that were refused because a price was stale. */
    void retryDeposits() {
        try {
            book.retryDeposits();
        } catch (final SQLException e) {
            throw broken(e);
        }
    }

    /** Sends what is due, as far as the outlet takes it. {@return how much was sent} */
    int send(final Outgoing.Outlet outlet) {
        int count = 0;
        while (!isPaused && !toSend.isEmpty()) {
            final Outgoing item = toSend.peek();
            final long sequence = item.sendTo(outlet);
            if (sequence < 0) {
                return count;
            }
            toSend.remove();
            sent.put(sequence, item);
            count++;
        }
        return count;
    }

    /** Begins to send again after a refusal that will not last. */
    void resume() {
        isPaused = false;
    }

    /** {@return whether everything that was heard is answered} */
    boolean isIdle() {
        return unsettled.isEmpty() && toSend.isEmpty() && sent.isEmpty() && decided.isEmpty();
    }

    private static IllegalStateException broken(final SQLException e) {
        return new IllegalStateException("the database: " + e.getMessage(), e);
    }
}
