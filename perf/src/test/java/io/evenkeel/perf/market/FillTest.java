package io.evenkeel.perf.market;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FillTest {
    @Test
    void shouldReadBackWhatWasPackedWhenFieldsAreLargest() {
        final long fill = Fill.of(Fill.MAX_ACCOUNTS - 1, 1, Market.INSTRUMENTS - 1, Fill.MAX_QUANTITY);

        assertThat(Fill.buyer(fill)).isEqualTo(Fill.MAX_ACCOUNTS - 1);
        assertThat(Fill.seller(fill)).isEqualTo(1);
        assertThat(Fill.instrument(fill)).isEqualTo(Market.INSTRUMENTS - 1);
        assertThat(Fill.quantity(fill)).isEqualTo(Fill.MAX_QUANTITY);
    }

    @Test
    void shouldSwapSidesOnlyWhenExchanged() {
        assertThat(Fill.exchanged(Fill.of(7, 9, 3, 5))).isEqualTo(Fill.of(9, 7, 3, 5));
    }
}
