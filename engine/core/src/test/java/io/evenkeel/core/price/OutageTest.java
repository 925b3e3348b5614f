package io.evenkeel.core.price;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.sim.command.PriceTermsCommand;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** After an outage all prices are stale by their age before anything is done, however many there are (SPEC 4). */
class OutageTest {
    private static final long START_MS = 288_000_000;
    private static final long MAX_AGE_MS = 30_000;
    private static final long OUTAGE_MS = 600_000;
    private static final int PRICES = 20;

    private final PriceRig rig = new PriceRig();

    @BeforeEach
    void list() {
        rig.at(START_MS);
        for (int n = 0; n < PRICES; n++) {
            assertThat(rig.price(rig.perpetual(MAX_AGE_MS), 1_000 + n)).isEqualTo(RejectCode.NONE);
        }
        rig.timer();
    }

    private static List<String> stale(final int from) {
        return IntStream.range(from, PRICES).mapToObj(n -> "PRICE " + n + " " + (1_000 + n) + " STALE").toList();
    }

    @Test
    void shouldFindAllPricesStaleWhenATimerComesFirst() {
        assertThat(rig.at(START_MS + OUTAGE_MS).timer()).containsExactlyElementsOf(stale(0));
        assertThat(rig.timer()).isEmpty();
    }

    /** Three rounds have to be VALID before a price is trusted again, and this is the first. */
    @Test
    void shouldFindAllOtherPricesStaleWhenAPriceComesFirst() {
        rig.at(START_MS + OUTAGE_MS);
        assertThat(rig.price(0, 990)).isEqualTo(RejectCode.NONE);

        assertThat(rig.updates()).startsWith("PRICE 0 1000 STALE").endsWith("PRICE 0 1000 THIN");
        assertThat(rig.updates().subList(1, PRICES)).containsExactlyElementsOf(stale(1));
    }

    /** The first entries of a new leader are sessions, and commands that were sent before. */
    @Test
    void shouldFindAllPricesStaleWhenSessionsRefusalsOrRepeatsComeFirst() {
        for (final PriceRig.Idle first : PriceRig.Idle.values()) {
            final PriceRig other = new PriceRig();
            other.at(START_MS);
            assertThat(other.price(other.perpetual(MAX_AGE_MS), 1_000)).isEqualTo(RejectCode.NONE);
            other.timer();

            assertThat(other.at(START_MS + OUTAGE_MS).idle(first)).containsExactly("PRICE 0 1000 STALE");
            assertThat(other.idle(first)).isEmpty();
        }
    }

    /** What a command itself changes has its room beside them. */
    @Test
    void shouldStillTellWhatTheCommandChangesWhenAllPricesWentStale() {
        rig.at(START_MS + OUTAGE_MS);
        assertThat(rig.halt(PRICES - 1, true)).isEqualTo(RejectCode.NONE);

        assertThat(rig.updates()).hasSize(PRICES + 1).endsWith("PRICE 19 1019 HALTED");
    }

    /** Three sources of weight 10^6 at 2^47, 2^47 and a fifth more, the band: the mean is a third of that above. */
    @Test
    void shouldNotLeaveItsBoundsWhenWeightsAndPricesAreTheLargest() {
        final long price = 1L << 47;
        final int instrument = rig.perpetual(0);
        assertThat(rig.source(instrument, 2, 1_000_000)).isEqualTo(RejectCode.NONE);
        assertThat(rig.source(instrument, 3, 1_000_000)).isEqualTo(RejectCode.NONE);
        assertThat(rig.source(instrument, 4, 1_000_000)).isEqualTo(RejectCode.NONE);
        assertThat(rig.removeSource(instrument, 1)).isEqualTo(RejectCode.NONE);
        assertThat(rig.priceTerms(new PriceTermsCommand(PricedKind.INSTRUMENT, instrument).bandPpm(200_000)))
                .isEqualTo(RejectCode.NONE);
        rig.price(instrument, 2, price);
        rig.price(instrument, 3, price);
        rig.price(instrument, 4, price + price / 5);

        assertThat(rig.updates()).containsExactly(
                "PRICE " + instrument + " " + (price + price / 5 / 3) + " VALID");
    }
}
