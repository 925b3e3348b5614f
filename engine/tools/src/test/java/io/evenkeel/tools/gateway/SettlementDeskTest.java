package io.evenkeel.tools.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.codecs.InstructionOutcome;
import io.evenkeel.codecs.RejectCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway's work on a real database, with a ledger that is played. */
class SettlementDeskTest {
    private static final int PARTICIPANT = 4;

    @TempDir
    private Path directory;

    private final PlayLedger ledger = new PlayLedger();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Connection connection;
    private SettlementBook book;
    private SettlementDesk desk;

    @BeforeEach
    void open() throws SQLException, IOException {
        connection = GatewayDatabase.open(GatewayDatabase.url(directory.resolve("gateway.db").toString()));
        book = new SettlementBook(connection, PARTICIPANT);
        desk = desk(List.of());
    }

    @AfterEach
    void close() throws SQLException {
        book.close();
    }

    private SettlementDesk desk(final List<FailureRule> rules) throws SQLException {
        return new SettlementDesk(
                book, rules, new GatewayJournal(new PrintWriter(out), new PrintWriter(err), false));
    }

    private void turn() {
        ledger.play(desk, book.nextNumber());
        desk.onJoined(0);
        ledger.answer(desk);
        desk.commit();
        desk.resume();
        desk.send(ledger);
    }

    private List<String> rows(final String query) throws SQLException {
        return new Rows(connection).of(query);
    }

    @Test
    void shouldPayOnceWhenAnInstructionIsRepeated() throws SQLException {
        ledger.instruct(PlayLedger.withdrawal(1, 50));
        turn();
        ledger.say(PlayLedger.withdrawal(1, 50), 1);
        turn();
        turn();

        assertThat(rows("SELECT instruction, amount FROM payment")).containsExactly("1 50");
        assertThat(rows("SELECT instruction, outcome, answer FROM confirmation"))
                .containsExactly("1 CONFIRMED ACCEPTED");
        assertThat(ledger.confirmations()).isEqualTo(1);
        assertThat(desk.isIdle()).isTrue();
        assertThat(out.toString().lines()).containsExactly(
                "paid instruction=1 kind=WITHDRAWAL account=7 asset=0 amount=50",
                "answered instruction=1 answer=ACCEPTED");
    }

    @Test
    void shouldReturnTheMoneyWhenARuleSaysThatItFails() throws SQLException {
        desk = desk(List.of(FailureRule.parse("above=100"), FailureRule.parse("kind=collect")));
        ledger.instruct(PlayLedger.withdrawal(1, 100));
        ledger.instruct(PlayLedger.withdrawal(2, 101));
        turn();

        assertThat(ledger.outcomes())
                .isEqualTo(Map.of(1L, InstructionOutcome.CONFIRMED, 2L, InstructionOutcome.FAILED));
        assertThat(rows("SELECT instruction FROM payment")).containsExactly("1");
        assertThat(rows("SELECT reason FROM confirmation WHERE outcome = 'FAILED'"))
                .containsExactly("asked to fail: above=100");
    }

    @Test
    void shouldConfirmAsItWasDecidedWhenTheLedgerSaysItAgainAfterItsAnswer() throws SQLException {
        final Instruction instruction = PlayLedger.withdrawal(1, 50);
        ledger.say(instruction, 0);
        turn();
        turn();
        assertThat(rows("SELECT answer FROM confirmation")).containsExactly("UNKNOWN_INSTRUCTION");
        desk = desk(List.of(FailureRule.parse("account=7")));
        ledger.instruct(instruction);
        turn();
        turn();

        assertThat(ledger.outcomes()).isEqualTo(Map.of(1L, InstructionOutcome.CONFIRMED));
        assertThat(rows("SELECT answer FROM confirmation")).containsExactly("ACCEPTED");
        assertThat(rows("SELECT instruction FROM payment")).containsExactly("1");
    }

    @Test
    void shouldNotPayWhatIsOverWhenItsBooksAreNew() throws SQLException {
        ledger.instruct(PlayLedger.withdrawal(1, 50));
        ledger.instruct(PlayLedger.withdrawal(2, 60));
        ledger.confirm(1, 1, InstructionOutcome.CONFIRMED);
        ledger.loseAnswers();
        ledger.play(desk, 1);
        desk.commit();
        assertThat(rows("SELECT instruction FROM payment")).isEmpty();
        assertThat(book.nextNumber()).isEqualTo(1);
        desk.onJoined(ledger.join());
        ledger.repeat();
        ledger.play(desk, 4);
        desk.commit();
        assertThat(rows("SELECT instruction FROM payment")).containsExactly("2");
        desk.send(ledger);
        turn();

        assertThat(rows("SELECT instruction FROM ended ORDER BY instruction")).containsExactly("1", "2");
        assertThat(ledger.openInstructions()).isZero();
    }

    /**
     * Books from a backup, and the feed of a node that was down as well: it is live where it stood, before instruction
     * 1 was paid and ended by who was there since.
     */
    @Test
    void shouldWaitUntilTheLedgerSpeaksAgainWhenANodeIsLiveThatIsBehind() throws SQLException {
        ledger.instruct(PlayLedger.withdrawal(1, 50));
        ledger.instruct(PlayLedger.withdrawal(2, 60));
        final long behind = ledger.play(desk, 1);
        ledger.confirm(1, 77, InstructionOutcome.CONFIRMED);
        ledger.loseAnswers();
        desk.onJoined(ledger.join());
        desk.commit();
        assertThat(rows("SELECT instruction FROM payment")).isEmpty();
        final long caughtUp = ledger.play(desk, behind);
        desk.commit();
        assertThat(rows("SELECT instruction FROM payment")).isEmpty();
        ledger.repeat();
        ledger.play(desk, caughtUp);
        desk.commit();

        assertThat(rows("SELECT instruction FROM payment")).containsExactly("2");
        assertThat(rows("SELECT instruction, reference FROM ended")).containsExactly("1 77");
        assertThat(book.nextNumber()).isEqualTo(caughtUp + 1);
    }

    /** It stood still, and another process paid instruction 1 meanwhile, of which it hears first that it is open. */
    @Test
    void shouldNotPayWhatAnotherPaidWhenItWasAwayMeanwhile() throws SQLException {
        desk.onJoined(ledger.join());
        ledger.instruct(PlayLedger.withdrawal(1, 50));
        ledger.instruct(PlayLedger.withdrawal(2, 60));
        desk.onLeft();
        final long behind = ledger.play(desk, 1);
        ledger.confirm(1, 77, InstructionOutcome.CONFIRMED);
        ledger.loseAnswers();
        desk.commit();
        assertThat(rows("SELECT instruction FROM payment")).isEmpty();
        desk.onJoined(ledger.join());
        ledger.repeat();
        ledger.play(desk, behind);
        desk.commit();

        assertThat(rows("SELECT instruction FROM payment")).containsExactly("2");
    }

    /** Nothing is repeated where {@code repeatMs} is 0; a cycle that starts is on the settlement feed too. */
    @Test
    void shouldPayWhatIsOpenWhenAnythingIsSaidSinceItJoined() throws SQLException {
        ledger.instruct(PlayLedger.withdrawal(1, 50));
        final long next = ledger.play(desk, 1);
        final long joined = ledger.join();
        desk.onJoined(joined);
        desk.onOther(next + 1, joined - 1);
        desk.commit();
        assertThat(rows("SELECT instruction FROM payment")).isEmpty();
        desk.onOther(next + 2, joined);
        desk.commit();
        assertThat(rows("SELECT instruction FROM payment")).containsExactly("1");
        assertThat(book.nextNumber()).isEqualTo(next + 2);
    }

    @Test
    void shouldSendAgainWhenTheLedgerRefusesForNow() throws SQLException {
        ledger.refuse(RejectCode.RATE_LIMITED);
        ledger.instruct(PlayLedger.withdrawal(1, 50));
        turn();
        turn();
        assertThat(ledger.openInstructions()).isEqualTo(1);
        ledger.refuse(RejectCode.NONE);
        turn();
        turn();

        assertThat(ledger.openInstructions()).isZero();
        assertThat(rows("SELECT answer FROM confirmation")).containsExactly("ACCEPTED");
        assertThat(err.toString()).containsOnlyOnce("RATE_LIMITED");
    }

    @Test
    void shouldStopWhenTheBooksAreOfAnotherClusterOrParticipant() {
        ledger.instruct(PlayLedger.withdrawal(1, 50));
        turn();
        ledger.say(PlayLedger.withdrawal(1, 51), 1);

        assertThatThrownBy(this::turn).hasMessageContaining("these are the books of another cluster");
        assertThatThrownBy(() -> new SettlementBook(connection, PARTICIPANT + 1))
                .hasMessageContaining("these are the books of participant 4");
    }

    @Test
    void shouldRefuseASecondPaymentByTheTableItselfWhenTheProgramIsWrong() throws SQLException {
        final Instruction instruction = PlayLedger.withdrawal(1, 50);
        book.receive(instruction, 1);
        book.pay(instruction);

        assertThatThrownBy(() -> book.pay(instruction)).isInstanceOf(SQLException.class);
    }

    @Test
    void shouldBookADepositOnceWhenItIsHandedInAgain() throws SQLException {
        final DepositSlip slip = new DepositSlip(connection);
        final Arrival arrival = new Arrival(42, 7, 0, 1_000);
        assertThat(slip.hand(arrival)).isEqualTo(arrival);
        desk.collectDeposits();
        desk.collectDeposits();
        turn();
        turn();
        assertThat(slip.answer(42)).isEqualTo("ACCEPTED");
        assertThat(slip.hand(new Arrival(42, 7, 0, 999))).isEqualTo(arrival);
        assertThat(slip.hand(arrival)).isEqualTo(arrival);
        desk.collectDeposits();
        turn();

        assertThat(slip.answer(42)).isEqualTo("ACCEPTED");
        assertThat(ledger.deposits()).isEqualTo(Map.of(42L, 1_000L));
    }

    @Test
    void shouldSeeTheAnswerWhenItIsWrittenWhileSomebodyWaits() throws SQLException, IOException {
        try (Connection other = GatewayDatabase.open(
                GatewayDatabase.url(directory.resolve("gateway.db").toString()))) {
            final DepositSlip slip = new DepositSlip(other);
            slip.hand(new Arrival(42, 7, 0, 1_000));
            assertThat(slip.answer(42)).isNull();
            desk.collectDeposits();
            turn();
            turn();
            assertThat(slip.answer(42)).isEqualTo("ACCEPTED");
        }
    }

    @Test
    void shouldReportADepositAgainByItselfWhenOnlyThePriceWasStale() throws SQLException {
        final DepositSlip slip = new DepositSlip(connection);
        slip.hand(new Arrival(42, 7, 0, 1_000));
        slip.hand(new Arrival(43, 7, 0, 2_000));
        ledger.refuse(RejectCode.STALE_PRICE);
        desk.collectDeposits();
        turn();
        turn();
        assertThat(slip.answer(42)).isEqualTo("STALE_PRICE");
        assertThat(slip.giveBack(new Arrival(43, 7, 0, 2_000))).isTrue();
        ledger.refuse(RejectCode.NONE);
        desk.retryDeposits();
        desk.commit();
        assertThat(slip.giveBack(new Arrival(42, 7, 0, 1_000))).as("it is on its way").isFalse();
        desk.collectDeposits();
        turn();
        turn();

        assertThat(slip.answer(42)).isEqualTo("ACCEPTED");
        assertThat(slip.hand(new Arrival(43, 7, 0, 2_000))).isEqualTo(new Arrival(43, 7, 0, 2_000));
        assertThat(slip.answer(43)).isEqualTo("RETURNED");
        assertThat(ledger.deposits()).isEqualTo(Map.of(42L, 1_000L));
    }

    @Test
    void shouldFindWhatIsUnansweredByAnIndexWhenTheBooksAreOld() throws SQLException, IOException {
        connection.createStatement().executeUpdate("DROP INDEX deposit_answer");
        connection.commit();
        try (Connection anew = GatewayDatabase.open(
                GatewayDatabase.url(directory.resolve("gateway.db").toString()))) {
            assertThat(new Rows(anew).of("EXPLAIN QUERY PLAN SELECT reference, account, asset, amount FROM deposit"
                            + " WHERE answer IS NULL ORDER BY recorded_at, reference"))
                    .anyMatch(step -> step.contains("USING INDEX deposit_answer"));
        }
    }

    @Test
    void shouldTryARefusedDepositAgainWhenItIsHandedInAgain() throws SQLException {
        final DepositSlip slip = new DepositSlip(connection);
        slip.hand(new Arrival(42, 7, 0, 1_000));
        ledger.refuse(RejectCode.DEPOSIT_CAP);
        desk.collectDeposits();
        turn();
        turn();
        assertThat(slip.answer(42)).isEqualTo("DEPOSIT_CAP");
        ledger.refuse(RejectCode.NONE);
        desk.collectDeposits();
        turn();
        assertThat(ledger.deposits()).isEmpty();
        slip.hand(new Arrival(42, 7, 0, 1_000));
        desk.collectDeposits();
        turn();
        turn();

        assertThat(slip.answer(42)).isEqualTo("ACCEPTED");
        assertThat(ledger.deposits()).isEqualTo(Map.of(42L, 1_000L));
    }
}
