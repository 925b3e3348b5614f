package io.evenkeel.tools.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.InstructionOutcome;
import io.evenkeel.tools.Evenkeel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class GatewayCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine commandLine =
            Evenkeel.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));

    @TempDir
    private Path directory;
    private String database;

    @BeforeEach
    void nameDatabase() {
        database = directory.resolve("books").resolve("gateway.db").toString();
    }

    private int deposit(final String amount, final String... more) {
        final String[] call = {"gateway", "deposit", "--db", database, "--account", "7", "--asset", "0", "--amount",
            amount, "--reference", "42", "--wait", "0"};
        final String[] all = java.util.Arrays.copyOf(call, call.length + more.length);
        System.arraycopy(more, 0, all, call.length, more.length);
        out.getBuffer().setLength(0);
        return commandLine.execute(all);
    }

    @Test
    void shouldKeepADepositForTheNextGatewayWhenNoneRuns() throws SQLException, IOException {
        assertThat(deposit("1000")).isEqualTo(1);
        assertThat(out.toString()).contains("deposit 42 is recorded");
        assertThat(deposit("1000", "--json")).isEqualTo(1);
        assertThat(out.toString().trim()).isEqualTo("{\"deposit\":42,\"answer\":null,\"booked\":false}");
        assertThat(deposit("999")).isEqualTo(2);
        assertThat(err.toString()).contains("reference 42 is that of");
        try (Connection connection = GatewayDatabase.open(GatewayDatabase.url(database))) {
            assertThat(new Rows(connection).of("SELECT reference, account, asset, amount, answer FROM deposit"))
                    .containsExactly("42 7 0 1000 null");
            final SettlementBook book = new SettlementBook(connection, 4);
            book.answered(new Arrival(42, 7, 0, 1_000), "ACCEPTED", 1_000);
            book.commit();
        }
        assertThat(deposit("1000")).isZero();
        assertThat(out.toString()).contains("deposit 42 is booked: ACCEPTED");
    }

    @Test
    void shouldCountAndCompareWhenAskedForTheStatusOfTheBooks() throws SQLException, IOException {
        final PlayLedger ledger = new PlayLedger();
        try (Connection connection = GatewayDatabase.open(GatewayDatabase.url(database))) {
            final SettlementBook book = new SettlementBook(connection, 4);
            final SettlementDesk desk = new SettlementDesk(
                    book,
                    java.util.List.of(FailureRule.parse("every=2")),
                    new GatewayJournal(new PrintWriter(out), new PrintWriter(err), true));
            ledger.instruct(PlayLedger.withdrawal(1, 50));
            ledger.instruct(PlayLedger.withdrawal(2, 60));
            for (int turn = 0; turn < 3; turn++) {
                ledger.play(desk, book.nextNumber());
                desk.onJoined(0);
                ledger.answer(desk);
                desk.commit();
                desk.send(ledger);
            }
            assertThat(out.toString()).contains(
                    "{\"event\":\"failed\",\"instruction\":2,\"kind\":\"WITHDRAWAL\",\"account\":7,\"asset\":0,"
                            + "\"amount\":60,\"reason\":\"asked to fail: every=2\"}",
                    "{\"event\":\"answered\",\"instruction\":1,\"answer\":\"ACCEPTED\"}");
            out.getBuffer().setLength(0);
            assertThat(commandLine.execute("gateway", "status", "--db", database, "--json")).isZero();
            assertThat(out.toString().replaceAll("\\s", "")).isEqualTo("{\"instructions\":2,\"paid\":1,\"failed\":1,"
                    + "\"unanswered\":0,\"over\":2,\"deposits\":0,\"depositsBooked\":0,\"depositsWaiting\":0,"
                    + "\"depositsRefused\":0,\"depositsReturned\":0,\"disagreements\":0}");

            // Cancelled before anybody was told.
            connection.createStatement().executeUpdate("INSERT INTO ended VALUES (3, 'CANCELLED', 0, 7, 0, 70, 0, 9)");
            connection.commit();
            assertThat(commandLine.execute("gateway", "status", "--db", database)).isZero();
            connection.createStatement().executeUpdate("UPDATE ended SET outcome = 'FAILED' WHERE instruction = 1");
            connection.commit();
            assertThat(commandLine.execute("gateway", "status", "--db", database)).isEqualTo(1);
            assertThat(out.toString()).containsPattern("disagreements +1");
        }
    }

    /** A backup of the books is used while the books themselves have paid: the ledger keeps the reference of those. */
    @Test
    void shouldSeeASecondPaymentWhenTheLedgerWasToldOfTheFirstOutOfOtherBooks() throws SQLException, IOException {
        final PlayLedger ledger = new PlayLedger();
        ledger.instruct(PlayLedger.withdrawal(1, 50));
        ledger.confirm(1, 1, InstructionOutcome.CONFIRMED);
        ledger.loseAnswers();
        try (Connection connection = GatewayDatabase.open(GatewayDatabase.url(database))) {
            final SettlementBook book = new SettlementBook(connection, 4);
            book.receive(PlayLedger.withdrawal(1, 50), 1_001);
            book.pay(PlayLedger.withdrawal(1, 50));
            book.decide(new Confirmation(1, 4_711, InstructionOutcome.CONFIRMED), null);
            final SettlementDesk desk = new SettlementDesk(
                    book, java.util.List.of(), new GatewayJournal(new PrintWriter(out), new PrintWriter(err), true));
            desk.onJoined(0);
            ledger.play(desk, 1);
            desk.commit();
            assertThat(commandLine.execute("gateway", "status", "--db", database)).isEqualTo(1);
            assertThat(out.toString()).containsPattern("disagreements +1");
        }
    }

    @Test
    void shouldTellOfMoneyInNoAccountUntilItWentBackWhenADepositIsRefused() throws SQLException, IOException {
        assertThat(deposit("1000", "--returned")).as("nothing is recorded").isEqualTo(1);
        deposit("1000");
        assertThat(deposit("1000", "--returned")).isEqualTo(1);
        assertThat(out.toString()).contains("deposit 42 is not refused");
        answer("STALE_PRICE");
        assertThat(commandLine.execute("gateway", "status", "--db", database)).isEqualTo(1);
        assertThat(out.toString()).containsPattern("depositsRefused +1").containsPattern("disagreements +0");
        assertThat(deposit("999", "--returned")).as("another amount").isEqualTo(1);
        assertThat(deposit("1000", "--returned")).isZero();
        assertThat(out.toString()).contains("deposit 42 went back");
        assertThat(commandLine.execute("gateway", "status", "--db", database)).isZero();
        assertThat(out.toString()).containsPattern("depositsReturned +1");
        assertThat(deposit("1000")).isEqualTo(1);
        assertThat(out.toString()).contains("deposit 42 went back, and is not booked");
    }

    private void answer(final String answer) throws SQLException, IOException {
        try (Connection connection = GatewayDatabase.open(GatewayDatabase.url(database))) {
            final SettlementBook book = new SettlementBook(connection, 4);
            book.answered(new Arrival(42, 7, 0, 1_000), answer, 1_000);
            book.commit();
        }
    }

    @Test
    void shouldExitWithTwoWhenTheCallIsWrong() {
        assertThat(commandLine.execute("gateway", "--dir", directory.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("no cluster is up; give --nodes");
        assertThat(commandLine.execute("gateway", "--fail", "colour=red")).isEqualTo(2);
        assertThat(err.toString()).contains("colour=red");
        assertThat(deposit("0")).isEqualTo(2);
        assertThat(commandLine.execute("gateway", "deposit", "--account", "7")).isEqualTo(2);
    }
}
