package io.evenkeel.tools.gateway;

import io.evenkeel.codecs.InstructionOutcome;
import io.evenkeel.codecs.RejectCode;
import java.sql.SQLException;

/** What the books say the ledger must hear, until it has answered. */
interface Outgoing {
    /** Where it goes: methods return the sequence of a command, or a negative code. */
    interface Outlet {
        /** Says what became of an instruction. */
        long confirm(long instruction, long reference, InstructionOutcome outcome);

        /** Reports that money has arrived. */
        long deposit(long account, int asset, long amount, long reference);
    }

    /** {@return the word for the like of it} */
    String subject();

    /** {@return its key in the books} */
    long key();

    /** Sends it. {@return the sequence of a command, or a negative code if it could not be sent} */
    long sendTo(Outlet outlet);

    /** {@return whether there is no point in sending it again after this answer} */
    boolean isSettledBy(RejectCode code);

    /** Takes the answer down. */
    void answered(SettlementBook book, String answer, long logPosition) throws SQLException;
}
