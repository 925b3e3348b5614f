package io.evenkeel.tools.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.PriceState;
import io.evenkeel.tools.replay.ExpectedPrice.Announcement;
import org.junit.jupiter.api.Test;

/** Indexes worked out by hand from section 4 of the specification. */
class ExpectedPriceTest {
    private final ExpectedPrice price = new ExpectedPrice();

    @Test
    void shouldBeThinWhenOneSourceSpeaksAlone() {
        assertThat(price.submit(QuoteSource.BID, 10_000))
                .isEqualTo(new Announcement(10_000, 10_000, PriceState.THIN, 1));
    }

    @Test
    void shouldBeMeanRoundedDownWhenTwoAgree() {
        price.submit(QuoteSource.BID, 10_000);
        assertThat(price.submit(QuoteSource.ASK, 10_003))
                .isEqualTo(new Announcement(10_001, 10_001, PriceState.VALID, 2));
    }

    @Test
    void shouldKeepLastIndexBetweenThemWhenTwoDisagree() {
        price.submit(QuoteSource.BID, 10_000);
        assertThat(price.submit(QuoteSource.ASK, 10_060))
                .isEqualTo(new Announcement(10_000, 10_000, PriceState.UNCERTAIN, 2));
    }

    /** Median 10,000, band 50: the far one counts as 10,050: (10,000 + 10,050 + 2 · 9,990)/4 = 10,007.5. */
    @Test
    void shouldClampToBandWhenOneOfThreeIsFarOff() {
        price.submit(QuoteSource.BID, 10_000);
        price.submit(QuoteSource.ASK, 11_000);
        assertThat(price.submit(QuoteSource.MIDDLE, 9_990))
                .isEqualTo(new Announcement(10_007, 10_007, PriceState.UNCERTAIN, 3));
    }

    @Test
    void shouldAnnounceNothingWhenSourceRepeatsItself() {
        price.submit(QuoteSource.BID, 10_000);
        assertThat(price.submit(QuoteSource.BID, 10_000)).isNull();
    }
}
