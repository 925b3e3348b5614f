package io.evenkeel.tools.gateway;

import io.evenkeel.codecs.InstructionOutcome;
import io.evenkeel.codecs.RejectCode;
import java.sql.SQLException;

/**
 * What the ledger is told about an instruction.
 *
 * @param instruction instruction id.
 * @param reference   this gateway's own reference.
 * @param outcome     whether the money has moved.
 */
record Confirmation(long instruction, long reference, InstructionOutcome outcome) implements Outgoing {
    @Override
    public String subject() {
        return "instruction";
    }

    @Override
    public long key() {
        return instruction;
    }

    @Override
    public long sendTo(final Outlet outlet) {
        return outlet.confirm(instruction, reference, outcome);
    }

    /** {@inheritDoc} Only the end of the instruction settles it, by this confirmation or by an earlier one. */
    @Override
    public boolean isSettledBy(final RejectCode code) {
        return code == RejectCode.NONE || code == RejectCode.UNKNOWN_INSTRUCTION;
    }

    @Override
    public void answered(final SettlementBook book, final String answer, final long logPosition) throws SQLException {
        book.answered(this, answer, logPosition);
    }
}
