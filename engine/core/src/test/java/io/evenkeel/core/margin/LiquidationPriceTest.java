package io.evenkeel.core.margin;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.PricedKind;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.sim.EntryMaker;
import io.evenkeel.core.sim.Simulation;
import io.evenkeel.core.sim.WorldMaker;
import io.evenkeel.model.InstrumentTerms;
import io.evenkeel.model.ModelAccount;
import io.evenkeel.model.ModelBook;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Liquidation prices against the model, which judges the account at every mark asked for: at all ticks around the price
 * found, and at random ones on both sides of it.
 */
class LiquidationPriceTest {
    private static final int SEEDS = Boolean.getBoolean("evenkeel.full") ? 50 : 3;
    private static final int COMMANDS = 1_500;
    private static final int EVERY = 75;
    private static final int ACCOUNTS = 16;
    private static final int TICKS_AROUND = 25;
    private static final int RANDOM_MARKS = 10;

    private Simulation simulation;
    private Random random;
    private int found;
    private int absent;
    private int breached;

    @Test
    void shouldBeTheLastMarkThatHoldsWhenTheModelJudgesAllAround() {
        final long first = Long.getLong("seed", 1);
        for (long seed = first; seed < first + SEEDS; seed++) {
            play(seed);
        }
        System.out.println("liquidation prices: seeds from " + first + ", " + found + " exact to the tick, " + absent
                + " positions without one, " + breached + " breached already");
        assertThat(found).isGreaterThan(100);
        assertThat(absent).isGreaterThan(10);
        assertThat(breached).isPositive();
    }

    private void play(final long seed) {
        random = new Random(seed);
        simulation = new Simulation(new WorldMaker(random, ACCOUNTS).make());
        final EntryMaker maker = new EntryMaker(simulation, random);
        for (int i = 1; i <= COMMANDS; i++) {
            simulation.step(maker.next());
            if (i % EVERY == 0) {
                checkAll(seed);
            }
        }
    }

    private void checkAll(final long seed) {
        final ModelBook book = simulation.book();
        book.judgeFromNothing(true);
        for (final ModelAccount account : book.accounts()) {
            for (final InstrumentTerms terms : book.terms().instruments()) {
                if (!account.isOmnibus() && account.position(terms.id()).quantity() != 0) {
                    check("seed " + seed + ", account " + account.id() + ", I" + terms.id(), account, terms);
                }
            }
        }
    }

    private void check(final String what, final ModelAccount account, final InstrumentTerms terms) {
        final OptionalLong price =
                simulation.engine().inspector().liquidationPrice(account.id(), terms.id());
        final long mark = simulation.book().market().mark(terms.id());
        final long quantity = account.position(terms.id()).quantity();
        if (isShortAt(account, terms, mark)) {
            assertThat(price).as(what).isEmpty();
            breached++;
        } else if (price.isEmpty()) {
            final long furthest = quantity > 0 ? terms.tick() : furthest(terms, quantity, mark);
            assertThat(isShortAt(account, terms, furthest)).as(what).isFalse();
            absent++;
        } else {
            checkAround(what, account, terms, price.getAsLong());
            found++;
        }
    }

    private static long furthest(final InstrumentTerms terms, final long quantity, final long mark) {
        final long bearable = Bounds.MAX_NOTIONAL / terms.notional(Math.abs(quantity), 1).longValueExact();
        final long highest = Math.min(Math.min(bearable, Bounds.MAX_FUNDED_PRICE), 1_000 * mark);
        return highest / terms.tick() * terms.tick();
    }

    private void checkAround(
            final String what, final ModelAccount account, final InstrumentTerms terms, final long price) {
        final long mark = simulation.book().market().mark(terms.id());
        final boolean isLong = account.position(terms.id()).quantity() > 0;
        assertThat(price % terms.tick()).as(what).isZero();
        for (int ticks = -TICKS_AROUND; ticks <= TICKS_AROUND; ticks++) {
            checkAt(what, account, terms, isLong, price, price + ticks * terms.tick());
        }
        final long top = Math.min(2 * Math.max(price, mark), Bounds.MAX_FUNDED_PRICE);
        for (int i = 0; i < RANDOM_MARKS; i++) {
            final long step = 1 + (long) (random.nextDouble() * (top / terms.tick() - 1));
            checkAt(what, account, terms, isLong, price, step * terms.tick());
        }
    }

    private void checkAt(
            final String what,
            final ModelAccount account,
            final InstrumentTerms terms,
            final boolean isLong,
            final long price,
            final long mark) {
        if (mark > 0) {
            assertThat(isShortAt(account, terms, mark))
                    .as("%s: liquidation price %d, judged at %d", what, price, mark)
                    .isEqualTo(isLong ? mark < price : mark > price);
        }
    }

    private boolean isShortAt(final ModelAccount account, final InstrumentTerms terms, final long mark) {
        final ModelBook book = simulation.book();
        final long before = book.market().mark(terms.id());
        book.market().set(
                PricedKind.INSTRUMENT, terms.id(), mark, book.market().state(PricedKind.INSTRUMENT, terms.id()));
        final boolean isShort = book.marked(account).isShort();
        book.market().set(
                PricedKind.INSTRUMENT, terms.id(), before, book.market().state(PricedKind.INSTRUMENT, terms.id()));
        return isShort;
    }
}
