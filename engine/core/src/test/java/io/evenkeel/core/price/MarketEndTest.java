package io.evenkeel.core.price;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.MarketPhase;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.sim.command.PriceTermsCommand;
import org.junit.jupiter.api.Test;

/** How prices become final: the settlement mean of futures, worked out by hand, and the operator's word. */
class MarketEndTest {
    private static final long MINUTE_MS = 60_000;
    private static final long EXPIRY_MS = 100 * MINUTE_MS;

    private final PriceRig rig = new PriceRig();

    private static void accept(final RejectCode answer) {
        assertThat(answer).isEqualTo(RejectCode.NONE);
    }

    private PriceRig before(final long minutes) {
        return rig.at(EXPIRY_MS - minutes * MINUTE_MS);
    }

    @Test
    void shouldSettleAtTheMeanOfTheLastHalfHourWhenAFutureExpires() {
        final int future = before(60).future(EXPIRY_MS, 0);
        accept(before(40).price(future, 100));
        accept(before(20).price(future, 200));
        accept(before(5).price(future, 150));
        assertThat(rig.at(EXPIRY_MS - 1).timer()).isEmpty();
        rig.reload();
        accept(rig.at(EXPIRY_MS).price(future, 900));
        // (10·100 + 15·200 + 5·150) / 30 = 158.33; what comes at expiry does not count
        assertThat(rig.timer()).containsExactly("FINAL 0 158 VALID");
        assertThat(rig.timer()).isEmpty();
        assertThat(rig.price(future, 150)).isEqualTo(RejectCode.NOT_OPEN);
    }

    @Test
    void shouldLeaveOutTheTimeBeforeTheFirstIndexWhenTheWindowBeganWithoutOne() {
        final int future = before(60).future(EXPIRY_MS, 0);
        accept(before(20).price(future, 200));
        accept(before(5).price(future, 150));
        // (15·200 + 5·150) / 20 = 187.5
        assertThat(rig.at(EXPIRY_MS + 40).timer()).containsExactly("FINAL 0 187 VALID");
    }

    @Test
    void shouldHoldTheLastIndexWhenThePriceWentStale() {
        final int future = before(60).future(EXPIRY_MS, 30_000);
        accept(before(40).price(future, 100));
        // 25 minutes of silence are an outage: the third round after it is VALID.
        for (int round = 0; round < 3; round++) {
            accept(before(15).price(future, 201));
        }
        assertThat(before(14).timer()).containsExactly("PRICE 0 201 STALE");
        // (15·100 + 15·201) / 30 = 150.5
        assertThat(rig.at(EXPIRY_MS).timer()).containsExactly("FINAL 0 150 VALID");
    }

    @Test
    void shouldWaitForTheFirstValidIndexWhenThereWasNone() {
        final int future = before(60).future(EXPIRY_MS, 0);
        assertThat(rig.at(EXPIRY_MS).timer()).isEmpty();
        accept(rig.at(EXPIRY_MS + MINUTE_MS).price(future, 170));
        assertThat(rig.timer()).containsExactly("FINAL 0 170 VALID");
    }

    @Test
    void shouldWaitForTheOperatorWhenAFutureIsHaltedAtExpiry() {
        final int resumed = before(60).future(EXPIRY_MS, 0);
        final int settled = rig.future(EXPIRY_MS, 0);
        accept(rig.price(resumed, 100));
        accept(rig.price(settled, 100));
        accept(before(15).halt(resumed, true));
        accept(rig.halt(settled, true));
        accept(rig.price(resumed, 200));
        assertThat(rig.at(EXPIRY_MS).timer()).isEmpty();
        accept(rig.phase(settled, MarketPhase.SETTLING, 120));
        assertThat(rig.updates()).containsExactly("FINAL 1 120 VALID");
        accept(rig.at(EXPIRY_MS + MINUTE_MS).halt(resumed, false));
        assertThat(rig.timer()).as("the last index before it was halted").containsExactly("FINAL 0 100 VALID");
    }

    /** All are silent; the third comes back 15 minutes before the end and says three times the price: THIN. */
    @Test
    void shouldHoldTheLastTrustedIndexWhenFewSourcesAreLeft() {
        final int future = before(60).future(EXPIRY_MS, 0);
        accept(rig.source(future, 2));
        accept(rig.source(future, 3));
        accept(rig.priceTerms(new PriceTermsCommand(PricedKind.INSTRUMENT, future)
                .quorum(2).maxAgeMs(MINUTE_MS).freshRounds(0)));
        for (int source = 1; source <= 3; source++) {
            accept(before(30).price(future, source, 100));
        }
        for (int source = 1; source <= 3; source++) {
            accept(before(20).price(future, source, 160));
        }
        accept(before(15).price(future, 1, 480));
        assertThat(rig.updates()).contains("PRICE 0 160 THIN");
        rig.reload();
        accept(before(1).price(future, 1, 480));
        // (10·100 + 20·160) / 30
        assertThat(rig.at(EXPIRY_MS).timer()).containsExactly("FINAL 0 140 VALID");
    }

    /** With funding, prices are up to 2,147,483,648: net prices are a thousand million times finer. */
    @Test
    void shouldRefuseAFinalPriceWhenItIsBeyondWhatFundingAllows() {
        final int funded = rig.at(MINUTE_MS).perpetual(0);
        accept(rig.terms(funded, MINUTE_MS, 100_000, 0));
        accept(rig.price(funded, 100));
        assertThat(rig.phase(funded, MarketPhase.SETTLING, 2_147_483_650L)).isEqualTo(RejectCode.BAD_PRICE);
        accept(rig.phase(funded, MarketPhase.SETTLING, 2_147_483_640L));
        final int unfunded = rig.perpetual(0);
        accept(rig.phase(unfunded, MarketPhase.SETTLING, 2_147_483_650L));
    }

    @Test
    void shouldRefuseEverythingAboutAPriceWhenItIsFinal() {
        final int perpetual = rig.at(MINUTE_MS).perpetual(30_000);
        accept(rig.terms(perpetual, MINUTE_MS, 100_000, 0));
        accept(rig.price(perpetual, 100));
        accept(rig.phase(perpetual, MarketPhase.SETTLING, 110));
        assertThat(rig.updates()).containsExactly("FINAL 0 110 VALID");
        final long hash = rig.stateHash();
        assertThat(rig.price(perpetual, 100)).isEqualTo(RejectCode.NOT_OPEN);
        assertThat(rig.halt(perpetual, true)).isEqualTo(RejectCode.NOT_OPEN);
        assertThat(rig.terms(perpetual, 0, 0, 0)).isEqualTo(RejectCode.NOT_OPEN);
        assertThat(rig.impact(perpetual, 90, 110)).isEqualTo(RejectCode.NOT_OPEN);
        assertThat(rig.phase(perpetual, MarketPhase.OPEN, 0)).isEqualTo(RejectCode.NOT_OPEN);
        assertThat(rig.phase(perpetual, MarketPhase.REDUCE_ONLY, 0)).isEqualTo(RejectCode.NOT_OPEN);
        assertThat(rig.stateHash()).isEqualTo(hash);
        assertThat(rig.at(10 * MINUTE_MS).timer()).isEmpty();
        final long later = rig.stateHash();
        rig.reload();
        assertThat(rig.stateHash()).isEqualTo(later);
        assertThat(rig.price(perpetual, 100)).isEqualTo(RejectCode.NOT_OPEN);
    }

    @Test
    void shouldRefusePhaseWhenItOrItsPriceCannotBe() {
        final int perpetual = rig.at(MINUTE_MS).perpetual(0);
        final long hash = rig.stateHash();
        assertThat(rig.phase(9, MarketPhase.SETTLING, 100)).isEqualTo(RejectCode.UNKNOWN_INSTRUMENT);
        assertThat(rig.phase(perpetual, MarketPhase.SETTLING, 0)).isEqualTo(RejectCode.BAD_PRICE);
        assertThat(rig.phase(perpetual, MarketPhase.SETTLING, -10)).isEqualTo(RejectCode.BAD_PRICE);
        assertThat(rig.phase(perpetual, MarketPhase.SETTLING, Long.MAX_VALUE)).isEqualTo(RejectCode.BAD_PRICE);
        assertThat(rig.phase(perpetual, MarketPhase.SETTLING, 105)).isEqualTo(RejectCode.OFF_GRID);
        assertThat(rig.phase(perpetual, MarketPhase.REDUCE_ONLY, 100)).isEqualTo(RejectCode.BAD_PARAMETER);
        assertThat(rig.phase(perpetual, MarketPhase.DELISTED, 0)).isEqualTo(RejectCode.BAD_PARAMETER);
        assertThat(rig.phase(perpetual, MarketPhase.NULL_VAL, 0)).isEqualTo(RejectCode.BAD_PARAMETER);
        assertThat(rig.stateHash()).isEqualTo(hash);
        accept(rig.phase(perpetual, MarketPhase.REDUCE_ONLY, 0));
        accept(rig.phase(perpetual, MarketPhase.OPEN, 0));
        assertThat(rig.stateHash()).isEqualTo(hash);
    }
}
