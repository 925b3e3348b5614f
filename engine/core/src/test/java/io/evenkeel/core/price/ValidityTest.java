package io.evenkeel.core.price;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.sim.command.PriceTermsCommand;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When an index takes effect, and in which state, worked out by hand from SPEC 4. Three sources; the quorum is two. */
class ValidityTest {
    private static final long START_MS = 288_000_000;
    private static final int JUMP_PPM = 50_000;
    private static final long WINDOW_MS = 60_000;
    private static final long MAX_AGE_MS = 30_000;

    private final PriceRig rig = new PriceRig();
    private int perpetual;

    @BeforeEach
    void list() {
        perpetual = rig.at(START_MS).perpetual(0);
        accept(rig.source(perpetual, 2));
        accept(rig.source(perpetual, 3));
        accept(rig.priceTerms(terms()));
        sayAll(10_000);
    }

    private PriceTermsCommand terms() {
        return new PriceTermsCommand(PricedKind.INSTRUMENT, perpetual).quorum(2).jump(JUMP_PPM, WINDOW_MS);
    }

    private static void accept(final RejectCode answer) {
        assertThat(answer).isEqualTo(RejectCode.NONE);
    }

    private void say(final int source, final long price) {
        accept(rig.price(perpetual, source, price));
    }

    private void sayAll(final long price) {
        for (int source = 1; source <= 3; source++) {
            say(source, price);
        }
    }

    // ---------------------------------------------------------------- confidence

    /** The band is 0.5 %: 50 of 10,000. */
    @Test
    void shouldBeUncertainWhenASourceMayBeWrongByMoreThanTheBand() {
        accept(rig.unsure(perpetual, 1, 10_000, 50));
        assertThat(rig.updates()).isEmpty();
        accept(rig.unsure(perpetual, 1, 10_000, 51));
        assertThat(rig.updates()).containsExactly("PRICE 0 10000 UNCERTAIN");
        accept(rig.unsure(perpetual, 1, 10_000, 50));
        assertThat(rig.updates()).containsExactly("PRICE 0 10000 VALID");
    }

    @Test
    void shouldNotCountPoorConfidenceWhenItsSourceIsNotFresh() {
        accept(rig.priceTerms(terms().maxAgeMs(MAX_AGE_MS)));
        accept(rig.unsure(perpetual, 1, 10_000, 51));
        rig.at(START_MS + MAX_AGE_MS);
        say(2, 10_000);
        say(3, 10_000);
        rig.updates();
        assertThat(rig.at(START_MS + MAX_AGE_MS + 1).timer()).containsExactly("PRICE 0 10000 VALID");
    }

    // ---------------------------------------------------------------- jumps

    @Test
    void shouldBeUncertainWhenAJumpIsConfirmedByTheQuorum() {
        say(1, 11_000);
        // The median stays; the source counts as 10,050: 10,000 + ⌊50/3⌋.
        assertThat(rig.updates()).containsExactly("PRICE 0 10016 UNCERTAIN");
        say(2, 11_000);
        // Two of three are beyond 5 %: 11,000 + ⌊−55/3⌋.
        assertThat(rig.updates()).containsExactly("PRICE 0 10981 UNCERTAIN");
        say(3, 11_000);
        assertThat(rig.updates()).containsExactly("PRICE 0 11000 UNCERTAIN");
        rig.at(START_MS + WINDOW_MS);
        say(1, 11_000);
        assertThat(rig.updates()).isEmpty();
        rig.at(START_MS + WINDOW_MS + 1);
        say(1, 11_000);
        assertThat(rig.updates()).containsExactly("PRICE 0 11000 VALID");
    }

    @Test
    void shouldHoldPriceAndStateWhenTheQuorumDoesNotConfirmAJump() {
        accept(rig.priceTerms(terms().quorum(3)));
        say(1, 11_000);
        say(2, 11_000);
        assertThat(rig.updates()).isEmpty();
        say(3, 10_501);
        // All three are beyond 10,500: the median is 11,000, the third counts as 10,945.
        assertThat(rig.updates()).containsExactly("PRICE 0 10981 UNCERTAIN");
    }

    @Test
    void shouldHoldAJumpWhenTheSourcesBeyondItWentOppositeWays() {
        say(1, 11_000);
        say(2, 8_000);
        accept(rig.removeSource(perpetual, 3));
        // Two that disagree: the median of both and the last index, which is no jump.
        assertThat(rig.updates()).containsExactly("PRICE 0 10000 UNCERTAIN");
    }

    @Test
    void shouldLetTheJumpInWhenItsWindowHasPassed() {
        accept(rig.priceTerms(terms().quorum(3)));
        say(1, 11_000);
        say(2, 11_000);
        rig.at(START_MS + WINDOW_MS + 1);
        say(2, 11_000);
        assertThat(rig.updates()).containsExactly("PRICE 0 10981 UNCERTAIN");
    }

    @Test
    void shouldBeStaleAtTheOldPriceWhenAHeldJumpIsNotConfirmedInTime() {
        accept(rig.priceTerms(terms().quorum(3).maxAgeMs(MAX_AGE_MS)));
        say(1, 11_000);
        say(2, 11_000);
        assertThat(rig.at(START_MS + MAX_AGE_MS + 1).timer()).containsExactly("PRICE 0 10016 STALE");
    }

    /** All go on speaking, and a quorum does not agree: what is held is as old as the last index that took effect. */
    @Test
    void shouldBeStaleWhenFreshSourcesNeverConfirmAHeldJump() {
        accept(rig.priceTerms(terms().quorum(3).maxAgeMs(MAX_AGE_MS).freshRounds(1)));
        say(1, 11_000);
        say(2, 11_000);
        rig.at(START_MS + MAX_AGE_MS);
        say(1, 11_000);
        say(2, 11_000);
        say(3, 10_000);
        assertThat(rig.updates()).isEmpty();
        assertThat(rig.at(START_MS + MAX_AGE_MS + 1).timer()).containsExactly("PRICE 0 10016 STALE");
        say(3, 11_000);
        // Confirmed, but a first round after an outage: the mark moves once the price is trusted.
        assertThat(rig.updates()).containsExactly("PRICE 0 10016 THIN");
    }

    /**
     * 10,600 is confirmed for 31 s, longer than a source may be old, when two return to 10,490: the index would be
     * 10,490 + ⌊52/3⌋ = 10,507, beyond 10,500, and one source alone is. The price that there was is none of before.
     */
    @Test
    void shouldHoldAConfirmedJumpWhenTheLastValidIndexIsOldButTheLastOneIsNot() {
        accept(rig.priceTerms(terms().maxAgeMs(MAX_AGE_MS).freshRounds(1)));
        rig.at(START_MS + 1_000);
        sayAll(10_600);
        rig.at(START_MS + MAX_AGE_MS + 1_000);
        say(1, 10_600);
        say(2, 10_490);
        assertThat(rig.updates()).allMatch(update -> update.endsWith("UNCERTAIN"));
        say(3, 10_490);
        assertThat(rig.updates()).isEmpty();
    }

    @Test
    void shouldBeThinAndNotTrustedWhenResumedInTheMiddleOfAHeldJump() {
        accept(rig.priceTerms(terms().quorum(3)));
        say(1, 11_000);
        say(2, 11_000);
        accept(rig.halt(perpetual, true));
        assertThat(rig.updates()).containsExactly("PRICE 0 10016 HALTED");
        accept(rig.halt(perpetual, false));
        assertThat(rig.updates()).containsExactly("PRICE 0 10016 THIN");
        say(3, 11_000);
        assertThat(rig.updates()).containsExactly("PRICE 0 11000 UNCERTAIN");
    }

    @Test
    void shouldCreepWhenNoSingleMoveIsAJump() {
        for (long price = 10_400; price < 20_000; price += 400) {
            sayAll(price);
            assertThat(rig.updates()).containsExactly("PRICE 0 " + price + " VALID");
        }
    }

    // ---------------------------------------------------------------- rounds after an outage

    @Test
    void shouldBeThinForThreeRoundsWhenEverySourceWasStale() {
        accept(rig.priceTerms(terms().freshRounds(3).maxAgeMs(MAX_AGE_MS)));
        assertThat(rig.at(START_MS + MAX_AGE_MS + 1).timer()).containsExactly("PRICE 0 10000 STALE");
        say(1, 10_000);
        assertThat(rig.updates()).containsExactly("PRICE 0 10000 THIN");
        say(2, 10_000);
        say(3, 10_000);
        say(1, 10_000);
        // That makes two rounds: of 1 and 2, of 3 and 1. The third:
        say(1, 10_000);
        assertThat(rig.updates()).isEmpty();
        say(2, 10_000);
        assertThat(rig.updates()).containsExactly("PRICE 0 10000 VALID");
    }

    @Test
    void shouldCountRoundsWhenTheClusterItselfWasAwayAndNoTimerSawThePriceGoStale() {
        accept(rig.priceTerms(terms().freshRounds(1).maxAgeMs(MAX_AGE_MS)));
        rig.at(START_MS + MAX_AGE_MS).timer();
        rig.at(START_MS + MAX_AGE_MS + PriceStage.UNLOOKED_MS);
        say(1, 10_000);
        // All three lapsed within a second, and for that long a timer may be late: no outage is seen.
        assertThat(rig.updates()).containsExactly("PRICE 0 10000 THIN");
        rig.at(START_MS + 2 * MAX_AGE_MS + PriceStage.UNLOOKED_MS + 1);
        say(1, 10_000);
        assertThat(rig.updates()).containsExactly("PRICE 0 10000 STALE", "PRICE 0 10000 THIN");
        say(2, 10_000);
        assertThat(rig.updates()).containsExactly("PRICE 0 10000 VALID");
    }

    @Test
    void shouldCountNoRoundWhenOneSourceSpeaksOften() {
        accept(rig.priceTerms(terms().freshRounds(1).maxAgeMs(MAX_AGE_MS)));
        rig.at(START_MS + MAX_AGE_MS + 1).timer();
        for (int i = 0; i < 100; i++) {
            say(1, 10_000);
        }
        say(2, 10_000);
        assertThat(rig.updates()).containsExactly("PRICE 0 10000 VALID");
    }

    @Test
    void shouldCountNoRoundWhenTheIndexIsNotValid() {
        accept(rig.priceTerms(terms().freshRounds(1).maxAgeMs(MAX_AGE_MS)));
        rig.at(START_MS + MAX_AGE_MS + 1).timer();
        say(1, 10_000);
        say(2, 10_100);
        say(3, 10_200);
        assertThat(rig.updates()).containsExactly("PRICE 0 10000 THIN");
        say(3, 10_100);
        say(1, 10_100);
        assertThat(rig.updates()).containsExactly("PRICE 0 10100 VALID");
    }

    @Test
    void shouldBeginTheRoundsAnewWhenItGoesStaleAgain() {
        accept(rig.priceTerms(terms().freshRounds(2).maxAgeMs(MAX_AGE_MS)));
        rig.at(START_MS + MAX_AGE_MS + 1).timer();
        say(1, 10_000);
        say(2, 10_000);
        rig.at(START_MS + 2 * MAX_AGE_MS + 2).timer();
        assertThat(rig.updates()).containsExactly("PRICE 0 10000 STALE");
        say(1, 10_000);
        say(2, 10_000);
        say(1, 10_000);
        assertThat(rig.updates()).isEmpty();
        say(2, 10_000);
        assertThat(rig.updates()).containsExactly("PRICE 0 10000 VALID");
    }

    // ---------------------------------------------------------------- sources

    @Test
    void shouldFormThePriceWithoutASourceWhenItIsRemoved() {
        say(1, 10_040);
        say(3, 11_000);
        accept(rig.removeSource(perpetual, 3));
        assertThat(rig.updates()).containsExactly("PRICE 0 10020 VALID");
        assertThat(rig.price(perpetual, 3, 10_000)).isEqualTo(RejectCode.UNKNOWN_SOURCE);
        assertThat(rig.removeSource(perpetual, 3)).isEqualTo(RejectCode.UNKNOWN_SOURCE);
        accept(rig.removeSource(perpetual, 1));
        accept(rig.removeSource(perpetual, 2));
        // The mark has not moved since the price was THIN.
        assertThat(rig.updates()).containsExactly("PRICE 0 10020 STALE");
    }

    @Test
    void shouldCountOutliersWhenASourceSpeaksBeyondTheBand() {
        say(3, 10_050);
        assertThat(rig.outliers(perpetual, 3)).isZero();
        say(3, 10_051);
        say(3, 9_949);
        assertThat(rig.outliers(perpetual, 3)).isEqualTo(2);
        assertThat(rig.outliers(perpetual, 1)).isZero();
        accept(rig.removeSource(perpetual, 1));
        assertThat(rig.outliers(perpetual, 3)).isEqualTo(2);
    }

    @Test
    void shouldCountWhatIsLateAndWhatIsRefusedWhenASourceSpeaksAmiss() {
        accept(rig.priceTerms(terms().maxAgeMs(MAX_AGE_MS)));
        final long before = rig.stateHash();
        assertThat(rig.late(perpetual, 2, MAX_AGE_MS + 1)).isEqualTo(RejectCode.STALE_PRICE);
        assertThat(rig.late(perpetual, 2, MAX_AGE_MS + 2)).isEqualTo(RejectCode.STALE_PRICE);
        assertThat(rig.late(perpetual, 2, -PriceStage.MAX_SKEW_MS - 1)).isEqualTo(RejectCode.BAD_TIME);
        assertThat(rig.price(perpetual, 2, 0)).isEqualTo(RejectCode.BAD_PRICE);
        assertThat(rig.price(perpetual, 2, -1)).isEqualTo(RejectCode.BAD_PRICE);
        say(3, 10_051);
        assertThat(rig.stateHash()).isNotEqualTo(before);
        assertThat(rig.report(perpetual, 2).late()).isEqualTo(2);
        assertThat(rig.report(perpetual, 2).refused()).isEqualTo(3);
        assertThat(rig.report(perpetual, 2).outliers()).isZero();
        assertThat(rig.report(perpetual, 3).outliers()).isEqualTo(1);
        assertThat(rig.report(perpetual, 1).late() + rig.report(perpetual, 1).refused()).isZero();
    }

    @Test
    void shouldSayCountsOfOneSourceAtATimerAndOnlyOnceWhenTheyChanged() {
        assertThat(rig.price(perpetual, 2, 0)).isEqualTo(RejectCode.BAD_PRICE);
        assertThat(rig.price(perpetual, 2, 0)).isEqualTo(RejectCode.BAD_PRICE);
        say(3, 10_051);
        assertThat(rig.said()).isEmpty();
        // The room of two assets and 32 instruments is 170 sources; a timer looks at 64.
        assertThat(saidByTimers(3)).containsExactly(List.of(2L, 0L, 0L, 2L), List.of(3L, 1L, 0L, 0L));
        assertThat(saidByTimers(6)).isEmpty();
        say(3, 10_051);
        rig.reload();
        assertThat(saidByTimers(3)).containsExactly(List.of(3L, 2L, 0L, 0L));
    }

    @Test
    void shouldForgetCountsWhenASourceIsRemoved() {
        say(3, 10_051);
        accept(rig.removeSource(perpetual, 3));
        accept(rig.source(perpetual, 3));
        assertThat(rig.report(perpetual, 3).outliers()).isZero();
        assertThat(saidByTimers(3)).isEmpty();
        assertThat(rig.price(perpetual, 2, 0)).isEqualTo(RejectCode.BAD_PRICE);
        accept(rig.removeSource(perpetual, 1));
        assertThat(saidByTimers(3)).containsExactly(List.of(2L, 0L, 0L, 1L));
    }

    private List<List<Long>> saidByTimers(final int timers) {
        final List<List<Long>> said = new ArrayList<>();
        for (int i = 0; i < timers; i++) {
            rig.timer();
            if (!rig.said().isEmpty()) {
                said.add(rig.said());
            }
        }
        return said;
    }

    @Test
    void shouldGoOnEquallyWhenRestoredFromASnapshotInTheMiddleOfARound() {
        accept(rig.priceTerms(terms().freshRounds(1).maxAgeMs(MAX_AGE_MS).bandPpm(7_000).uncertaintyPpm(9)));
        rig.at(START_MS + MAX_AGE_MS + 1).timer();
        say(3, 10_000);
        accept(rig.removeSource(perpetual, 1));
        final long before = rig.stateHash();
        rig.reload();
        assertThat(rig.stateHash()).isEqualTo(before);
        say(2, 10_000);
        assertThat(rig.updates()).containsExactly("PRICE 0 10000 VALID");
    }

    // ---------------------------------------------------------------- favour of a price that is not trusted

    private void assertFavourIsInUse(final RejectCode refusal) {
        final long before = rig.stateHash();
        assertThat(rig.priceTerms(terms().maxAgeMs(MAX_AGE_MS).freshRounds(1).staleFavourPpm(100_000)))
                .isEqualTo(refusal);
        assertThat(rig.stateHash()).isEqualTo(before);
        assertThat(rig.updates()).isEmpty();
    }

    /** Accounts are certified by it while the price is STALE, THIN for want of rounds, or HALTED. */
    @Test
    void shouldRefuseAnotherFavourWhenThePriceAllowsNoLiquidation() {
        accept(rig.priceTerms(terms().maxAgeMs(MAX_AGE_MS).freshRounds(1)));
        rig.at(START_MS + MAX_AGE_MS + 1).timer();
        assertFavourIsInUse(RejectCode.STALE_PRICE);
        say(1, 10_000);
        assertThat(rig.updates()).containsExactly("PRICE 0 10000 THIN");
        assertFavourIsInUse(RejectCode.STALE_PRICE);
        accept(rig.halt(perpetual, true));
        assertFavourIsInUse(RejectCode.HALTED);
        accept(rig.halt(perpetual, false));
        assertFavourIsInUse(RejectCode.STALE_PRICE);
        // The other terms may change, if the favour stays.
        accept(rig.priceTerms(terms().maxAgeMs(MAX_AGE_MS).freshRounds(1).uncertaintyPpm(10_000)));
        say(2, 10_000);
        assertThat(rig.updates()).containsExactly("PRICE 0 10000 VALID");
        assertThat(rig.favoursPpm()).containsExactly(50_000);
        accept(rig.priceTerms(terms().maxAgeMs(MAX_AGE_MS).freshRounds(1).staleFavourPpm(100_000)));
        assertThat(rig.updates()).containsExactly("PRICE 0 10000 VALID");
        assertThat(rig.favoursPpm()).containsExactly(100_000);
    }

    /** It travels with the price that makes use of it: three sources of four that are asked for. */
    @Test
    void shouldSayAnotherFavourWithTheStateWhenTheSameTermsMakeThePriceThin() {
        accept(rig.priceTerms(terms().quorum(4).staleFavourPpm(0)));
        assertThat(rig.updates()).containsExactly("PRICE 0 10000 THIN");
        assertThat(rig.favoursPpm()).containsExactly(0);
        assertFavourIsInUse(RejectCode.STALE_PRICE);
    }

    @Test
    void shouldSayAnotherFavourWithTheFirstPriceWhenThereWasNone() {
        final int fresh = rig.perpetual(0);
        accept(rig.halt(fresh, true));
        accept(rig.priceTerms(new PriceTermsCommand(PricedKind.INSTRUMENT, fresh).staleFavourPpm(500_000)));
        assertThat(rig.updates()).isEmpty();
        accept(rig.price(fresh, 10_000));
        assertThat(rig.updates()).containsExactly("PRICE 1 10000 HALTED");
        assertThat(rig.favoursPpm()).containsExactly(500_000);
    }

    // ---------------------------------------------------------------- refusals

    @ParameterizedTest
    @CsvSource({
        "0, 5000, 0, 60000, 0, 1000, 0",
        "1, 0, 0, 60000, 0, 1000, 0",
        "1, 500001, 0, 60000, 0, 1000, 0",
        "1, 5000, -1, 60000, 0, 1000, 0",
        "1, 5000, 1000001, 60000, 0, 1000, 0",
        "1, 5000, 0, 0, 0, 1000, 0",
        "1, 5000, 0, 86400001, 0, 1000, 0",
        "1, 5000, 0, 60000, -1, 1000, 0",
        "1, 5000, 0, 60000, 1000000, 1000, 0",
        "1, 5000, 0, 60000, 0, 0, 0",
        "1, 5000, 0, 60000, 0, 86400001, 0",
        "1, 5000, 0, 60000, 0, 1000, -1",
        "1, 5000, 0, 60000, 0, 1000, 1000001",
    })
    void shouldRefuseTermsAndChangeNothingWhenTheyAreOutOfBounds(
            final int quorum,
            final int bandPpm,
            final int jumpPpm,
            final long windowMs,
            final int markPpm,
            final long emaMs,
            final int uncertaintyPpm) {
        final long before = rig.stateHash();
        assertThat(rig.priceTerms(new PriceTermsCommand(PricedKind.INSTRUMENT, perpetual)
                .quorum(quorum)
                .bandPpm(bandPpm)
                .jump(jumpPpm, windowMs)
                .mark(markPpm, emaMs)
                .uncertaintyPpm(uncertaintyPpm))).isEqualTo(RejectCode.BAD_PARAMETER);
        assertThat(rig.stateHash()).isEqualTo(before);
    }

    @Test
    void shouldRefuseTermsWhenThePriceIsUnknownOrTheNumeraires() {
        final long before = rig.stateHash();
        assertThat(rig.priceTerms(new PriceTermsCommand(PricedKind.ASSET, 0))).isEqualTo(RejectCode.BAD_PARAMETER);
        assertThat(rig.priceTerms(new PriceTermsCommand(PricedKind.ASSET, 1))).isEqualTo(RejectCode.UNKNOWN_ASSET);
        assertThat(rig.priceTerms(new PriceTermsCommand(PricedKind.INSTRUMENT, 1)))
                .isEqualTo(RejectCode.UNKNOWN_INSTRUMENT);
        assertThat(rig.priceTerms(terms().maxAgeMs(-1))).isEqualTo(RejectCode.BAD_PARAMETER);
        assertThat(rig.priceTerms(terms().staleFavourPpm(-1))).isEqualTo(RejectCode.BAD_PARAMETER);
        assertThat(rig.priceTerms(terms().staleFavourPpm(500_001))).isEqualTo(RejectCode.BAD_PARAMETER);
        assertThat(rig.stateHash()).isEqualTo(before);
    }
}
