package io.evenkeel.tools.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.inspect.AccountReport;
import io.evenkeel.core.inspect.BalanceReport;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.inspect.Inspector;
import io.evenkeel.core.inspect.InstructionReport;
import io.evenkeel.core.inspect.PositionReport;
import io.evenkeel.core.output.OutputKind;
import io.evenkeel.core.output.OutputSlot;
import io.evenkeel.core.sim.EntryMaker;
import io.evenkeel.core.sim.Simulation;
import io.evenkeel.core.sim.WorldMaker;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Books kept from events alone, beside the real core under everything that the simulation does to it. */
class AuditBooksSimulationTest {
    private static final boolean IS_FULL = Boolean.getBoolean("evenkeel.full");
    private static final int SEEDS = IS_FULL ? 100 : 4;
    private static final int COMMANDS = IS_FULL ? 10_000 : 2_000;
    private static final int ACCOUNTS = 32;
    private static final int COMPARE_EVERY = 100;
    /** Whose statement is kept: the first account of every world. */
    private static final long STATED = 7;
    private static final Set<OutputKind> NO_EVENTS =
            EnumSet.of(OutputKind.SESSION_OPENED, OutputKind.SESSION_CLOSED);

    private long number;

    @Test
    void shouldKnowEveryBalanceAndPositionWhenOnlyTheFeedWasRead() {
        final long first = Long.getLong("seed", 1);
        long trades = 0;
        long compared = 0;
        long profitableDays = 0;
        long poolsBesideMain = 0;
        for (long seed = first; seed < first + SEEDS; seed++) {
            final AuditBooks books = play(seed);
            trades += books.trades();
            compared += books.balancesCompared();
            profitableDays += books.statement().assets().values().stream()
                    .flatMap(days -> days.values().stream()).filter(day -> day.realisedProfit() != 0).count();
            poolsBesideMain += books.money().holders().stream()
                    .filter(holder -> holder.house() == HouseAccount.INSURANCE && holder.id() != 0).count();
        }
        System.out.println("books from the feed alone: seeds from " + first + ", " + trades + " trades, " + compared
                + " stated balances");
        assertThat(trades).isPositive();
        assertThat(compared).isPositive();
        assertThat(profitableDays).isPositive();
        assertThat(poolsBesideMain).isPositive();
    }

    private AuditBooks play(final long seed) {
        final AuditBooks books = new AuditBooks(STATED);
        final AuditBooks own = AuditBooks.of(STATED);
        final List<AuditReader> readers = List.of(new AuditReader(books), new AuditReader(own));
        final Random random = new Random(seed);
        final Simulation simulation =
                new Simulation(new WorldMaker(random, ACCOUNTS).make(), slot -> hear(readers, slot));
        final EntryMaker maker = new EntryMaker(simulation, random);
        for (int i = 1; i <= COMMANDS; i++) {
            simulation.step(maker.next());
            if (i % COMPARE_EVERY == 0) {
                compare(seed, books, simulation.engine().inspector());
                compareOwn(seed, books, own);
            }
        }
        return books;
    }

    private void hear(final List<AuditReader> readers, final OutputSlot slot) {
        if (!NO_EVENTS.contains(slot.kind())) {
            number++;
            readers.forEach(
                    it -> it.onEvent(number, slot.logPosition(), slot.buffer(), 0, slot.length()));
        }
    }

    /** Books of one account know of it what all books know, and of others nothing. */
    private static void compareOwn(final long seed, final AuditBooks books, final AuditBooks own) {
        assertThat(own.complaints()).isEmpty();
        assertThat(own.accounts()).as("seed %d", seed).extracting(AccountFile::id).containsExactly(STATED);
        for (final int asset : books.units().assets()) {
            assertThat(own.balance(STATED, asset)).as("seed %d, asset %d", seed, asset)
                    .isEqualTo(books.balance(STATED, asset));
        }
    }

    private static void compare(final long seed, final AuditBooks books, final Inspector inspector) {
        final String when = "seed " + seed;
        assertThat(books.complaints()).as(when).isEmpty();
        for (final long id : inspector.accountIds()) {
            final AccountReport account = inspector.account(id);
            for (final BalanceReport balance : account.balances()) {
                if (!isOwing(books, account, balance.asset())) {
                    assertThat(books.money().balance(Holder.account(id), balance.asset()))
                            .as("%s, account %d, asset %d", when, id, balance.asset())
                            .isEqualTo(balance.balance());
                }
            }
            assertThat(books.file(id).holdings()).as("%s, account %d", when, id).hasSize(account.positions().size());
            for (final PositionReport position : account.positions()) {
                final Holding holding = books.file(id).holding(position.instrument());
                assertThat(new long[] {holding.quantity(), holding.entryValue(), holding.entryCost()})
                        .as("%s, account %d, instrument %d", when, id, position.instrument())
                        .containsExactly(position.quantity(), position.entryValue(), position.entryCost());
            }
            compareTerms(when, books, inspector, id);
        }
        for (final int asset : books.units().assets()) {
            compareHouse(when, books, inspector, asset);
        }
        assertThat(StatementCommand.report(books, STATED, null, null).get("reconciles").asBoolean())
                .as(when).isTrue();
    }

    /** Terms, and what is open: also withdrawals that wait for their delay, of which the feed does not say the ids. */
    private static void compareTerms(
            final String when, final AuditBooks books, final Inspector inspector, final long id) {
        assertThat(books.file(id).terms()).as("%s, account %d", when, id)
                .isEqualTo(AccountTerms.of(inspector.terms(id)));
        final List<InstructionReport> open = inspector.instructions(id);
        assertThat(books.instructions().open().values()).as("%s, account %d", when, id)
                .filteredOn(it -> it.account() == id).extracting(InstructionFile.Open::instruction)
                .isEqualTo(open.stream().filter(it -> it.isTold()).map(it -> it.instruction()).toList());
        assertThat(books.instructions().delayed().values()).as("%s, account %d", when, id)
                .filteredOn(it -> it.account() == id)
                .extracting(it -> List.of(it.instruction(), (long) it.asset(), it.amount()))
                .isEqualTo(open.stream().filter(it -> !it.isTold())
                        .map(it -> List.of(it.instruction(), (long) it.asset(), it.amount())).toList());
    }

    /**
     * {@return whether funding may be owed in an asset} The core reads such balances as if it were paid; the books know
     * them when it is, and compare them then.
     */
    private static boolean isOwing(final AuditBooks books, final AccountReport account, final int asset) {
        return account.positions().stream()
                .anyMatch(position -> books.units().market(position.instrument()).settlementAsset() == asset);
    }

    private static void compareHouse(
            final String when, final AuditBooks books, final Inspector inspector, final int asset) {
        for (final HouseAccount house : HouseAccount.values()) {
            final int ids = switch (house) {
                case CLEARING, FUNDING -> books.units().markets().size();
                case INSURANCE -> Bounds.MAX_POOLS;
                case EXTERNAL, FEES, IN_TRANSIT, SOCIALISED -> 1;
            };
            for (int id = 0; id < ids; id++) {
                assertThat(books.houseBalance(house, id, asset))
                        .as("%s, %s %d, asset %d", when, house, id, asset)
                        .isEqualTo(inspector.houseBalance(house, id, asset));
            }
        }
    }
}
