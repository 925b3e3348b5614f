package io.evenkeel.tools.gateway;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;

/** Hands deposits to the gateway that runs on the same books, through their table. */
final class DepositSlip {
    /** The answer after which the running gateway reports a deposit again by itself: prices come back. */
    static final String REFUSED_FOR_NOW = "STALE_PRICE";

    /** Stands in place of a refusal once the money went back: the deposit is never reported again. */
    static final String RETURNED = "RETURNED";

    private static final Set<String> BOOKED = Set.of("ACCEPTED", "DUPLICATE_REFERENCE");
    private static final String IS_IT = " WHERE reference = ? AND account = ? AND asset = ? AND amount = ?";
    private static final String IS_REFUSED = " answer NOT IN ('ACCEPTED', 'DUPLICATE_REFERENCE', 'RETURNED')";

    private final Connection connection;

    DepositSlip(final Connection connection) {
        this.connection = connection;
    }

    /** {@return whether an answer says that the ledger has booked a deposit, now or before} */
    static boolean isBooked(final String answer) {
        return answer != null && BOOKED.contains(answer);
    }

    /**
     * Records a deposit unless its reference is known, and has one that was refused tried again, unless its money went
     * back.
     *
     * @return the deposit of that reference as it is recorded.
     */
    Arrival hand(final Arrival it) throws SQLException {
        try (PreparedStatement add = connection.prepareStatement("INSERT INTO deposit (reference, account, asset,"
                        + " amount, recorded_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
                PreparedStatement retry = connection.prepareStatement("UPDATE deposit SET answer = NULL,"
                        + " answer_position = NULL, answered_at = NULL" + IS_IT + " AND" + IS_REFUSED);
                PreparedStatement find =
                        connection.prepareStatement("SELECT account, asset, amount FROM deposit WHERE reference = ?")) {
            set(add, it);
            add.setString(5, Instant.ofEpochMilli(System.currentTimeMillis()).toString());
            if (add.executeUpdate() == 0) {
                set(retry, it);
                retry.executeUpdate();
            }
            find.setLong(1, it.reference());
            final Arrival kept = kept(it.reference(), find);
            connection.commit();
            return kept;
        }
    }

    private static Arrival kept(final long reference, final PreparedStatement find) throws SQLException {
        try (ResultSet row = find.executeQuery()) {
            row.next();
            return new Arrival(reference, row.getLong(1), row.getInt(2), row.getLong(3));
        }
    }

    /** Takes down that the money of a refused deposit went back. {@return whether it has} */
    boolean giveBack(final Arrival it) throws SQLException {
        try (PreparedStatement give = connection.prepareStatement(
                "UPDATE deposit SET answer = '" + RETURNED + "'" + IS_IT + " AND" + IS_REFUSED)) {
            set(give, it);
            give.executeUpdate();
            connection.commit();
        }
        return RETURNED.equals(answer(it.reference()));
    }

    private static void set(final PreparedStatement statement, final Arrival it) throws SQLException {
        statement.setLong(1, it.reference());
        statement.setLong(2, it.account());
        statement.setInt(3, it.asset());
        statement.setLong(4, it.amount());
    }

    /** {@return the ledger's answer; null while it is awaited} */
    String answer(final long reference) throws SQLException {
        final String answer = find(reference);
        // After the rows are closed: a commit while they are open leaves SQLite with what was true when they were read.
        connection.commit();
        return answer;
    }

    private String find(final long reference) throws SQLException {
        try (PreparedStatement find =
                connection.prepareStatement("SELECT answer FROM deposit WHERE reference = ?")) {
            find.setLong(1, reference);
            try (ResultSet row = find.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }
}
