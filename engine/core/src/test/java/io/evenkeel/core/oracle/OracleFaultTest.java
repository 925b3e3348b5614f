package io.evenkeel.core.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.PriceState;
import io.evenkeel.core.oracle.FaultTally.Kind;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Oracle faults. Three to nine sources see an honest price that walks and gaps, each a little another; some of them are
 * stuck, lag, spike or collude, fall silent, or all do, for seconds or days, with the cluster running or not. In half
 * of the runs they say the same of a coin that some have pledged; in a quarter what no bid takes goes on to backstops
 * and insurance. Where a market has no book its mark is its index; in half of the runs a venue tells one that may lie,
 * and the mark is within the mark band of the index. This is what SPEC 4 then promises:
 *
 * <p><b>Indexes.</b> While those who are fresh and wrong are a minority of the fresh, less than half, every index that
 * takes effect lies between the lowest and the highest that fresh honest sources last said, less and plus the band. The
 * median lies between them, since neither half of the fresh is all wrong; the weighted mean lies within the band of the
 * median, whatever the weights. A price that is held, or stale, is one that was formed so.
 *
 * <ul>
 * <li><b>(a)</b> So an account that is solvent at every price an honest source saw so far ± band, and ± mark band where
 * there is a book, is not liquidated, also where it is so to the unit.
 * <li><b>(b)</b> While fewer are fresh than the quorum or than half of the sources, at the latest
 * {@link FaultReferee#NOTICE_MS} after, no order goes out; and after nobody was fresh, not before {@code freshRounds}
 * rounds of so many submissions. It does not matter whether timers fired meanwhile. Prices do not make accounts breach
 * then; a fill can, and its account is frozen if it is insolvent also at prices moved in its favour.
 * <li><b>(c)</b> As long, no bid trades and no withdrawal goes through of an account with a position there.
 * <li><b>(d)</b> An account with dust in a dead market is liquidated exactly when it is insolvent with the dust at its
 * last price, moved by {@code staleFavour} its way: the dust neither shields nor condemns it beyond that.
 * <li><b>(e)</b> A majority that colludes does liquidate accounts that are solvent at every honest price.
 * </ul>
 *
 * <p>{@code -Devenkeel.full=true} takes 1,000 runs; {@code -Dseed=N} repeats one, or is the first where
 * {@code evenkeel.full} is set or {@code evenkeel.sim.seeds} says how many.
 */
class OracleFaultTest {
    private static final int USUAL_RUNS = 120;
    private static final int FULL_RUNS = 1_000;
    private static final int CONTROL_ONE_IN = 4;

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void shouldLiquidateNobodyWhoIsSolventAtEveryHonestPriceWhenAMinorityIsWrong() {
        final boolean isFull = Boolean.getBoolean("evenkeel.full");
        final Long given = Long.getLong("seed");
        final int usual = given == null ? USUAL_RUNS : 1;
        final int runs = Integer.getInteger("evenkeel.sim.seeds", isFull ? FULL_RUNS : usual);
        final long first = given == null ? 1 : given;
        System.out.println("oracle faults: seeds " + first + " to " + (first + runs - 1));
        final FaultTally tally = new FaultTally();
        final FaultTally control = new FaultTally();
        int controls = 0;
        int vain = 0;
        for (long seed = first; seed < first + runs; seed++) {
            tally.add(play(seed, false));
            if (seed % CONTROL_ONE_IN == 0) {
                final FaultTally met = play(seed, true);
                control.add(met);
                controls++;
                vain += met.of(Kind.WRONGLY_LIQUIDATED) == 0 ? 1 : 0;
            }
        }
        System.out.println("oracle faults: " + tally);
        System.out.println(
                "oracle faults, a majority colludes: " + controls + " runs, " + vain + " in vain: " + control);
        assertThat(tally.of(Kind.WRONGLY_LIQUIDATED)).isZero();
        assertThat(tally.of(Kind.EDGE_SURVIVED)).isEqualTo(4L * runs);
        if (runs >= USUAL_RUNS) {
            assertReached(tally);
            assertThat(tally.of(Kind.HELD) + control.of(Kind.HELD)).as("jumps that were held").isPositive();
            assertThat(vain).as("controls in which nobody was liquidated wrongly").isLessThan(controls / 4);
        }
    }

    private static FaultTally play(final long seed, final boolean isControl) {
        try {
            return new FaultRun(seed, isControl).play();
        } catch (final AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + (isControl ? " of the control" : "") + ": " + e.getMessage(), e);
        }
    }

    private static void assertReached(final FaultTally tally) {
        final EnumSet<Kind> kinds = EnumSet.allOf(Kind.class);
        kinds.remove(Kind.WRONGLY_LIQUIDATED);
        kinds.remove(Kind.HELD);
        assertThat(kinds).allMatch(kind -> tally.of(kind) > 0);
        final EnumSet<Fault> faults = EnumSet.allOf(Fault.class);
        faults.remove(Fault.NONE);
        assertThat(faults).allMatch(fault -> tally.of(fault) > 0);
        assertThat(EnumSet.of(
                        PriceState.VALID,
                        PriceState.UNCERTAIN,
                        PriceState.THIN,
                        PriceState.STALE,
                        PriceState.HALTED))
                .allMatch(state -> tally.of(state) > 0);
    }
}
