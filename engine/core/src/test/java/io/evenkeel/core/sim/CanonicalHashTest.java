package io.evenkeel.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.AccountKind;
import io.evenkeel.core.answer.AnswerStore;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.Parties;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The state hash says what the state is, not how it came about (DESIGN 3). */
class CanonicalHashTest {
    private static final long KNOWN_REFERENCE = 90_001;
    private static final int ACCOUNTS = 40;

    private static List<Long> shuffled(final long seed) {
        final List<Long> ids = new ArrayList<>();
        for (long id = 2_000; id < 2_000 + ACCOUNTS; id++) {
            ids.add(id * 31 % 5_003);
        }
        Collections.shuffle(ids, new Random(seed));
        return ids;
    }

    /**
     * Opens and funds the same accounts, each phase in an order of its own, and then trades. Fills come in one order:
     * the order of walls in a price ladder follows it, and is state (SPEC 9).
     */
    private static Rig reach(final long seed) {
        final Rig rig = new Rig();
        for (final long id : shuffled(seed)) {
            rig.accept(new LogEntry.Setup((writer, sequence) -> writer.addAccount(
                    sequence, id, Parties.ownerOf(id), AccountKind.STANDARD, 0), "account " + id));
        }
        long reference = KNOWN_REFERENCE - 1;
        for (int asset = 0; asset < 3; asset++) {
            for (final long id : shuffled(seed + 1 + asset)) {
                rig.accept(new LogEntry.Deposit(id, asset, 1_000_000_000L + id, ++reference));
            }
        }
        long tradeId = 90_000;
        for (int instrument = 0; instrument < 6; instrument++) {
            final long price = rig.world().instrumentPrices().get(instrument);
            final long lot = rig.world().terms().instruments().get(instrument).lot();
            for (final long id : shuffled(instrument)) {
                rig.accept(new LogEntry.Trade(
                        instrument, ++tradeId, id, World.OMNIBUS, lot * (1 + id % 3), price, 0, 0));
            }
        }
        for (final long id : shuffled(20)) {
            final long price = rig.world().instrumentPrices().get(4);
            final long lot = rig.world().terms().instruments().get(4).lot();
            rig.accept(new LogEntry.Trade(4, ++tradeId, World.OMNIBUS, id, lot * (1 + id % 3), price, 0, 0));
        }
        forgetAnswers(rig, Parties.GENESIS, LogEntry.HashRequest::new);
        forgetAnswers(rig, Parties.GATEWAY, () -> new LogEntry.Deposit(Rig.OTHER, 0, 1, KNOWN_REFERENCE));
        return rig;
    }

    /** Lets a participant send the same so often that its answers to what came before are forgotten: they are state. */
    private static void forgetAnswers(final Rig rig, final int participant, final Supplier<LogEntry> same) {
        for (int i = 0; i < AnswerStore.KEPT; i++) {
            assertThat(rig.feed(same.get()).participant()).isEqualTo(participant);
        }
    }

    @Test
    void shouldHashEquallyWhenAccountsWereMadeAndFundedInAnotherOrder() {
        final Rig first = reach(1);
        final Rig second = reach(2);
        assertThat(second.everything()).isEqualTo(first.everything());
        assertThat(second.engine().stateHash()).isEqualTo(first.engine().stateHash());
        assertThat(second.engine().inspector().stateHash()).isEqualTo(first.engine().stateHash());
    }

    @Test
    void shouldHashDifferentlyWhenOneUnitIsElsewhere() {
        final Rig first = new Rig().funded();
        final Rig second = new Rig().funded();
        assertThat(second.engine().stateHash()).isEqualTo(first.engine().stateHash());
        first.accept(new LogEntry.Deposit(Rig.KEEPER, 0, 1, 77_000));
        second.accept(new LogEntry.Deposit(Rig.OTHER, 0, 1, 77_000));
        assertThat(second.engine().stateHash()).isNotEqualTo(first.engine().stateHash());
    }

    @Test
    void shouldHashEquallyWhenTwoCommandsWereRefusedAndTheirAnswersAreForgotten() {
        final Rig first = new Rig().funded();
        final Rig second = new Rig().funded();
        first.feed(new LogEntry.Deposit(4_444, 0, 5, 88_000));
        second.feed(new LogEntry.Deposit(5_555, 1, 6, 88_001));
        for (final Rig rig : List.of(first, second)) {
            forgetAnswers(rig, Parties.GATEWAY, () -> new LogEntry.Deposit(4_444, 0, 5, 88_002));
        }
        assertThat(second.engine().stateHash()).isEqualTo(first.engine().stateHash());
    }
}
