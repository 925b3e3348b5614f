package io.evenkeel.core.price;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.sim.command.PriceTermsCommand;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Funding rates worked out by hand. The interval is a minute, 1/480 of 8 hours, unless said; interest 0.01 %, cap
 * 0.75 %, index 10,000. With no premium the rate is 100,000 ppb / 480 = 208.33.
 */
class FundingTest {
    private static final long START_MS = 288_000_000;
    private static final long MINUTE_MS = 60_000;
    private static final long INTEREST_PPB = 100_000;
    private static final long CAP_PPB = 7_500_000;
    private static final long INDEX = 10_000;

    private final PriceRig rig = new PriceRig();
    private int perpetual;

    @BeforeEach
    void list() {
        perpetual = rig.at(START_MS).perpetual(0);
        accept(rig.terms(perpetual, MINUTE_MS, INTEREST_PPB, CAP_PPB));
        accept(rig.price(perpetual, INDEX));
    }

    private static void accept(final RejectCode answer) {
        assertThat(answer).isEqualTo(RejectCode.NONE);
    }

    private PriceRig after(final long ms) {
        return rig.at(START_MS + ms);
    }

    private static String funding(final long ratePpb, final long afterMs) {
        return "FUNDING 0 rate " + ratePpb + " on 10000 at " + (START_MS + afterMs);
    }

    @Test
    void shouldPayInterestAloneWhenThereIsNoBook() {
        assertThat(after(MINUTE_MS - 1).timer()).isEmpty();
        assertThat(after(MINUTE_MS).timer()).containsExactly(funding(208, MINUTE_MS));
        assertThat(after(2 * MINUTE_MS - 1).timer()).isEmpty();
        assertThat(after(2 * MINUTE_MS + 40).timer()).containsExactly(funding(208, 2 * MINUTE_MS));
    }

    @Test
    void shouldPullThePremiumTowardInterestByTheDamperWhenABookHeldThroughout() {
        accept(rig.impact(perpetual, 10_010, 10_020));
        // P = 0.1 %; interest − P = −0.09 %, drawn back by 0.05 %: 500,000 / 480 = 1,041.67
        assertThat(after(MINUTE_MS).timer()).containsExactly(funding(1_041, MINUTE_MS));
        accept(rig.impact(perpetual, 9_980, 9_990));
        // P = −0.1 %: −500,000 / 480 = −1,041.67, toward zero
        assertThat(after(2 * MINUTE_MS).timer()).containsExactly(funding(-1_041, 2 * MINUTE_MS));
        accept(rig.impact(perpetual, 9_996, 10_004));
        // The index lies within the impact prices: no premium
        assertThat(after(3 * MINUTE_MS).timer()).containsExactly(funding(208, 3 * MINUTE_MS));
        accept(rig.impact(perpetual, 10_003, 0));
        // P = 300,000; interest − P = −200,000 is within the damper, so that interest is left
        assertThat(after(4 * MINUTE_MS).timer()).containsExactly(funding(208, 4 * MINUTE_MS));
    }

    /** A halt of ten seconds: the premium of 0.1 % that a book makes meanwhile is none. */
    @Test
    void shouldCountNoPremiumWhenABookComesWhileThePriceCannotBeTrusted() {
        accept(rig.halt(perpetual, true));
        accept(rig.impact(perpetual, 10_010, 10_020));
        accept(after(10_000).halt(perpetual, false));
        assertThat(after(MINUTE_MS).timer()).containsExactly(funding(208, MINUTE_MS));
        accept(rig.impact(perpetual, 10_010, 10_020));
        assertThat(after(2 * MINUTE_MS).timer()).containsExactly(funding(1_041, 2 * MINUTE_MS));
    }

    @Test
    void shouldClampToTheCapOnBothSidesWhenThePremiumIsLarge() {
        accept(rig.impact(perpetual, 10_500, 0));
        // P = 5 %, less the damper 4.95 %, capped at 0.75 %: 7,500,000 / 480
        assertThat(after(MINUTE_MS).timer()).containsExactly(funding(15_625, MINUTE_MS));
        accept(rig.impact(perpetual, 0, 9_500));
        assertThat(after(2 * MINUTE_MS).timer()).containsExactly(funding(-15_625, 2 * MINUTE_MS));
        accept(rig.impact(perpetual, 50_000, 0));
        // A sample of 400 % counts as 100 %
        accept(rig.terms(perpetual, MINUTE_MS, INTEREST_PPB, 1_000_000_000));
        assertThat(after(3 * MINUTE_MS).timer()).containsExactly(funding(999_500_000 / 480, 3 * MINUTE_MS));
    }

    @Test
    void shouldWeightSamplesByTimeWhenBooksComeAndGo() {
        // 15 s of 0, 30 s of 0.12 %, 15 s of 0.2 %: (36 + 30)·10^9 / 60,000 = 1,100,000; 600,000 / 480 = 1,250
        accept(after(15_000).impact(perpetual, 10_012, 0));
        accept(after(45_000).impact(perpetual, 10_020, 0));
        assertThat(after(MINUTE_MS).timer()).containsExactly(funding(1_250, MINUTE_MS));
        // 0.2 % holds on for 20 s, then −0.4 %: (40 − 160)·10^9 / 60,000 = −2,000,000; −1,500,000 / 480 = −3,125
        accept(after(80_000).impact(perpetual, 0, 9_960));
        assertThat(after(2 * MINUTE_MS).timer()).containsExactly(funding(-3_125, 2 * MINUTE_MS));
    }

    @Test
    void shouldCountASampleForAMinuteOnlyWhenTheBookStopped() {
        accept(rig.terms(perpetual, 2 * MINUTE_MS, INTEREST_PPB, CAP_PPB));
        accept(rig.impact(perpetual, 10_020, 0));
        // 60 s of 0.2 % and 60 s of 0: P = 0.1 %; 500,000 / 240 = 2,083.33
        assertThat(after(2 * MINUTE_MS).timer()).containsExactly(funding(2_083, 2 * MINUTE_MS));
        // No book at all: 100,000 / 240 = 416.67
        assertThat(after(4 * MINUTE_MS).timer()).containsExactly(funding(416, 4 * MINUTE_MS));
    }

    @Test
    void shouldEndTheIntervalFirstWhenABookComesAfterItsEnd() {
        accept(after(MINUTE_MS + 7).impact(perpetual, 10_010, 0));
        assertThat(rig.updates()).containsExactly(funding(208, MINUTE_MS));
        assertThat(rig.timer()).isEmpty();
        // 59,993 ms of 0.1 %: 59.993·10^9 − 30·10^9 = 29.993·10^9 / 28,800,000 = 1,041.42
        assertThat(after(2 * MINUTE_MS).timer()).containsExactly(funding(1_041, 2 * MINUTE_MS));
        accept(after(3 * MINUTE_MS).impact(perpetual, 10_500, 0));
        // A book at the very end belongs to the next interval; of the last one 7 ms of 0.1 % are left
        assertThat(rig.updates()).containsExactly(funding(208, 3 * MINUTE_MS));
    }

    @Test
    void shouldFundEachIntervalInOrderWhenSeveralPassedUnnoticed() {
        accept(rig.impact(perpetual, 10_010, 0));
        final List<String> found = new ArrayList<>(after(20 * MINUTE_MS).timer());
        assertThat(found).hasSize(8);
        assertThat(found.get(0)).isEqualTo(funding(1_041, MINUTE_MS));
        found.addAll(rig.timer());
        assertThat(found).hasSize(16);
        found.addAll(rig.timer());
        assertThat(found).hasSize(20);
        assertThat(found.get(19)).isEqualTo(funding(208, 20 * MINUTE_MS));
        assertThat(rig.timer()).isEmpty();
    }

    @Test
    void shouldPassOverIntervalsWithoutRoomWhenABookComesAfterALongSilence() {
        accept(after(20 * MINUTE_MS + 30_000).impact(perpetual, 10_010, 0));
        assertThat(rig.updates()).hasSize(8);
        assertThat(rig.updates().get(7)).isEqualTo(funding(208, 8 * MINUTE_MS));
        assertThat(rig.timer()).isEmpty();
        // 30 s of 0.1 %: P = 500,000; interest − P = −400,000: interest is left
        assertThat(after(21 * MINUTE_MS).timer()).containsExactly(funding(208, 21 * MINUTE_MS));
    }

    @Test
    void shouldFundNothingWhenThePriceDoesNotAllowItAtTheEnd() {
        final int aging = rig.perpetual(30_000);
        accept(rig.priceTerms(new PriceTermsCommand(PricedKind.INSTRUMENT, aging).maxAgeMs(30_000)));
        accept(rig.terms(aging, MINUTE_MS, INTEREST_PPB, CAP_PPB));
        accept(rig.price(aging, 500));
        accept(rig.terms(perpetual, 0, 0, 0));
        assertThat(after(MINUTE_MS).timer()).containsExactly("PRICE 1 500 STALE");
        accept(after(MINUTE_MS + 1).price(aging, 500));
        assertThat(rig.timer()).isEmpty();
        accept(after(2 * MINUTE_MS - 1).price(aging, 600));
        assertThat(after(2 * MINUTE_MS).timer()).containsExactly(
                "FUNDING 1 rate 208 on 600 at " + (START_MS + 2 * MINUTE_MS));
        accept(rig.halt(aging, true));
        assertThat(after(2 * MINUTE_MS + 30_000).price(aging, 600)).isEqualTo(RejectCode.NONE);
        assertThat(after(3 * MINUTE_MS).timer()).isEmpty();
    }

    @Test
    void shouldFundLowestIdsFirstAndTheRestAtTheNextTimerWhenManyEndAtOnce() {
        for (int id = 1; id <= 11; id++) {
            rig.perpetual(0);
            accept(rig.terms(id, MINUTE_MS, INTEREST_PPB, CAP_PPB));
            accept(rig.price(id, INDEX));
        }
        assertThat(after(MINUTE_MS).timer()).hasSize(8).first().asString().startsWith("FUNDING 0 ");
        assertThat(after(MINUTE_MS + 50).timer()).hasSize(4).last().asString().startsWith("FUNDING 11 ");
    }

    @Test
    void shouldBeginANewIntervalWhenItsLengthChanges() {
        accept(rig.impact(perpetual, 10_020, 0));
        accept(after(30_000).terms(perpetual, MINUTE_MS, 0, CAP_PPB));
        // Same length: the interval goes on. P = 0.2 %, less the damper: 1,500,000 / 480
        assertThat(after(MINUTE_MS).timer()).containsExactly(funding(3_125, MINUTE_MS));
        accept(rig.impact(perpetual, 10_020, 0));
        accept(after(75_000).terms(perpetual, 30_000, 0, CAP_PPB));
        // From 75 s to 90 s: P = 0.2 % / 2 = 0.1 %, less the damper; 500,000 / 960 = 520.8
        assertThat(after(90_000).timer()).containsExactly(funding(520, 90_000));
        accept(rig.terms(perpetual, 0, 0, 0));
        assertThat(after(10 * MINUTE_MS).timer()).isEmpty();
    }

    @Test
    void shouldRefuseTermsWhenTheyAreOutOfBoundsOrNotOfAPerpetual() {
        final int future = rig.future(START_MS + 1_000_000_000, 0);
        final long hash = rig.stateHash();
        assertThat(rig.terms(9, MINUTE_MS, 0, 0)).isEqualTo(RejectCode.UNKNOWN_INSTRUMENT);
        assertThat(rig.terms(future, MINUTE_MS, 0, 0)).isEqualTo(RejectCode.BAD_PARAMETER);
        for (final long interval : new long[] {-1, 1, 999, 86_400_001, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertThat(rig.terms(perpetual, interval, 0, 0)).isEqualTo(RejectCode.BAD_PARAMETER);
        }
        for (final long rate : new long[] {1_000_000_001, -1_000_000_001, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertThat(rig.terms(perpetual, MINUTE_MS, rate, 0)).isEqualTo(RejectCode.BAD_PARAMETER);
            assertThat(rig.terms(perpetual, MINUTE_MS, 0, rate)).isEqualTo(RejectCode.BAD_PARAMETER);
        }
        assertThat(rig.terms(perpetual, MINUTE_MS, 0, -1)).isEqualTo(RejectCode.BAD_PARAMETER);
        assertThat(rig.stateHash()).isEqualTo(hash);
        accept(rig.terms(perpetual, 86_400_000, -1_000_000_000, 1_000_000_000));
        accept(rig.terms(perpetual, 1_000, 1_000_000_000, 0));
        assertThat(rig.stateHash()).isNotEqualTo(hash);
    }

    @Test
    void shouldRefuseBookWhenItIsCrossedNegativeOrOutOfBounds() {
        final long hash = rig.stateHash();
        final long max = Long.MAX_VALUE;
        assertThat(rig.book(9, 1, 2, 0, 0, 0)).isEqualTo(RejectCode.UNKNOWN_INSTRUMENT);
        assertThat(rig.book(perpetual, 11, 10, 0, 0, 0)).isEqualTo(RejectCode.BAD_PRICE);
        assertThat(rig.book(perpetual, 9, 10, 12, 11, 0)).isEqualTo(RejectCode.BAD_PRICE);
        assertThat(rig.book(perpetual, -1, 10, 0, 0, 0)).isEqualTo(RejectCode.BAD_PRICE);
        assertThat(rig.book(perpetual, 9, max, 0, 0, 0)).isEqualTo(RejectCode.BAD_PRICE);
        assertThat(rig.book(perpetual, 9, 10, 0, -1, 0)).isEqualTo(RejectCode.BAD_PRICE);
        assertThat(rig.book(perpetual, 9, 10, 9, 10, -1)).isEqualTo(RejectCode.BAD_QUANTITY);
        assertThat(rig.book(perpetual, 9, 10, 9, 10, max)).isEqualTo(RejectCode.BAD_QUANTITY);
        assertThat(rig.stateHash()).isEqualTo(hash);
        accept(rig.book(perpetual, 10, 10, 0, 0, 0));
        accept(rig.book(perpetual, 10, 0, 0, 0, 0));
        assertThat(rig.stateHash()).isNotEqualTo(hash);
    }

    /** Books and timers at random times against a sum over samples in BigInteger; now and then through a snapshot. */
    @Test
    void shouldEqualASumOverSamplesWhenBooksAndTimersComeAtRandom() {
        final long seed = Long.parseLong("0" + System.getProperty("seed", "")) + 23;
        final Random random = new Random(seed);
        final List<long[]> samples = new ArrayList<>();
        long now = START_MS;
        long end = START_MS + MINUTE_MS;
        int intervals = 0;
        while (intervals < 2_000) {
            now += random.nextInt(random.nextInt(8) == 0 ? 90_000 : 9_000);
            rig.at(now);
            final List<String> found;
            final long[] sample = {now, random.nextInt(400_000_000) - 200_000_000L};
            if (random.nextInt(3) == 0) {
                found = rig.timer();
                sample[0] = Long.MAX_VALUE;
            } else {
                final long offset = sample[1] * INDEX / 1_000_000_000;
                sample[1] = offset * 100_000;
                accept(offset > 0
                        ? rig.impact(perpetual, INDEX + offset, 0)
                        : rig.impact(perpetual, 0, INDEX + offset));
                found = rig.updates();
            }
            for (final String update : found) {
                final long expected = naiveRate(samples, end - MINUTE_MS, end);
                assertThat(update).as("seed %d", seed).isEqualTo(funding(expected, end - START_MS));
                end += MINUTE_MS;
                intervals++;
            }
            assertThat(end).isGreaterThan(now);
            if (sample[0] != Long.MAX_VALUE) {
                samples.add(sample);
            }
            if (random.nextInt(50) == 0) {
                final long hash = rig.stateHash();
                rig.reload();
                assertThat(rig.stateHash()).isEqualTo(hash);
            }
        }
    }

    private static long naiveRate(final List<long[]> samples, final long from, final long to) {
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < samples.size(); i++) {
            final long next = i + 1 < samples.size() ? samples.get(i + 1)[0] : Long.MAX_VALUE;
            final long begin = Math.max(from, samples.get(i)[0]);
            final long stop = Math.min(Math.min(to, next), samples.get(i)[0] + 60_000);
            if (stop > begin) {
                sum = sum.add(BigInteger.valueOf(samples.get(i)[1]).multiply(BigInteger.valueOf(stop - begin)));
            }
        }
        final BigInteger interval = BigInteger.valueOf(MINUTE_MS);
        final BigInteger drawn =
                clamp(BigInteger.valueOf(INTEREST_PPB).multiply(interval).subtract(sum), 500_000 * MINUTE_MS);
        return clamp(sum.add(drawn), CAP_PPB * MINUTE_MS).divide(BigInteger.valueOf(28_800_000)).longValueExact();
    }

    private static BigInteger clamp(final BigInteger value, final long bound) {
        return value.min(BigInteger.valueOf(bound)).max(BigInteger.valueOf(-bound));
    }
}
