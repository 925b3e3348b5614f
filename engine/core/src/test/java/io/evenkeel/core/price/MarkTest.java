package io.evenkeel.core.price;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.sim.command.PriceTermsCommand;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Marks of perpetuals, worked out by hand from SPEC 4. */
class MarkTest {
    private static final long START_MS = 288_000_000;
    private static final long MINUTE_MS = 60_000;

    private final PriceRig rig = new PriceRig();
    private int perpetual;

    @BeforeEach
    void list() {
        perpetual = rig.at(START_MS).perpetual(30_000);
        accept(rig.priceTerms(terms()));
        accept(rig.price(perpetual, 10_000));
        assertThat(rig.updates()).containsExactly("PRICE 0 10000 VALID");
    }

    private PriceTermsCommand terms() {
        return new PriceTermsCommand(PricedKind.INSTRUMENT, perpetual).maxAgeMs(30_000).mark(10_000, 150_000);
    }

    private static void accept(final RejectCode answer) {
        assertThat(answer).isEqualTo(RejectCode.NONE);
    }

    private void book(final long bid, final long ask, final long last) {
        accept(rig.book(perpetual, bid, ask, last, 0, 0, 1_000));
    }

    @Test
    void shouldBeTheMedianOfFundingBasisAndBookWhenTheBookIsFresh() {
        // By funding 10,000; by basis 10,000 + (10,015 − 10,000); by book the median of 10,010, 10,020 and 10,030.
        book(10_010, 10_020, 10_030);
        assertThat(rig.updates()).containsExactly("PRICE 0 10015 VALID");
        // 75 s later the basis moves by 75/(150 + 75) of 45 − 15, to 25; by book 10,045: nothing was traded.
        rig.at(START_MS + 75_000);
        accept(rig.price(perpetual, 10_000));
        book(10_040, 10_050, 0);
        assertThat(rig.updates()).containsExactly("PRICE 0 10025 VALID");
    }

    @Test
    void shouldAddTheShareOfTheLastRateThatIsStillToComeWhenAnIntervalEnded() {
        final int funded = rig.perpetual(0);
        accept(rig.priceTerms(new PriceTermsCommand(PricedKind.INSTRUMENT, funded)));
        accept(rig.terms(funded, MINUTE_MS, 500_000_000, 1_000_000_000));
        accept(rig.price(funded, 100_000_000));
        // Interest is drawn by at most 0.05 % of 8 hours: 500,000 / 480 = 1,041 ppb a minute.
        assertThat(rig.at(START_MS + MINUTE_MS).timer())
                .contains("FUNDING 1 rate 1041 on 100000000 at " + (START_MS + MINUTE_MS));
        accept(rig.at(START_MS + MINUTE_MS + 29_999).book(funded, 99_999_000, 99_999_200, 0, 0, 0, 1));
        assertThat(rig.updates()).containsExactly("PRICE 1 99999100 VALID");
        // By basis about −900, by book + 1,000; by funding 10^8·1,041·10^-9·30/60 = 52.05, toward zero.
        accept(rig.at(START_MS + MINUTE_MS + 30_000).book(funded, 100_000_900, 100_001_100, 0, 0, 0, 1));
        assertThat(rig.updates()).containsExactly("PRICE 1 100000052 VALID");
    }

    @Test
    void shouldBeClampedToTheBandWhenTheBookIsFarFromTheIndex() {
        book(10_500, 10_520, 10_510);
        assertThat(rig.updates()).containsExactly("PRICE 0 10100 VALID");
        book(9_480, 9_500, 9_490);
        // The basis has not moved: no time has passed. By funding 10,000, by basis 10,510, by book 9,490.
        assertThat(rig.updates()).containsExactly("PRICE 0 10000 VALID");
        accept(rig.priceTerms(terms().mark(0, 150_000)));
        book(10_500, 10_520, 10_510);
        assertThat(rig.updates()).containsExactly("PRICE 0 10510 VALID");
    }

    @Test
    void shouldReturnToTheIndexWhenTheBookIsStaleOrOneSided() {
        book(10_010, 10_020, 0);
        rig.at(START_MS + 20_000);
        accept(rig.price(perpetual, 10_001));
        assertThat(rig.updates()).containsExactly("PRICE 0 10015 VALID");
        assertThat(rig.at(START_MS + 30_000).timer()).isEmpty();
        assertThat(rig.at(START_MS + 30_001).timer()).containsExactly("PRICE 0 10001 VALID");
        book(10_030, 10_040, 0);
        assertThat(rig.updates()).hasSize(1);
        book(10_030, 0, 0);
        assertThat(rig.updates()).containsExactly("PRICE 0 10001 VALID");
    }

    /** A book that comes meanwhile does not move the basis: the median of 10,000, 10,000 and 10,015. */
    @Test
    void shouldStayWhenThePriceDoesNotAllowLiquidation() {
        accept(rig.halt(perpetual, true));
        book(10_010, 10_020, 0);
        assertThat(rig.updates()).isEmpty();
        accept(rig.halt(perpetual, false));
        assertThat(rig.updates()).containsExactly("PRICE 0 10000 VALID");
        book(10_010, 10_020, 0);
        assertThat(rig.updates()).containsExactly("PRICE 0 10015 VALID");
    }

    @Test
    void shouldBeTheIndexWhenItIsADatedFuture() {
        final int future = rig.future(START_MS + 86_400_000, 0);
        accept(rig.price(future, 10_000));
        accept(rig.book(future, 10_010, 10_020, 10_015, 0, 0, 1));
        assertThat(rig.updates()).isEmpty();
    }

    @Test
    void shouldGoOnEquallyWhenRestoredFromASnapshot() {
        book(10_010, 10_020, 10_030);
        final long before = rig.stateHash();
        rig.reload();
        assertThat(rig.stateHash()).isEqualTo(before);
        rig.at(START_MS + 25_000);
        book(10_110, 10_120, 0);
        // The basis moves by 25/175 of 115 − 15: 14.285 more than 15.
        assertThat(rig.updates()).containsExactly("PRICE 0 10029 VALID");
    }
}
