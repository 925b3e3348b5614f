package io.evenkeel.tools.gateway;

import io.evenkeel.codecs.InstructionEndedDecoder;
import io.evenkeel.codecs.InstructionKind;
import io.evenkeel.codecs.InstructionOutcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The gateway's books, as statements on its tables. Nothing holds before {@link #commit()}, which makes an instruction,
 * its payment, what is to be confirmed, and how far the feed was read, true together.
 *
 * <p>Not thread-safe.
 */
final class SettlementBook implements AutoCloseable {
    private static final int TABLES_VERSION = 1;
    private static final long FIRST_NUMBER = 1;

    private final Connection connection;
    private final PreparedStatement lock;
    private final PreparedStatement findInstruction;
    private final PreparedStatement addInstruction;
    private final PreparedStatement addPayment;
    private final PreparedStatement addConfirmation;
    private final PreparedStatement reopenConfirmation;
    private final PreparedStatement answerConfirmation;
    private final PreparedStatement addEnded;
    private final PreparedStatement advance;
    private final PreparedStatement answerDeposit;
    private final PreparedStatement retryDeposits;
    private long nextNumber;
    private boolean isOpen;

    SettlementBook(final Connection connection, final int participant) throws SQLException {
        this.connection = connection;
        nextNumber = claim(participant);
        lock = connection.prepareStatement("UPDATE gateway SET participant = participant WHERE id = 1");
        findInstruction = connection.prepareStatement("SELECT i.kind, i.cycle, i.account, i.asset, i.amount,"
                + " c.answer_position FROM instruction i JOIN confirmation c ON c.instruction = i.instruction"
                + " WHERE i.instruction = ?");
        addInstruction = connection.prepareStatement("INSERT INTO instruction (instruction, kind, cycle, account,"
                + " asset, amount, log_position, received_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
        addPayment = connection.prepareStatement("INSERT INTO payment (instruction, direction, account, asset, amount,"
                + " paid_at) VALUES (?, ?, ?, ?, ?, ?)");
        addConfirmation = connection.prepareStatement("INSERT INTO confirmation (instruction, reference, outcome,"
                + " reason, decided_at) VALUES (?, ?, ?, ?, ?)");
        reopenConfirmation = connection.prepareStatement("UPDATE confirmation SET answer = NULL,"
                + " answer_position = NULL, answered_at = NULL WHERE instruction = ?");
        answerConfirmation = connection.prepareStatement("UPDATE confirmation SET answer = ?, answer_position = ?,"
                + " answered_at = ? WHERE instruction = ?");
        addEnded = connection.prepareStatement("INSERT INTO ended (instruction, outcome, reference, account, asset,"
                + " amount, balance, log_position) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
        advance = connection.prepareStatement("UPDATE gateway SET next_number = ?, log_position = ? WHERE id = 1");
        answerDeposit = connection.prepareStatement("UPDATE deposit SET answer = ?, answer_position = ?,"
                + " answered_at = ? WHERE reference = ?");
        retryDeposits = connection.prepareStatement("UPDATE deposit SET answer = NULL, answer_position = NULL,"
                + " answered_at = NULL WHERE answer = '" + DepositSlip.REFUSED_FOR_NOW + "'");
    }

    /** Makes these the books of a participant, or finds that they are. {@return the number to go on from} */
    private long claim(final int participant) throws SQLException {
        try (PreparedStatement add = connection.prepareStatement("INSERT INTO gateway (id, tables_version, participant,"
                        + " next_number, log_position) VALUES (1, ?, ?, ?, 0) ON CONFLICT DO NOTHING");
                PreparedStatement find =
                        connection.prepareStatement("SELECT tables_version, participant, next_number FROM gateway")) {
            set(add, TABLES_VERSION, participant, FIRST_NUMBER).executeUpdate();
            try (ResultSet row = find.executeQuery()) {
                row.next();
                require(row.getInt(1) == TABLES_VERSION, "tables of version " + row.getInt(1) + " are unknown here");
                require(row.getInt(2) == participant, "these are the books of participant " + row.getInt(2)
                        + ", not of " + participant);
                final long next = row.getLong(3);
                connection.commit();
                return next;
            }
        }
    }

    private static void require(final boolean holds, final String complaint) {
        if (!holds) {
            throw new IllegalStateException(complaint);
        }
    }

    private static PreparedStatement set(final PreparedStatement statement, final Object... values)
            throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    private static String now() {
        return Instant.ofEpochMilli(System.currentTimeMillis()).toString();
    }

    /** {@return the number on the feed to go on from} */
    long nextNumber() {
        return nextNumber;
    }

    /**
     * Takes the one row that whoever writes these books takes first. To read before would be to decide on what another
     * process may have changed since.
     */
    private void begin() throws SQLException {
        if (!isOpen) {
            lock.executeUpdate();
            isOpen = true;
        }
    }

    /**
     * Looks an instruction up.
     *
     * @param logPosition where the ledger just said it.
     * @return what the ledger's word means for this gateway.
     * @throws IllegalStateException if the books hold another instruction of that id.
     */
    Standing standing(final Instruction said, final long logPosition) throws SQLException {
        begin();
        try (ResultSet row = set(findInstruction, said.id()).executeQuery()) {
            if (!row.next()) {
                return Standing.NEW;
            }
            final Instruction kept = new Instruction(
                    said.id(),
                    InstructionKind.valueOf(row.getString(1)),
                    row.getLong(2),
                    row.getLong(3),
                    row.getInt(4),
                    row.getLong(5));
            require(kept.equals(said), "the books hold " + kept + ", but the ledger says " + said
                    + ": these are the books of another cluster");
            final long answeredAt = row.getLong(6);
            return row.wasNull() ? Standing.AWAITED : answeredAt < logPosition ? Standing.OPEN_AGAIN : Standing.OVER;
        }
    }

    /** What is known about an instruction that the ledger says. */
    enum Standing {
        /** Never heard of. */
        NEW,
        /** Dealt with; the answer to the confirmation is awaited. */
        AWAITED,
        /** Dealt with, and the ledger had answered when it said this. */
        OVER,
        /** Dealt with and answered, but the ledger says it again since: the confirmation did not reach it. */
        OPEN_AGAIN
    }

    /** Takes an instruction down. */
    void receive(final Instruction it, final long logPosition) throws SQLException {
        begin();
        set(addInstruction, it.id(), it.kind().name(), it.cycle(), it.account(), it.asset(), it.amount(), logPosition,
                now()).executeUpdate();
    }

    /** Moves the money of an instruction. A second time is refused by the table itself. */
    void pay(final Instruction it) throws SQLException {
        begin();
        final String direction = it.kind() == InstructionKind.COLLECT ? "IN" : "OUT";
        set(addPayment, it.id(), direction, it.account(), it.asset(), it.amount(), now()).executeUpdate();
    }

    /** Takes down what the ledger is to be told. */
    void decide(final Confirmation it, final String reason) throws SQLException {
        begin();
        set(addConfirmation, it.instruction(), it.reference(), it.outcome().name(), reason, now()).executeUpdate();
    }

    /** Has a confirmation sent again. {@return what it says, which never changes} */
    Confirmation reopen(final long instruction) throws SQLException {
        begin();
        set(reopenConfirmation, instruction).executeUpdate();
        return confirmations(" AND instruction = " + instruction).get(0);
    }

    /** Takes down the ledger's answer to a confirmation. */
    void answered(final Confirmation it, final String answer, final long logPosition) throws SQLException {
        begin();
        set(answerConfirmation, answer, logPosition, now(), it.instruction()).executeUpdate();
    }

    /** Takes down the ledger's answer to a deposit. */
    void answered(final Arrival it, final String answer, final long logPosition) throws SQLException {
        begin();
        set(answerDeposit, answer, logPosition, now(), it.reference()).executeUpdate();
    }

    /** Has deposits reported again that the ledger refused for now. */
    void retryDeposits() throws SQLException {
        begin();
        retryDeposits.executeUpdate();
    }

    /** Takes down the ledger's word that an instruction is over. */
    void ended(final InstructionEndedDecoder it, final long logPosition) throws SQLException {
        begin();
        set(addEnded, it.instruction(), it.outcome().name(), it.reference(), it.account(), it.asset(), it.amount(),
                it.balance(), logPosition).executeUpdate();
    }

    /** Has the feed gone on from, next time, at this number. */
    void advance(final long next, final long logPosition) throws SQLException {
        begin();
        set(advance, next, logPosition).executeUpdate();
        nextNumber = next;
    }

    /** {@return the confirmations that the ledger has not answered, oldest first} */
    List<Confirmation> unanswered() throws SQLException {
        final List<Confirmation> found = confirmations("");
        connection.commit();
        return found;
    }

    private List<Confirmation> confirmations(final String condition) throws SQLException {
        final List<Confirmation> found = new ArrayList<>();
        try (PreparedStatement find = connection.prepareStatement("SELECT instruction, reference, outcome FROM"
                        + " confirmation WHERE answer IS NULL" + condition + " ORDER BY instruction");
                ResultSet row = find.executeQuery()) {
            while (row.next()) {
                found.add(new Confirmation(
                        row.getLong(1), row.getLong(2), InstructionOutcome.valueOf(row.getString(3))));
            }
        }
        return found;
    }

    /** {@return the deposits that the ledger has not answered} Other processes may have recorded some meanwhile. */
    List<Arrival> unansweredDeposits() throws SQLException {
        final List<Arrival> found = new ArrayList<>();
        try (PreparedStatement find = connection.prepareStatement("SELECT reference, account, asset, amount FROM"
                        + " deposit WHERE answer IS NULL ORDER BY recorded_at, reference");
                ResultSet row = find.executeQuery()) {
            while (row.next()) {
                found.add(new Arrival(row.getLong(1), row.getLong(2), row.getInt(3), row.getLong(4)));
            }
        }
        connection.commit();
        return found;
    }

    /** Makes everything since the last time true, and waits until it is safe. */
    void commit() throws SQLException {
        if (isOpen) {
            connection.commit();
            isOpen = false;
        }
    }

    /** Closes the connection; what was not committed never was. */
    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
