package io.evenkeel.tools.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.codecs.InstructionOutcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The same books on a PostgreSQL server, in a database for this test: {@code -Devenkeel.postgres=URL}. */
@EnabledIfSystemProperty(named = "evenkeel.postgres", matches = "jdbc:postgresql:.*")
class PostgresBooksTest {
    private static final String URL = System.getProperty("evenkeel.postgres", "");

    @Test
    void shouldPayOnceAndLoseNothingWhenTheProcessDiesBeforeItCommits() throws SQLException, IOException {
        final PlayLedger ledger = new PlayLedger();
        try (Connection connection = GatewayDatabase.open(URL);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("DROP TABLE gateway, payment, confirmation, instruction, ended, deposit");
            connection.commit();
        }
        ledger.instruct(PlayLedger.withdrawal(1, 50));
        ledger.instruct(PlayLedger.withdrawal(2, 60));
        try (Connection connection = GatewayDatabase.open(URL)) {
            final SettlementDesk desk = desk(new SettlementBook(connection, 4));
            ledger.play(desk, 1);
            desk.onJoined(0);
            connection.rollback();
        }
        try (Connection connection = GatewayDatabase.open(URL)) {
            new DepositSlip(connection).hand(new Arrival(42, 7, 0, 1_000));
            final SettlementBook book = new SettlementBook(connection, 4);
            assertThat(book.nextNumber()).isEqualTo(1);
            work(ledger, book, desk(book));
            assertHolds(ledger, new Rows(connection));
            assertThatThrownBy(() -> book.pay(PlayLedger.withdrawal(1, 50))).isInstanceOf(SQLException.class);
        }
    }

    private static SettlementDesk desk(final SettlementBook book) throws SQLException {
        return new SettlementDesk(
                book,
                List.of(FailureRule.parse("above=55")),
                new GatewayJournal(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), false));
    }

    private static void work(final PlayLedger ledger, final SettlementBook book, final SettlementDesk desk) {
        for (int turn = 0; turn < 4; turn++) {
            ledger.play(desk, book.nextNumber());
            desk.onJoined(0);
            ledger.answer(desk);
            desk.commit();
            desk.collectDeposits();
            desk.send(ledger);
            ledger.repeat();
        }
    }

    private static void assertHolds(final PlayLedger ledger, final Rows rows) throws SQLException {
        assertThat(ledger.outcomes())
                .isEqualTo(Map.of(1L, InstructionOutcome.CONFIRMED, 2L, InstructionOutcome.FAILED));
        assertThat(ledger.deposits()).isEqualTo(Map.of(42L, 1_000L));
        assertThat(rows.of("SELECT instruction, direction, amount FROM payment")).containsExactly("1 OUT 50");
        assertThat(rows.of("SELECT instruction, outcome, answer FROM confirmation ORDER BY instruction"))
                .containsExactly("1 CONFIRMED ACCEPTED", "2 FAILED ACCEPTED");
        assertThat(rows.of("SELECT reference, answer FROM deposit")).containsExactly("42 ACCEPTED");
    }
}
