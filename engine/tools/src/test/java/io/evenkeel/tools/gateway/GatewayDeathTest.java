package io.evenkeel.tools.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.InstructionKind;
import io.evenkeel.codecs.InstructionOutcome;
import io.evenkeel.tools.gateway.MortalConnection.DeadException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that dies at every single step it takes, before it and after it, once on each of as many books. */
class GatewayDeathTest {
    private static final Map<Long, InstructionOutcome> ENDS = Map.of(
            1L, InstructionOutcome.CONFIRMED,
            2L, InstructionOutcome.CONFIRMED,
            3L, InstructionOutcome.FAILED,
            4L, InstructionOutcome.CONFIRMED);

    @TempDir
    private Path directory;

    @Test
    void shouldPayOnceAndLoseNothingWhenItDiesAtAnyStep() throws SQLException, IOException {
        int deaths = 0;
        for (final boolean isStepDone : new boolean[] {false, true}) {
            int step = 1;
            while (diesAndComesBack(step, isStepDone)) {
                step++;
            }
            deaths += step - 1;
        }
        System.out.println("deaths of the gateway: " + deaths);
        assertThat(deaths).isGreaterThan(100);
    }

    /** {@return whether the run was long enough for it to die at that step} */
    private boolean diesAndComesBack(final int step, final boolean isStepDone) throws SQLException, IOException {
        final String url = GatewayDatabase.url(directory.resolve(isStepDone + "-" + step + ".db").toString());
        final PlayLedger ledger = new PlayLedger();
        ledger.instruct(PlayLedger.withdrawal(1, 50));
        ledger.instruct(new Instruction(2, InstructionKind.PAY, 1, 8, 0, 60));
        try (Connection other = GatewayDatabase.open(url)) {
            new DepositSlip(other).hand(new Arrival(99, 7, 0, 1_000));
        }
        boolean isDead = false;
        try (Connection connection = GatewayDatabase.open(url)) {
            run(ledger, new MortalConnection(connection, step, isStepDone));
        } catch (final DeadException e) {
            isDead = true;
            ledger.loseAnswers();
        }
        try (Connection connection = GatewayDatabase.open(url)) {
            run(ledger, new MortalConnection(connection, Integer.MAX_VALUE, true));
            assertHolds(ledger, new Rows(connection));
        }
        return isDead;
    }

    private static void run(final PlayLedger ledger, final MortalConnection mortal) throws SQLException {
        final SettlementBook book = new SettlementBook(mortal.connection(), 4);
        final SettlementDesk desk = new SettlementDesk(
                book,
                List.of(FailureRule.parse("account=9")),
                new GatewayJournal(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), false));
        final Outgoing.Outlet outlet = new Outgoing.Outlet() {
            @Override
            public long confirm(final long instruction, final long reference, final InstructionOutcome outcome) {
                mortal.step();
                final long sequence = ledger.confirm(instruction, reference, outcome);
                mortal.step();
                return sequence;
            }

            @Override
            public long deposit(final long account, final int asset, final long amount, final long reference) {
                mortal.step();
                final long sequence = ledger.deposit(account, asset, amount, reference);
                mortal.step();
                return sequence;
            }
        };
        long next = book.nextNumber();
        for (int turn = 0; turn < 4; turn++) {
            next = ledger.play(desk, next);
            desk.onJoined(0);
            ledger.answer(desk);
            desk.commit();
            desk.collectDeposits();
            desk.send(outlet);
            if (turn == 0 && !ledger.outcomes().containsKey(4L)) {
                ledger.repeat();
                ledger.instruct(new Instruction(3, InstructionKind.WITHDRAWAL, 0, 9, 1, 70));
                ledger.instruct(new Instruction(4, InstructionKind.COLLECT, 1, 7, 0, 80));
            }
        }
    }

    private static void assertHolds(final PlayLedger ledger, final Rows rows) throws SQLException {
        assertThat(ledger.openInstructions()).isZero();
        assertThat(ledger.outcomes()).isEqualTo(ENDS);
        assertThat(ledger.deposits()).isEqualTo(Map.of(99L, 1_000L));
        assertThat(rows.of("SELECT instruction, direction, account, asset, amount FROM payment ORDER BY instruction"))
                .containsExactly("1 OUT 7 0 50", "2 OUT 8 0 60", "4 IN 7 0 80");
        assertThat(rows.of("SELECT c.instruction, c.outcome, e.reference - c.reference FROM confirmation c"
                        + " JOIN ended e ON e.instruction = c.instruction ORDER BY c.instruction"))
                .containsExactly("1 CONFIRMED 0", "2 CONFIRMED 0", "3 FAILED 0", "4 CONFIRMED 0");
        assertThat(rows.of("SELECT instruction, outcome FROM ended ORDER BY instruction"))
                .containsExactly("1 CONFIRMED", "2 CONFIRMED", "3 FAILED", "4 CONFIRMED");
        assertThat(rows.of("SELECT count(*) FROM confirmation WHERE answer IS NULL")).containsExactly("0");
        assertThat(rows.of("SELECT count(*) FROM deposit WHERE answer IS NULL")).containsExactly("0");
    }
}
